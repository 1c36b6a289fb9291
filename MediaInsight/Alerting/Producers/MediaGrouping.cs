using System.Globalization;
using MediaInsight.Alerting.Facts;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Producers;

/// <summary>
/// Makes one event of the new episodes of a season, tracks of an album, parts of a podcast: told when for five minutes none
/// has followed. What waits is stored, so that a restart loses none.
/// </summary>
internal sealed partial class MediaGrouping(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, EventLog log, TimeProvider time, ILogger<MediaGrouping> logger) : BackgroundService
{
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(300);

    /// <summary>A library that fills for hours is told of in pieces.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private const int MaxWaiting = 2000;
    private const int MaxTitles = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await PassAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(e);
                }

                await Task.Delay(Look, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    /// <summary>Tells of every group that is complete.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var waiting = await (from happened in db.AppEvents.AsNoTracking()
                             where happened.Topic == MediaAdditions.Waiting
                             orderby happened.At
                             join item in db.MediaItems.AsNoTracking() on happened.MediaItemId equals (MediaItemId?)item.Id
                             select new { Event = happened, Item = item }).Take(MaxWaiting).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var group in waiting.GroupBy(w => (w.Item.ServerId, w.Item.Kind, Holder: MediaAdditions.GroupOf(w.Item))))
        {
            // What lies far in the future was found by a clock that has been set back since: it waits for nothing.
            if ((now - group.Max(w => w.Event.At)).Duration() < Quiet && (now - group.Min(w => w.Event.At)).Duration() < Longest && waiting.Count < MaxWaiting)
            {
                continue;
            }

            var numbers = group.Select(w => w.Event.Number).ToList();
            List<MediaItem> items = [.. group.Select(w => w.Item).OrderBy(i => i.SeasonNumber).ThenBy(i => i.EpisodeNumber).ThenBy(i => i.Id.Value)];
            var holder = items.Count == 1 ? null : await db.MediaItems.AsNoTracking()
                .Where(i => i.ServerId == group.Key.ServerId && i.ExternalId == group.Key.Holder && i.RemovedAt == null).OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancellationToken);
            await writer.RunAsync(async (write, token) =>
            {
                await write.AppEvents.Where(e => numbers.Contains(e.Number)).ExecuteDeleteAsync(token);
                await EventLog.AddAsync(write, Of(items, holder, numbers[0], now), token);
            }, cancellationToken);
            log.Wake();
        }
    }

    private static AppEvent Of(List<MediaItem> items, MediaItem? holder, long first, DateTimeOffset now)
    {
        var shown = items.Take(MaxTitles).Select(i => ItemValues.Place(i) is { } place ? $"{place} {i.Title}" : i.EpisodeNumber is { } number ? $"{number}. {i.Title}" : i.Title).ToList();
        if (items.Count > MaxTitles)
        {
            shown.Add(string.Create(CultureInfo.InvariantCulture, $"and {items.Count - MaxTitles} more"));
        }

        var one = items[0];
        return new()
        {
            Topic = EventTopics.MediaAdded,
            At = now,
            Key = string.Create(CultureInfo.InvariantCulture, $"{EventTopics.MediaAdded}:group:{first}"),
            ServerId = one.ServerId,
            MediaItemId = (holder ?? one).Id,
            Facts = EventLog.Facts(
                ("count", items.Count),
                ("titles", items.Count > 1 ? shown : null),
                ("full_title", items.Count > 1 && holder is null ? string.Join(" – ", new[] { one.GrandparentTitle, one.ParentTitle }.Where(t => t is not null)) is { Length: > 0 } name ? name : null : null),
                ("added_at", items.Max(i => i.AddedAt))),
        };
    }

    [LoggerMessage(1910, LogLevel.Error, "New titles could not be put together; tried again")]
    private partial void LogFailed(Exception e);
}
