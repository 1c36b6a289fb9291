using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.History;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Facts;

/// <summary>What an event of a play is for the rules: itself, and what is to be found in it.</summary>
internal static class PlayOccurrences
{
    /// <summary>Whoever is new plays on new devices from new addresses all day.</summary>
    private static readonly TimeSpan FirstDay = TimeSpan.FromDays(1);

    /// <param name="wanted">Topics that anybody listens to; others are not looked for.</param>
    public static async Task<IReadOnlyList<Occurrence>> OfAsync(MediaInsightDb db, PlayFacts facts, IReadOnlySet<string> wanted, CancellationToken cancellationToken)
    {
        var number = "p" + facts.Event.Number.ToString(CultureInfo.InvariantCulture);
        var found = new List<Occurrence>();
        if (wanted.Contains(facts.Values.Topic))
        {
            found.Add(new(number, facts.Values) { Once = facts.Event.Kind == PlayEventKind.Watched ? $"watched.{facts.Event.PlayId}" : null });
        }

        void Find(string topic, bool holds, Func<Occurrence, Occurrence>? more = null)
        {
            if (holds && wanted.Contains(topic))
            {
                var occurrence = new Occurrence($"{number}.{topic}", facts.Values.As(topic));
                found.Add(more is null ? occurrence : more(occurrence));
            }
        }

        Find(EventTopics.TranscodeStarted, facts.BeginsTranscode, o => o with { Once = $"transcode.{facts.Event.PlayId}.{facts.Ordinal.ToString(CultureInfo.InvariantCulture)}" });
        Find(EventTopics.PlayError, facts.Failure is not null);
        if (facts.Event.Kind != PlayEventKind.Started)
        {
            return found;
        }

        Find(EventTopics.ConcurrentStreams, facts.Streams > 1, o => o with { Addresses = facts.Addresses });
        var asksDevice = wanted.Contains(EventTopics.NewDevice) && facts.Device is not null;
        var asksAddress = wanted.Contains(EventTopics.NewAddress) && facts.Address is not null;

        // Their devices and addresses are nobody's business.
        if (facts.IsIncognito || !(asksDevice || asksAddress))
        {
            return found;
        }

        var accounts = await db.ServerUsers.AsNoTracking().Where(u => u.ViewerId == facts.Viewer).Select(u => u.Id).ToListAsync(cancellationToken);
        var before = db.Plays.AsNoTracking().Where(p => accounts.Contains(p.UserId) && (p.StartedAt < facts.StartedAt || (p.StartedAt == facts.StartedAt && p.Number < facts.PlayNumber)));
        if (await before.OrderBy(p => p.StartedAt).Select(p => (DateTimeOffset?)p.StartedAt).FirstOrDefaultAsync(cancellationToken) is not { } first || facts.StartedAt - first < FirstDay)
        {
            return found;
        }

        Find(EventTopics.NewDevice, asksDevice && !await HasPlayedOnAsync(db, before, facts.Device!, cancellationToken)); // non-null: asksDevice
        Find(EventTopics.NewAddress, asksAddress && !await HasPlayedFromAsync(db, before, facts.Address!, cancellationToken)); // non-null: asksAddress
        return found;
    }

    /// <summary>The newest first: who is known is known from lately.</summary>
    private static async Task<bool> HasPlayedOnAsync(MediaInsightDb db, IQueryable<Play> before, PlayDevice device, CancellationToken cancellationToken)
    {
        // A newer version of an app is another row of the same device.
        var rows = device.ExternalId is { } own
            ? db.PlayDevices.Where(d => d.ServerId == device.ServerId && d.ExternalId == own)
            : db.PlayDevices.Where(d => d.ServerId == device.ServerId && d.ExternalId == null && d.Name == device.Name && d.ClientName == device.ClientName && d.Platform == device.Platform);
        var ids = await rows.AsNoTracking().Select(d => d.Id).ToListAsync(cancellationToken);
        return await before.Where(p => ids.Contains(p.DeviceId)).OrderByDescending(p => p.StartedAt).Select(p => (long?)p.Number).FirstOrDefaultAsync(cancellationToken) is not null;
    }

    private static async Task<bool> HasPlayedFromAsync(MediaInsightDb db, IQueryable<Play> before, string address, CancellationToken cancellationToken)
    {
        if (await before.Where(p => p.IpAddress == address).OrderByDescending(p => p.StartedAt).Select(p => (long?)p.Number).FirstOrDefaultAsync(cancellationToken) is not null)
        {
            return true;
        }

        // Of running plays only the memory knows the address.
        var running = await (from play in before.Where(p => p.StoppedAt == null)
                             join memory in db.ActivePlays.AsNoTracking() on play.Number equals memory.PlayNumber
                             select memory).ToListAsync(cancellationToken);
        return running.Exists(m => ActivePlayMemory.Read(m)?.Latest.Network.Address == address);
    }
}
