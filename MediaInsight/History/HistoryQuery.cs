using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Reads finished plays, within what the reader may see.</summary>
public sealed class HistoryQuery(IDbContextFactory<MediaInsightDb> factory, PlayIndex index)
{
    private readonly HistoryNames _names = new(index);

    public async Task<HistoryPage> PageAsync(HistoryFilter filter, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var size = Math.Clamp(filter.PageSize, 1, HistoryFilter.MaxPageSize);
        var page = Math.Max(1, filter.Page);
        var (numbers, total) = await FindAsync(db, filter, (page - 1L) * size, size, scope, cancellationToken);

        // The page's numbers from memory; only they are read, with their names.
        var rows = numbers.Count == 0 ? [] : await RowsAsync(db, db.Plays.Where(p => numbers.Contains(p.Number)), cancellationToken);
        var byNumber = rows.ToDictionary(r => r.Number);
        return new([.. numbers.Where(byNumber.ContainsKey).Select(n => byNumber[n])], total, page, size);
    }

    /// <summary>Numbers of all that the filter finds, in its order; its page is left aside.</summary>
    internal async Task<IReadOnlyList<long>> NumbersAsync(HistoryFilter filter, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return (await FindAsync(db, filter, 0, int.MaxValue, scope, cancellationToken)).Numbers;
    }

    private async Task<(List<long> Numbers, long Total)> FindAsync(MediaInsightDb db, HistoryFilter filter, long skip, int take, ReadScope scope, CancellationToken cancellationToken)
    {
        var items = filter.Item is { } item ? await (await ItemsBelow.OfAsync(db, item, cancellationToken)).ToListAsync(cancellationToken) : null;
        var words = await HistoryNames.WordsAsync(db, filter.Text, cancellationToken);
        var rank = await _names.RankAsync(db, filter.Sort, cancellationToken);
        return await index.AskAsync(
            reading => new HistoryPages(reading, Selection(filter, items, scope, reading.Names), words, rank).Read(filter.Sort, filter.Ascending, skip, take), cancellationToken);
    }

    /// <summary>Null when there is no such finished play, or none that the reader may see.</summary>
    public async Task<PlayDetails?> DetailsAsync(PlayId id, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await RowsAsync(db, Scoped(db, db.Plays.Where(p => p.Id == id && p.StoppedAt != null), scope), cancellationToken);
        if (rows is not [var row])
        {
            return null;
        }

        var segments = await (from segment in db.PlaySegments.AsNoTracking()
                              join profile in db.StreamProfiles.AsNoTracking() on segment.StreamProfileId equals profile.Id
                              where segment.PlayNumber == row.Number
                              orderby segment.Ordinal
                              select new { Segment = segment, profile.DetailsJson }).ToListAsync(cancellationToken);
        var json = await (from play in db.Plays
                          join profile in db.StreamProfiles on play.StreamProfileId equals profile.Id
                          where play.Number == row.Number
                          select profile.DetailsJson).FirstOrDefaultAsync(cancellationToken);

        // A chain is one account's; rows that say otherwise are not shown to who sees only one of them.
        var chain = await RowsAsync(db, Scoped(db, db.Plays.Where(p => p.ChainNumber == row.ChainNumber && p.UserId == row.UserId && p.Number != row.Number && p.StoppedAt != null), scope), cancellationToken);
        return new(
            row,
            json is null ? StreamDetails.Unknown : StreamProfile.Read(json),
            [.. segments.Select(s => new SegmentRow(s.Segment.Ordinal, s.Segment.StartedAt, s.Segment.EndedAt, s.Segment.WatchedMs, s.Segment.PausedMs, s.Segment.BufferingMs, s.Segment.BandwidthKbps, StreamProfile.Read(s.DetailsJson)))],
            [.. chain.OrderBy(c => c.StartedAt)]);
    }

    /// <summary>Plays that the reader may see: the only door to the table for pages, exports and the API.</summary>
    internal static IQueryable<Play> Scoped(MediaInsightDb db, IQueryable<Play> plays, ReadScope scope)
    {
        if (scope.IsEverything)
        {
            return plays;
        }

        if (scope.Nothing || scope.OnlyViewer is not { } viewer)
        {
            return plays.Where(p => false);
        }

        return plays.Where(p => db.ServerUsers.Any(u => u.Id == p.UserId && u.ViewerId == viewer));
    }

    internal static async Task<IQueryable<Play>> MatchingAsync(MediaInsightDb db, HistoryFilter filter, ReadScope scope, CancellationToken cancellationToken)
    {
        var plays = Scoped(db, db.Plays.AsNoTracking().Where(p => p.StoppedAt != null), scope);
        if (!filter.IncludeShort)
        {
            plays = plays.Where(p => !p.IsShort);
        }

        if (filter.Viewer is { } viewer)
        {
            plays = plays.Where(p => db.ServerUsers.Any(u => u.Id == p.UserId && u.ViewerId == viewer));
        }

        if (filter.User is { } user)
        {
            plays = plays.Where(p => p.UserId == user);
        }

        if (filter.Server is { } server)
        {
            plays = plays.Where(p => p.ServerId == server);
        }

        if (filter.Library is { } library)
        {
            plays = plays.Where(p => p.LibraryId == library);
        }

        if (filter.Item is { } item)
        {
            var items = await ItemsBelow.OfAsync(db, item, cancellationToken);
            plays = plays.Where(p => items.Contains(p.MediaItemId));
        }

        if (filter.Kind is { } kind)
        {
            plays = plays.Where(p => p.Kind == kind);
        }

        if (filter.Decision is { } decision)
        {
            plays = plays.Where(p => p.Decision == decision);
        }

        if (filter.From is { } from)
        {
            plays = plays.Where(p => p.StartedAt >= from);
        }

        if (filter.Before is { } before)
        {
            plays = plays.Where(p => p.StartedAt < before);
        }

        return await ContainingAsync(db, plays, filter.Text, cancellationToken);
    }

