using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>The definitions of docs/domain/statistics.md, computed play by play and as slowly as they are simple.</summary>
public sealed class SlowStatistics(Household home, TimeZoneInfo zone)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // The same play is asked about for every split it stands in: said once, remembered.
    private readonly Dictionary<(PlayId, DateOnly, DateOnly), double> _watched = [];
    private readonly Dictionary<PlayId, bool> _first = [];
    private Dictionary<long, int>? _rates;

    public IEnumerable<Play> Counted(ViewerId? viewer = null) =>
        home.Plays.Where(p => p is { IsShort: false, StoppedAt: not null, Certainty: not PlayCertainty.Inferred } && (viewer is null || home.People[p.UserId].Id == viewer));

    public bool IsFirst(Play play)
    {
        if (!_first.TryGetValue(play.Id, out var isFirst))
        {
            _first[play.Id] = isFirst = !Counted().Any(e =>
                e.ChainNumber == play.ChainNumber && (e.StartedAt < play.StartedAt || (e.StartedAt == play.StartedAt && e.Number < play.Number)));
        }

        return isFirst;
    }

    /// <summary>kbit/s: of the stream, else the largest bandwidth that was seen.</summary>
    public int Kbps(Play play)
    {
        if (_rates is null)
        {
            using var db = home.Db.CreateDbContext();
            _rates = db.StreamProfiles.ToDictionary(s => s.Id, s => s.BitrateKbps ?? 0);
        }

        return _rates[play.StreamProfileId] is > 0 and var told ? told : play.BandwidthKbps ?? 0;
    }

    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    public long Plays(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Count(p => IsFirst(p) && DayOf(p.StartedAt) >= from && DayOf(p.StartedAt) <= to);

    /// <summary>Minute by minute: whoever elapsed on the day watched its share. Exact to the rounding of each day.</summary>
    public double WatchedMs(Play play, DateOnly from, DateOnly to)
    {
        if (!_watched.TryGetValue((play.Id, from, to), out var watched))
        {
            _watched[(play.Id, from, to)] = watched = WatchedMs(play, local => DateOnly.FromDateTime(local) >= from && DateOnly.FromDateTime(local) <= to);
        }

        return watched;
    }

    /// <param name="when">Of the site's local time.</param>
    public double WatchedMs(Play play, Func<DateTime, bool> when) => Spread(play, local => when(local) ? "" : null).GetValueOrDefault("");

    /// <param name="word">Of the site's local time; null: left out.</param>
    public Dictionary<string, double> Spread(Play play, Func<DateTime, string?> word)
    {
        var spread = new Dictionary<string, double>();
        var length = play.StoppedAt!.Value - play.StartedAt;
        length = length > Longest ? Longest : length;
        if (length <= TimeSpan.Zero)
        {
            return word(Local(play.StartedAt)) is { } only ? new() { [only] = play.WatchedMs } : spread;
        }

        // Steps to the next full minute: days and hours change on full minutes in every zone.
        var end = play.StartedAt + length;
        for (var at = play.StartedAt; at < end;)
        {
            var next = DateTimeOffset.FromUnixTimeSeconds(((at.ToUnixTimeSeconds() / 60) + 1) * 60);
            next = next > end ? end : next;
            if (word(Local(at)) is { } here)
            {
                spread[here] = spread.GetValueOrDefault(here) + (play.WatchedMs * ((next - at) / length));
            }

            at = next;
        }

        return spread;
    }

    public double WatchedMs(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Sum(p => WatchedMs(p, from, to));

    /// <summary>Plays of which some elapsed time lies in the days.</summary>
    public List<Play> Touching(IEnumerable<Play> plays, DateOnly from, DateOnly to)
    {
        var (start, end) = (SiteDays.Start(from, zone), SiteDays.Start(to.AddDays(1), zone));
        return [.. plays.Where(p => p.StartedAt < end && (p.StartedAt >= start || (p.StoppedAt > start && p.StartedAt + Longest >= start)))];
    }

    /// <summary>Plays of which the elapsed time holds the instant.</summary>
    public List<Play> On(DateTimeOffset at) => [.. Counted().Where(p => p.StartedAt <= at && at < p.StoppedAt && at < p.StartedAt + Longest)];

    /// <summary>Every instant of a day at which more may be on than before: its beginning, and the begin of a play.</summary>
    public List<DateTimeOffset> Instants(DateOnly day)
    {
        var (start, end) = (SiteDays.Start(day, zone), SiteDays.Start(day.AddDays(1), zone));
        return [.. Counted().Select(p => p.StartedAt).Where(s => s > start && s < end).Append(start).Order()];
    }

    /// <summary>kbit/s × 1 ms / 8 of every share: bytes.</summary>
    public double Bytes(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Sum(p => WatchedMs(p, from, to) * Kbps(p)) / 8;

    /// <summary>Every figure of these plays, on the days; shares may be off by the rounding of each, whole numbers and instants may not.</summary>
    public void Agree(IReadOnlyCollection<Play> plays, DateOnly from, DateOnly to, StatisticFigures figures)
    {
        var begun = plays.Where(p => IsFirst(p) && DayOf(p.StartedAt) >= from && DayOf(p.StartedAt) <= to).ToList();
        Assert.Equal(begun.Count, figures.Plays);
        Assert.Equal(begun.Count(p => p.Decision == StreamDecision.DirectPlay), figures.DirectPlays);
        Assert.Equal(begun.Count(p => p.Decision == StreamDecision.DirectStream), figures.DirectStreams);
        Assert.Equal(begun.Count(p => p.Decision == StreamDecision.Transcode), figures.Transcodes);
        Assert.Equal(begun.Count(p => Counted().Any(c => c.ChainNumber == p.ChainNumber && c.Completed)), figures.Completed);
        var touching = Touching(plays, from, to);
        Assert.Equal(touching.Count == 0 ? null : touching.Min(p => p.StartedAt), figures.FirstAt);
        Assert.Equal(touching.Count == 0 ? null : touching.Max(p => p.StoppedAt), figures.LastAt);
        Near(WatchedMs(plays, from, to), figures.WatchedMs, touching.Count + 1);
        Near(Bytes(plays, from, to), figures.Bytes, (touching.Sum(p => Kbps(p)) / 8.0) + 1);
    }

    private static void Near(double expected, long actual, double rounding) => Assert.InRange(actual, expected - rounding, expected + rounding);
}
