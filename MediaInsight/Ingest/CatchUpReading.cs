using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>What is known already of the time that some plays of a server's history lie in.</summary>
internal static class CatchUpReading
{
    /// <summary>A play that began this long before may still have been running.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(8);

    /// <summary>Also what lies in the bin or was given to somebody else: the server still tells of it as its own account's.</summary>
    public static async Task<List<KnownPlay>> KnownAsync(MediaInsightDb db, ServerId server, IReadOnlyList<PlayedSnapshot> played, CancellationToken cancellationToken)
    {
        var first = played.Min(p => p.StartedAt ?? p.At) - CatchUpPlan.Vague;
        var (begin, end) = (first - Before, played.Max(p => p.At) + CatchUpPlan.Vague);
        var accounts = played.Select(p => p.User.ExternalId).Distinct().ToList();
        var rows = await (from play in db.Plays.AsNoTracking()
                          join user in db.ServerUsers.AsNoTracking() on play.UserId equals user.Id
                          join item in db.MediaItems.AsNoTracking() on play.MediaItemId equals item.Id
                          where play.ServerId == server && play.StartedAt >= begin && play.StartedAt <= end && (play.StoppedAt == null || play.StoppedAt >= first) && accounts.Contains(user.ExternalId)
                          select new { play.Number, User = user.ExternalId, Item = item.ExternalId, item.Kind, item.Title, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber, play.StartedAt, play.StoppedAt, play.Certainty }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new KnownPlay(r.User, r.Item, CatchUpPlan.TitleOf(r.Kind, r.Title, r.GrandparentTitle, r.SeasonNumber, r.EpisodeNumber), r.StartedAt, r.StoppedAt, r.Certainty, r.Number)),
            .. await FormerAsync(db, server, accounts, (begin, end), cancellationToken),
        ];
    }

    /// <summary>What plays now, also what is not written yet.</summary>
    public static IEnumerable<KnownPlay> Running(LiveSnapshot live, ServerId server) => live.Sessions.Where(s => s.Session.ServerId == server).Select(s =>
        new KnownPlay(s.Session.Latest.User.ExternalId, s.Session.Latest.Media.ExternalId, CatchUpPlan.TitleOf(s.Session.Latest.Media), s.Session.StartedAt, null, PlayCertainty.Observed));

    public static async Task<HashSet<string>> SourcesAsync(MediaInsightDb db, ServerId server, IEnumerable<PlayedSnapshot> played, CancellationToken cancellationToken)
    {
        var names = played.Select(p => p.SourceId).ToList();
        return (await db.PlaySources.AsNoTracking().Where(s => s.ServerId == server && names.Contains(s.Source)).Select(s => s.Source).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    public static FinishedPlay Finished(ServerId server, PlayedSnapshot play) => new()
    {
        ServerId = server,
        User = play.User,
        Device = play.Device,
        Media = play.Media,
        StartedAt = play.StartedAt ?? play.At,
        StoppedAt = play.At,
        WatchedMs = WatchedMs(play),
        StartPosition = play.StartPosition,
        Position = play.Position,
        Duration = play.Duration,
        Completed = play.Completed == true ? true : null,
        Certainty = CatchUpPlan.CertaintyOf(play),
        Source = play.SourceId,
    };

    private static async Task<IEnumerable<KnownPlay>> FormerAsync(
        MediaInsightDb db, ServerId server, List<string> accounts, (DateTimeOffset Begin, DateTimeOffset End) within, CancellationToken cancellationToken)
    {
        var users = await db.ServerUsers.AsNoTracking().Where(u => u.ServerId == server && accounts.Contains(u.ExternalId)).ToDictionaryAsync(u => u.Id, u => u.ExternalId, cancellationToken);
        var former = await FormerPlays.OfAsync(db, server, [.. users.Keys], within.Begin, within.End, cancellationToken);
        var titles = former.Select(f => f.MediaItemId).Distinct().ToList();
        var items = await db.MediaItems.AsNoTracking().Where(i => titles.Contains(i.Id)).Select(i => new { i.Id, i.ServerId, i.ExternalId, i.Kind, i.Title, i.GrandparentTitle, i.SeasonNumber, i.EpisodeNumber }).ToDictionaryAsync(i => i.Id, cancellationToken);

        // On another server the same id is another title's.
        return from play in former
               where items.ContainsKey(play.MediaItemId)
               let item = items[play.MediaItemId]
               select new KnownPlay(
                   users[play.UserId], item.ServerId == server ? item.ExternalId : "", CatchUpPlan.TitleOf(item.Kind, item.Title, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber), play.StartedAt, play.StoppedAt, play.Certainty, play.Number);
    }

    /// <summary>As the server counted it; else the time between begin and end, at most the length. Nothing where one of the two is missing.</summary>
    private static long WatchedMs(PlayedSnapshot play)
    {
        if (play is not { StartedAt: { } start, StoppedAt: { } stop } || stop <= start)
        {
            return 0;
        }

        var elapsed = (long)(stop - start).TotalMilliseconds;
        return play.WatchedMs is { } counted ? Math.Clamp(counted, 0, elapsed) : play.Duration is { } length ? Math.Min(elapsed, (long)length.TotalMilliseconds) : elapsed;
    }
}
