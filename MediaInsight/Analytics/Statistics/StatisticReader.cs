using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Answers <see cref="StatisticRequest"/>s from the index of plays, within what the reader may see.</summary>
public sealed class StatisticReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Ten years; of a longer range split by days the newest are answered.</summary>
    public const int MaxDays = 3660;

    /// <param name="today">What an open range ends with when it is split by time.</param>
    /// <exception cref="ArgumentException">Both splits are by time.</exception>
    public async Task<StatisticResult> ReadAsync(StatisticRequest request, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        if (TimeBuckets.IsTime(request.By) && TimeBuckets.IsTime(request.Then))
        {
            throw new ArgumentException("One of two splits can be by time.", nameof(request));
        }

        var items = await ItemsAsync(request.Filter.Item, cancellationToken);
        var result = await index.AskAsync(
            reading => new StatisticWork(reading, request, PlaySelections.Of(request.Filter, items, zone, scope, reading.Names), zone, today).Read(), cancellationToken);
        if (!request.WithTitles)
        {
            return result;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return result with { Rows = await TitleRows.WithPagesAsync(db, request.By, result.Rows, cancellationToken) };
    }

    /// <summary>Where most was watched at once: the row and the piece of time of a question by group, then by time.</summary>
    /// <param name="minPlays">Pieces with fewer do not count.</param>
    public async Task<StatisticPeak?> PeakAsync(StatisticRequest request, int minPlays, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        if (TimeBuckets.IsTime(request.By) || !TimeBuckets.IsTime(request.Then))
        {
            throw new ArgumentException("The second of the two splits, and only it, is by time.", nameof(request));
        }

        var items = await ItemsAsync(request.Filter.Item, cancellationToken);
        return await index.AskAsync(
            reading => new StatisticWork(reading, request, PlaySelections.Of(request.Filter, items, zone, scope, reading.Names), zone, today).Peak(minPlays), cancellationToken);
    }

    /// <summary>A title with everything that lies in it; null: any.</summary>
    private async Task<IReadOnlyList<MediaItemId>?> ItemsAsync(MediaItemId? item, CancellationToken cancellationToken)
    {
        if (item is not { } one)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await (await ItemsBelow.OfAsync(db, one, cancellationToken)).ToListAsync(cancellationToken);
    }
}
