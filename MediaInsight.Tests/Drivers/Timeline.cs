using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;
using MediaInsight.Tests.History;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Drivers;

/// <summary>
/// A story of one server, what goes wrong meanwhile, and the plays that must come of it, through the real tracker,
/// recorder and database. docs/architecture/timelines.md shows how to write one.
/// </summary>
internal sealed class Timeline(DateTimeOffset? begin = null) : IDisposable
{
    private readonly Studio _studio = new();
    private readonly List<(TimeSpan From, TimeSpan To)> _outages = [];
    private readonly List<(TimeSpan From, TimeSpan To)> _kills = [];
    private readonly List<(TimeSpan At, TimeSpan By)> _jumps = [];

    private readonly DateTimeOffset _begin = begin ?? Evening.Begin;

    public void Dispose() => _studio.Dispose();

    /// <param name="slot">Two viewers on one device share it; one that comes back under the same id has it again.</param>
    public Watching Viewer(string name, string? slot = null) => _studio.Evening.Viewer(name, slot);

    /// <summary>The server does not answer.</summary>
    public Timeline ServerFails(TimeSpan at, TimeSpan length) => Add(_outages, at, length);

    /// <summary>Our program is killed and starts again after a while.</summary>
    public Timeline ProgramIsKilled(TimeSpan at, TimeSpan length) => Add(_kills, at, length);

    /// <summary>Our machine's clock is set, forward or back.</summary>
    public Timeline ClockJumps(TimeSpan at, TimeSpan by)
    {
        _jumps.Add((at, by));
        return this;
    }

    /// <summary>Lets everything happen. The plays, one line each, in the order they were stored.</summary>
    public async Task<string[]> PlaysAsync()
    {
        await RunAsync();
        var rows = await _studio.RowsAsync(db =>
            from play in db.Plays.AsNoTracking()
            join user in db.ServerUsers.AsNoTracking() on play.UserId equals user.Id
            join item in db.MediaItems.AsNoTracking() on play.MediaItemId equals item.Id
            orderby play.Number
            select new { Play = play, User = user.Name, item.Title, Segments = db.PlaySegments.Count(s => s.PlayNumber == play.Number) });
        return [.. rows.Select(r => Line(r.Play, r.User, r.Title, r.Segments))];
    }

    /// <summary>Minutes watched on each day with plays, as the charts of a site in that zone show them. After <see cref="PlaysAsync"/>.</summary>
    public async Task<string[]> DaysAsync(string zone)
    {
        var site = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_begin + _studio.Evening.Length, site).DateTime);
        var days = await new PlaysByDay(_studio.Statistics).ReadAsync(AnalyticsFilter.AllTime, site, last, ReadScope.Everything, TestContext.Current.CancellationToken);
        return [.. days.Days.Zip(days.PerDay(d => d.WatchedMs), (day, watched) => $"{day:MM-dd} {Length(watched)}")];
    }

    private async Task RunAsync()
    {
        var evening = _studio.Evening;
        var end = evening.Length + (evening.Poll * 5);
        var restart = false;
        for (var offset = TimeSpan.Zero; offset < end; offset += evening.Poll)
        {
            if (_kills.Exists(k => offset >= k.From && offset < k.To))
            {
                restart = true;
                continue;
            }

            if (restart)
            {
                await _studio.RestartAsync();
                restart = false;
            }

            var at = _begin + offset + TimeSpan.FromTicks(_jumps.Where(j => offset >= j.At).Sum(j => j.By.Ticks));
            await _studio.RecordAsync([_outages.Exists(o => offset >= o.From && offset < o.To)
                ? ServerSnapshot.Failed(evening.Server, at)
                : evening.At(offset) with { TakenAt = at }]);
        }
    }

    private Timeline Add(List<(TimeSpan, TimeSpan)> list, TimeSpan at, TimeSpan length)
    {
        list.Add((at, at + length));
        return this;
    }

    private static string Line(Play play, string user, string title, int segments)
    {
        var stop = play.StoppedAt is { } at ? $"{at:HH:mm:ss}" : "running";
        var line = $"{user}: {title}, {play.StartedAt:HH:mm:ss} to {stop}, watched {Length(play.WatchedMs)}";
        line += play.PausedMs > 0 ? $", paused {Length(play.PausedMs)}" : "";
        line += play.BufferingMs > 0 ? $", buffered {Length(play.BufferingMs)}" : "";
        line += segments > 1 ? $", {segments} segments" : "";
        line += play.Completed ? ", to the end" : "";
        return line + (play.ChainNumber == play.Number ? "" : $", resumes {play.ChainNumber}");
    }

    private static string Length(long ms) => TimeSpan.FromMilliseconds(ms).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
}