    private static async Task<IQueryable<Play>> ContainingAsync(MediaInsightDb db, IQueryable<Play> plays, string? text, CancellationToken cancellationToken)
    {
        if (Text.Clean(text, HistoryFilter.MaxText) is not { } wanted)
        {
            return plays;
        }

        // People are few: their names are folded here, which SQL cannot.
        var people = await (from user in db.ServerUsers
                            join viewer in db.Viewers on user.ViewerId equals viewer.Id
                            select new { user.Id, Names = user.Name + " " + viewer.Name }).ToListAsync(cancellationToken);
        foreach (var word in Folding.Fold(wanted).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            var users = people.Where(p => Folding.Fold(p.Names).Contains(word, StringComparison.Ordinal)).Select(p => p.Id).ToList();
            plays = plays.Where(p => users.Contains(p.UserId) || db.MediaItems.Where(i => i.SearchText.Contains(word)).Select(i => i.Id).Contains(p.MediaItemId));
        }

        return plays;
    }

    private static InMemory.PlaySelection Selection(HistoryFilter filter, IReadOnlyList<MediaItemId>? items, ReadScope scope, PlayNames names)
    {
        var selection = new InMemory.PlaySelection
        {
            Server = filter.Server?.Value ?? -1,
            Library = filter.Library?.Value ?? -1,
            Kind = filter.Kind is { } kind ? (int)kind : -1,
            Decision = filter.Decision is { } decision ? (int)decision : -1,
            Items = items is null ? null : HistoryNames.Set(items.Select(i => i.Value)),
            FromMs = filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue,
            BeforeMs = filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            StartedWithin = true,
            Without = filter.IncludeShort ? PlayMarks.None : PlayMarks.TooShort,
        };
        selection = filter.Viewer is { } viewer ? selection.And(names, a => a.Viewer == viewer.Value) : selection;
        selection = filter.User is { } user ? selection.And(names, a => a.Id == user.Value) : selection;
        return selection.Within(scope, names);
    }

    internal static async Task<List<HistoryRow>> RowsAsync(MediaInsightDb db, IQueryable<Play> plays, CancellationToken cancellationToken) =>
        await (from play in plays
               join server in db.Servers on play.ServerId equals server.Id
               join user in db.ServerUsers on play.UserId equals user.Id
               join viewer in db.Viewers on user.ViewerId equals viewer.Id
               join item in db.MediaItems on play.MediaItemId equals item.Id
               join device in db.PlayDevices on play.DeviceId equals device.Id
               join profile in db.StreamProfiles on play.StreamProfileId equals profile.Id
               join library in db.Libraries on play.LibraryId equals library.Id into libraries
               from library in libraries.DefaultIfEmpty()
               join chain in db.Plays on new { Number = play.ChainNumber, play.UserId } equals new { chain.Number, chain.UserId } into chains
               from chain in chains.DefaultIfEmpty()
               select new HistoryRow
               {
                   Id = play.Id,
                   Number = play.Number,
                   ServerId = play.ServerId,
                   ServerKind = server.Kind,
                   ServerName = server.Name,
                   UserId = play.UserId,
                   ViewerId = viewer.Id,
                   UserName = user.Name,
                   ViewerName = viewer.Name,
                   ItemId = item.Id,
                   Kind = play.Kind,
                   Title = item.Title,
                   ParentTitle = item.ParentTitle,
                   GrandparentTitle = item.GrandparentTitle,
                   SeasonNumber = item.SeasonNumber,
                   EpisodeNumber = item.EpisodeNumber,
                   Year = item.Year,
                   ChannelName = item.ChannelName,
                   LibraryId = play.LibraryId,
                   LibraryName = library == null ? null : library.Name,
                   DeviceName = viewer.HiddenName == null ? device.Name : null,
                   DeviceType = device.DeviceType,
                   ClientName = device.ClientName,
                   ClientVersion = device.ClientVersion,
                   Platform = device.Platform,
                   IpAddress = viewer.HiddenName == null ? play.IpAddress : null,
                   Location = play.Location,
                   StartedAt = play.StartedAt,
                   StoppedAt = play.StoppedAt!.Value, // non-null: finished plays only
                   WatchedMs = play.WatchedMs,
                   PausedMs = play.PausedMs,
                   BufferingMs = play.BufferingMs,
                   StartPositionMs = play.StartPositionMs,
                   PositionMs = play.PositionMs,
                   DurationMs = play.DurationMs,
                   PercentPermille = play.PercentPermille,
                   Completed = play.Completed,
                   IsShort = play.IsShort,
                   ChainNumber = play.ChainNumber,
                   ChainId = chain == null ? null : chain.Id,
                   Decision = play.Decision,
                   Video = profile.Video,
                   Audio = profile.Audio,
                   Subtitle = profile.Subtitle,
                   TranscodeReasons = profile.TranscodeReasons,
                   VideoCodec = profile.VideoCodec,
                   AudioCodec = profile.AudioCodec,
                   Resolution = profile.Resolution,
                   SentVideoCodec = profile.SentVideoCodec,
                   SentAudioCodec = profile.SentAudioCodec,
                   SentResolution = profile.SentResolution,
                   Container = profile.Container,
                   BitrateKbps = profile.BitrateKbps,
                   BandwidthKbps = play.BandwidthKbps,
                   Certainty = play.Certainty,
               }).AsNoTracking().ToListAsync(cancellationToken);
}
