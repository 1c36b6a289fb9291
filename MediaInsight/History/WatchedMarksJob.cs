using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>
/// Marks stored plays as watched, or not, after the percentage for it was changed. Only plays that got to between the
/// former percentage and the new one are looked at: what a server or another program told of the others stays.
/// </summary>
internal sealed class WatchedMarksJob(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, SettingsStore settings) : IJob
{
    /// <summary>Small enough that live readings wait only moments between two batches.</summary>
    private const int Batch = 250;

    public string Name => "watched-marks";

    public string Description => "Marks stored plays as watched anew after the percentage for it was changed in the settings.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(10);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var (history, before) = (settings.Get<HistorySettings>(), settings.Get<WatchedMarks>());
        var (watched, listened) = (history.WatchedPercent, history.ListenedPercent);
        var after = new WatchedMarks { Watched = new(watched, watched), Listened = new(listened, listened) };
        if (before == after)
        {
            return "All plays are marked by the percentages of the settings.";
        }

        if (before is not { Watched: { } formerWatched, Listened: { } formerListened })
        {
            await settings.SetAsync(after, cancellationToken);
            return "The percentages by which plays are marked are noted.";
        }

        // Noted first: a run that is broken off leaves plays of both kinds, and the next one looks at all of them.
        var both = new WatchedMarks { Watched = formerWatched.With(watched), Listened = formerListened.With(listened) };
        await settings.SetAsync(both, cancellationToken);
        var changed = await MarkAsync(both.Watched, watched, isListened: false, cancellationToken) + await MarkAsync(both.Listened, listened, isListened: true, cancellationToken);
        await settings.SetAsync(after, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{changed} plays are marked anew: watched from {watched} %, listened to from {listened} %.");
    }

    private async Task<int> MarkAsync(MarkedBy span, int percent, bool isListened, CancellationToken cancellationToken)
    {
        var (from, before, threshold) = (span.Lowest * 10, span.Highest * 10, percent * 10);
        var (changed, last) = (0, 0L);
        while (from < before)
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            var numbers = await db.Plays.AsNoTracking()
                .Where(p => p.Number > last && p.StoppedAt != null && p.PercentPermille >= from && p.PercentPermille < before && p.Completed != (p.PercentPermille >= threshold))
                .Where(p => (p.Kind == MediaKind.Audiobook || p.Kind == MediaKind.PodcastEpisode) == isListened)
                .OrderBy(p => p.Number).Take(Batch).Select(p => p.Number).ToListAsync(cancellationToken);
            if (numbers.Count == 0)
            {
                break;
            }

            changed += await writer.RunAsync(
                (writing, token) => writing.Plays.Where(p => numbers.Contains(p.Number)).ExecuteUpdateAsync(s => s.SetProperty(p => p.Completed, p => p.PercentPermille >= threshold), token), cancellationToken);
            last = numbers[^1];
        }

        return changed;
    }
}
