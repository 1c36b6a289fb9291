using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.InMemory;

/// <summary>Reads what is few: people, accounts, servers, libraries, devices, streams.</summary>
internal static class NameRows
{
    public static async Task<PlayNames> Async(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var accounts = await (from user in db.ServerUsers.AsNoTracking()
                              join viewer in db.Viewers.IgnoreQueryFilters().AsNoTracking() on user.ViewerId equals viewer.Id
                              select new AccountName(user.Id.Value, user.Name, viewer.Id.Value, viewer.Name, user.ServerId.Value, viewer.HiddenName != null)).ToListAsync(cancellationToken);
        var servers = await db.Servers.AsNoTracking().Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var libraries = await db.Libraries.AsNoTracking().Select(l => new LibraryName(l.Id.Value, l.Name, l.ServerId.Value)).ToListAsync(cancellationToken);
        var devices = await db.PlayDevices.AsNoTracking().Select(d => new DeviceName((int)d.Id, d.Name, d.ClientName, d.Platform, d.DeviceType)).ToListAsync(cancellationToken);
        var profiles = new StreamDetails?[(await db.StreamProfiles.MaxAsync(p => (long?)p.Id, cancellationToken) ?? 0) + 1];
        await foreach (var profile in db.StreamProfiles.AsNoTracking().Select(p => new { p.Id, p.DetailsJson }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            profiles[profile.Id] = StreamProfile.Read(profile.DetailsJson);
        }

        return new()
        {
            Accounts = accounts.ToDictionary(a => a.Id),
            Servers = servers.ToDictionary(s => s.Id.Value, s => s.Name),
            Libraries = libraries.ToDictionary(l => l.Id),
            Devices = devices.ToDictionary(d => d.Id),
            Profiles = profiles,
            LastAccount = accounts.Count == 0 ? 0 : accounts.Max(a => a.Id),
            LastDevice = devices.Count == 0 ? 0 : devices.Max(d => d.Id),
        };
    }
}
