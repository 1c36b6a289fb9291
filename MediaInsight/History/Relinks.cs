using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Moves plays of removed titles to the rows under which they came back, and back again.</summary>
public sealed partial class Relinks(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, TimeProvider time, ILogger<Relinks> logger) : IRelinks
{
    private const int MaxRead = 500;
    private const int MaxChoices = 10;

    /// <summary>Removed titles that a reading looks for; the longest gone are left to a person.</summary>
    private const int MaxLookedFor = 2000;

    public async Task<IReadOnlyList<RelinkRow>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await (from link in db.MediaRelinks.AsNoTracking()
                          join old in db.MediaItems.AsNoTracking() on link.OldItemId equals old.Id
                          join now in db.MediaItems.AsNoTracking() on link.NewItemId equals now.Id
                          orderby link.At descending, link.Id descending
                          select new { link, old, now }).Take(Math.Clamp(limit, 1, MaxRead)).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new RelinkRow(r.link.Id, TitleOf(r.old), TitleOf(r.now), r.link.At, r.link.Reason, r.link.By, r.link.PlayCount, r.link.UndoneAt))];
    }

    public async Task<IReadOnlyList<RelinkCandidate>> CandidatesAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var candidates = new List<RelinkCandidate>();
        foreach (var removed in await Removed(db).OrderByDescending(i => i.RemovedAt).ThenBy(i => i.Id).Take(MaxRead).ToListAsync(cancellationToken))
        {
            var certain = await RelinkMatches.CertainAsync(db, removed, removed.ServerId, cancellationToken);
            var choices = certain.Concat(await RelinkMatches.LikelyAsync(db, removed, cancellationToken)).DistinctBy(m => m.Item.Id).Take(MaxChoices).Select(m => TitleOf(m.Item)).ToList();
            if (choices.Count > 0)
            {
                candidates.Add(new(TitleOf(removed), await db.Plays.CountAsync(p => p.MediaItemId == removed.Id, cancellationToken), choices));
                if (candidates.Count >= Math.Clamp(limit, 1, MaxRead))
                {
                    break;
                }
            }
        }

        return candidates;
    }

    public async Task<RelinkOutcome> UndoAsync(long id, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var outcome = await writer.RunAsync(async (db, token) =>
        {
            if (await db.MediaRelinks.FirstOrDefaultAsync(r => r.Id == id, token) is not { } link)
            {
                return RelinkOutcome.NotFound;
            }

            if (link.UndoneAt is not null)
            {
                return RelinkOutcome.Unchanged;
            }

            await TakeBackAsync(db, link, now, alsoChosen: true, token);
            return RelinkOutcome.Done;
        }, cancellationToken);
        LogUndone(id, by, outcome);
        return outcome;
    }

    public async Task<RelinkOutcome> LinkAsync(MediaItemId removed, MediaItemId listed, string by, CancellationToken cancellationToken) =>
        await writer.RunAsync(async (db, token) =>
        {
            var old = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == removed, token);
            var now = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == listed, token);
            if (old is null || now is null)
            {
                return RelinkOutcome.NotFound;
            }

            return !RelinkByHand.IsGone(old) || now.RemovedAt is not null || now.ListedAt is null || old.ServerId != now.ServerId || old.Kind != now.Kind
                ? RelinkOutcome.Refused
                : await MoveAsync(db, old, now, "Chosen by hand.", by, token);
        }, cancellationToken);

    /// <summary>Titles that are listed again under their own id get back what a reading gave to others meanwhile; what a person chose stays. Works inside the caller's transaction.</summary>
    internal static async Task ReturnAsync(MediaInsightDb db, IReadOnlyCollection<MediaItemId> returned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (returned.Count == 0)
        {
            return;
        }

        foreach (var link in await db.MediaRelinks.Where(r => returned.Contains(r.OldItemId) && r.By == null && r.UndoneAt == null).OrderByDescending(r => r.Id).ToListAsync(cancellationToken))
        {
            await TakeBackAsync(db, link, now, alsoChosen: false, cancellationToken);
        }
    }

    /// <summary>Links every removed title of a server that came back as exactly one listed one, which was not there beside it. What was undone stays undone.</summary>
    public async Task<IReadOnlyList<LibraryChange>> LinkReturnedAsync(ServerId server, CancellationToken cancellationToken)
    {
        List<MediaItem> waiting;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            waiting = await Removed(db).Where(i => i.ServerId == server).OrderByDescending(i => i.RemovedAt).ThenBy(i => i.Id).Take(MaxLookedFor).ToListAsync(cancellationToken);
        }

        var linked = new List<LibraryChange>();
        foreach (var old in waiting)
        {
            RelinkMatch? match;
            await using (var db = await factory.CreateDbContextAsync(cancellationToken))
            {
                match = await NewAsync(db, old, cancellationToken) is [var only]
                    && !await db.MediaRelinks.AnyAsync(r => r.OldItemId == old.Id && r.NewItemId == only.Item.Id && r.UndoneAt != null, cancellationToken)
                        ? only
                        : null;
            }

            if (match is not null && await writer.RunAsync((db, token) => MoveAsync(db, old, match.Item, match.Reason, null, token), cancellationToken) == RelinkOutcome.Done)
            {
                linked.Add(new("relinked", ListedItems.NameOf(match.Item), match.Item.Id.Value));
            }
        }

        return linked;
    }

    /// <summary>Removed titles that still have plays.</summary>
    private static IQueryable<MediaItem> Removed(MediaInsightDb db) =>
        db.MediaItems.AsNoTracking().Where(i => i.RemovedAt != null && i.Kind < MediaKind.Show && db.Plays.Any(p => p.MediaItemId == i.Id));

    private static async Task<List<RelinkMatch>> NewAsync(MediaInsightDb db, MediaItem removed, CancellationToken cancellationToken)
    {
        var found = new List<RelinkMatch>();
        foreach (var match in await RelinkMatches.CertainAsync(db, removed, removed.ServerId, cancellationToken))
        {
            if (await RelinkArrivals.CameAfterAsync(db, removed, match.Item, cancellationToken))
            {
                found.Add(match);
            }
        }

        return found;
    }

    /// <param name="alsoChosen">From where a person's later choice brought them, too.</param>
    private static async Task TakeBackAsync(MediaInsightDb db, MediaRelink link, DateTimeOffset now, bool alsoChosen, CancellationToken cancellationToken)
    {
        var library = await db.MediaItems.Where(i => i.Id == link.OldItemId).Select(i => i.LibraryId).FirstOrDefaultAsync(cancellationToken);
        var places = await PlacesAsync(db, link, alsoChosen, cancellationToken);
        foreach (var plays in (JsonSerializer.Deserialize<long[]>(link.PlaysJson) ?? []).Chunk(MaxRead))
        {
            // What a person put elsewhere meanwhile stays there.
            await db.Plays.Where(p => plays.Contains(p.Number) && places.Contains(p.MediaItemId))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.MediaItemId, link.OldItemId).SetProperty(p => p.LibraryId, library), cancellationToken);
        }

        link.UndoneAt = now;
    }

    /// <summary>Where the plays of a link may be now: where it brought them, and where later links took them from there.</summary>
    private static async Task<List<MediaItemId>> PlacesAsync(MediaInsightDb db, MediaRelink link, bool alsoChosen, CancellationToken cancellationToken)
    {
        var places = new List<MediaItemId> { link.NewItemId };
        for (var i = 0; i < places.Count; i++)
        {
            var from = places[i];
            var further = await db.MediaRelinks.AsNoTracking()
                .Where(r => r.OldItemId == from && r.Id > link.Id && r.UndoneAt == null && (alsoChosen || r.By == null)).Select(r => r.NewItemId).ToListAsync(cancellationToken);
            places.AddRange(further.Where(f => f != link.OldItemId && !places.Contains(f)).Distinct());
        }

        return places;
    }

    private async Task<RelinkOutcome> MoveAsync(MediaInsightDb db, MediaItem old, MediaItem now, string reason, string? by, CancellationToken cancellationToken)
    {
        var plays = await db.Plays.Where(p => p.MediaItemId == old.Id).OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(cancellationToken);
        if (plays.Count == 0)
        {
            return RelinkOutcome.Unchanged;
        }

        await db.Plays.Where(p => p.MediaItemId == old.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.MediaItemId, now.Id).SetProperty(p => p.LibraryId, now.LibraryId), cancellationToken);
        db.MediaRelinks.Add(new() { OldItemId = old.Id, NewItemId = now.Id, At = time.GetUtcNow(), Reason = reason, By = by, PlaysJson = JsonSerializer.Serialize(plays), PlayCount = plays.Count });
        return RelinkOutcome.Done;
    }

    internal static RelinkTitle TitleOf(MediaItem item) => new(
        item.Id, item.ServerId, item.Kind, item.Title,
        item.Kind is MediaKind.Episode && item is { SeasonNumber: { } season, EpisodeNumber: { } number } ? $"{item.GrandparentTitle} · S{season} · E{number}" : item.GrandparentTitle ?? item.ParentTitle,
        item.Year, item.PosterPath, item.RemovedAt, item.AddedAt);

    [LoggerMessage(1330, LogLevel.Information, "Re-link {Link} taken back by {By}: {Outcome}")]
    private partial void LogUndone(long link, string by, RelinkOutcome outcome);
}
