using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Which conversions, which page. Null: any.</summary>
public sealed record TranscodeFilter
{
    public const int MaxPageSize = 500;

    public ServerId? Server { get; init; }

    /// <summary>True: only those taken for failed; false: only the others.</summary>
    public bool? Failed { get; init; }

    /// <summary>Conversions that began at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Conversions that began before this instant.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1–<see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 50;
}

/// <param name="Stream">What was made of what, and by which hardware.</param>
/// <param name="SizeBytes">Of the file; null when it is not known.</param>
/// <param name="SlowMs">Playing time in which it was slower than the picture.</param>
public sealed record TranscodeRow(
    long Id, PlayId PlayId, ServerId ServerId, ServerKind ServerKind, string ServerName, string ViewerName, MediaKind Kind, string Title, string? GrandparentTitle,
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, StreamDetails Stream, long? SizeBytes, long SlowMs, TranscodeFailure? Failure)
{
    public long DurationMs => (long)(EndedAt - StartedAt).TotalMilliseconds;

    /// <summary>The encoder as ffmpeg names it (h264_vaapi, hevc_nvenc) where the hardware is told; null: software, or not told.</summary>
    public string? Encoder => Stream.HardwareEncoder is not { } hardware ? null
        : hardware.Contains('_', StringComparison.Ordinal) || Stream.Sent.VideoCodec is not { } codec ? hardware
        : $"{codec}_{hardware}";
}

public sealed record TranscodePage(IReadOnlyList<TranscodeRow> Items, long Total, int Page, int PageSize);

/// <summary>Reads what servers converted, newest first, within what the reader may see.</summary>
public sealed class TranscodeHistoryQuery(IDbContextFactory<MediaInsightDb> factory)
{
    public async Task<TranscodePage> PageAsync(TranscodeFilter filter, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var records = Matching(db, filter, scope);
        var total = await records.LongCountAsync(cancellationToken);
        var size = Math.Clamp(filter.PageSize, 1, TranscodeFilter.MaxPageSize);
        var page = Math.Max(1, filter.Page);
        var skip = (page - 1L) * size;
        if (skip >= total)
        {
            return new([], total, page, size);
        }

        // The page's records first, by index; only they are joined with names.
        var ids = await records.OrderByDescending(t => t.StartedAt).ThenByDescending(t => t.Id).Skip((int)skip).Take(size).Select(t => t.Id).ToListAsync(cancellationToken);
        var rows = await (from record in db.TranscodeRecords.AsNoTracking().Where(t => ids.Contains(t.Id))
                          join play in db.Plays on record.PlayNumber equals play.Number
                          join server in db.Servers on play.ServerId equals server.Id
                          join user in db.ServerUsers on play.UserId equals user.Id
                          join viewer in db.Viewers on user.ViewerId equals viewer.Id
                          join item in db.MediaItems on play.MediaItemId equals item.Id
                          join profile in db.StreamProfiles on record.StreamProfileId equals profile.Id
                          select new
                          {
                              Record = record,
                              play.Id,
                              play.Kind,
                              play.ServerId,
                              ServerKind = server.Kind,
                              ServerName = server.Name,
                              Viewer = viewer.Name,
                              item.Title,
                              item.GrandparentTitle,
                              profile.DetailsJson,
                              Item = item.Id,
                          }).ToListAsync(cancellationToken);
        var items = rows.Select(r => r.Item).Distinct().ToList();
        var files = (await db.MediaFiles.AsNoTracking().Where(f => items.Contains(f.MediaItemId)).ToListAsync(cancellationToken)).ToLookup(f => f.MediaItemId);
        var byId = rows.Select(r => (Row: r, Stream: StreamProfile.Read(r.DetailsJson))).ToDictionary(r => r.Row.Record.Id, r => new TranscodeRow(
            r.Row.Record.Id, r.Row.Id, r.Row.ServerId, r.Row.ServerKind, r.Row.ServerName, r.Row.Viewer, r.Row.Kind, r.Row.Title, r.Row.GrandparentTitle,
            r.Row.Record.StartedAt, r.Row.Record.EndedAt, r.Stream, SizeOf([.. files[r.Row.Item]], r.Stream.Source), r.Row.Record.SlowMs, r.Row.Record.Failure));
        return new([.. ids.Where(byId.ContainsKey).Select(id => byId[id])], total, page, size);
    }

    /// <summary>Of several versions the only one that is like what was played; no play tells which it was.</summary>
    private static long? SizeOf(MediaFile[] versions, MediaFormat source)
    {
        var played = versions.Length == 1 ? versions : Array.FindAll(versions, f => f.Resolution == source.Resolution && string.Equals(f.VideoCodec, source.VideoCodec, StringComparison.OrdinalIgnoreCase));
        return played is [var one] ? one.SizeBytes : null;
    }

    internal static IQueryable<TranscodeRecord> Matching(MediaInsightDb db, TranscodeFilter filter, ReadScope scope)
    {
        var records = db.TranscodeRecords.AsNoTracking();
        if (!scope.IsEverything || filter.Server is not null)
        {
            var plays = HistoryQuery.Scoped(db, db.Plays.AsNoTracking(), scope);
            if (filter.Server is { } server)
            {
                plays = plays.Where(p => p.ServerId == server);
            }

            records = records.Where(t => plays.Any(p => p.Number == t.PlayNumber));
        }

        if (filter.Failed is { } failed)
        {
            records = records.Where(t => t.Failure != null == failed);
        }

        if (filter.From is { } from)
        {
            records = records.Where(t => t.StartedAt >= from);
        }

        return filter.Before is { } before ? records.Where(t => t.StartedAt < before) : records;
    }
}
