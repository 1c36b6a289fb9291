using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Facts;

/// <summary>Which plays ran beside an event: those of the batch's time, read once.</summary>
internal sealed class RunningPlays
{
    /// <summary>A finished play that began longer before is not counted.</summary>
    private static readonly TimeSpan LongestPlay = TimeSpan.FromDays(1);

    private IReadOnlyList<Span> _plays = [];

    /// <summary>Null: the play is not told of, or sits with somebody incognito; counts as one place.</summary>
    private sealed record Span(long Number, ViewerId Viewer, DateTimeOffset From, DateTimeOffset? To, string? Address);

    public static async Task<RunningPlays> ReadAsync(MediaInsightDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var earliest = from - LongestPlay;
        var ended = await (from play in db.Plays.AsNoTracking()
                           where play.StartedAt >= earliest && play.StartedAt <= to && play.StoppedAt > @from
                           join user in db.ServerUsers.AsNoTracking() on play.UserId equals user.Id
                           select new Span(play.Number, user.ViewerId, play.StartedAt, play.StoppedAt, play.IpAddress)).ToListAsync(cancellationToken);
        var running = await (from play in db.Plays.AsNoTracking()
                             where play.StoppedAt == null
                             join user in db.ServerUsers.AsNoTracking() on play.UserId equals user.Id
                             join memory in db.ActivePlays.AsNoTracking() on play.Number equals memory.PlayNumber
                             select new { play.Number, user.ViewerId, play.StartedAt, Memory = memory }).ToListAsync(cancellationToken);
        return new()
        {
            _plays = [.. ended, .. running.Select(r => new Span(r.Number, r.ViewerId, r.StartedAt, null, ActivePlayMemory.Read(r.Memory)?.Latest.Network.Address))],
        };
    }

    /// <summary>At an instant, the event's own play always counted; at its start only those that began before it.</summary>
    public (int Total, int OfViewer, int Addresses) At(PlayRow own, PlayEvent happened)
    {
        var (total, ofViewer) = (1, 1);
        var places = new HashSet<string>(StringComparer.Ordinal) { Place(own.Address) };
        foreach (var play in _plays)
        {
            if (play.Number == own.Play.Number || play.From > happened.At || play.To <= happened.At || (happened.Kind == PlayEventKind.Started && play.Number > own.Play.Number))
            {
                continue;
            }

            total++;
            if (play.Viewer == own.Viewer)
            {
                ofViewer++;
                places.Add(Place(play.Address));
            }
        }

        return (total, ofViewer, places.Count);
    }

    /// <summary>Machines of one home share a /64.</summary>
    private static string Place(string? address) =>
        System.Net.IPAddress.TryParse(address, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexString(ip.GetAddressBytes().AsSpan(0, 8))
            : address ?? "";
}
