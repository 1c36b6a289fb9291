using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Sessions;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>What a play points at.</summary>
internal sealed record PlayKeys(ServerUserId User, MediaItemId Item, LibraryId? Library, long Device);

/// <summary>Finds or makes the rows that plays share. Works inside the caller's transaction and remembers nothing beyond it.</summary>
internal static class PlayDimensions
{
    public static async Task<PlayKeys> EnsureAsync(MediaInsightDb db, ServerId server, SessionSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = await ServerUsers.EnsureAsync(db, server, snapshot.User.ExternalId, snapshot.User.Name, snapshot.User.AvatarPath, now, cancellationToken);
        var item = await MediaItems.EnsureAsync(db, server, snapshot.Media, snapshot.Duration, null, cancellationToken);
        var device = await DeviceAsync(db, server, snapshot.Device, cancellationToken);
        return new(user.Id, item.Id, item.LibraryId, device);
    }

    public static async Task<long> StreamAsync(MediaInsightDb db, StreamDetails details, CancellationToken cancellationToken)
    {
        var profile = StreamProfile.Of(details);
        var known = await db.StreamProfiles.Where(p => p.Hash == profile.Hash).Select(p => (long?)p.Id).FirstOrDefaultAsync(cancellationToken);
        if (known is { } id)
        {
            return id;
        }

        db.StreamProfiles.Add(profile);
        await db.SaveChangesAsync(cancellationToken);
        return profile.Id;
    }

    public static Task<long> DeviceAsync(MediaInsightDb db, ServerId server, DeviceRef device, CancellationToken cancellationToken) =>
        DeviceAsync(db, PlayDevice.Of(server, device), cancellationToken);

    /// <summary>One that another server knows.</summary>
    public static Task<long> SameDeviceAsync(MediaInsightDb db, PlayDevice known, ServerId server, CancellationToken cancellationToken) =>
        DeviceAsync(db, known.On(server), cancellationToken);

    private static async Task<long> DeviceAsync(MediaInsightDb db, PlayDevice wanted, CancellationToken cancellationToken)
    {
        var known = await db.PlayDevices.Where(d => d.ServerId == wanted.ServerId && d.Hash == wanted.Hash).Select(d => (long?)d.Id).FirstOrDefaultAsync(cancellationToken);
        if (known is { } id)
        {
            return id;
        }

        db.PlayDevices.Add(wanted);
        await db.SaveChangesAsync(cancellationToken);
        return wanted.Id;
    }
}
