using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Rules;

/// <summary>
/// What a rule would have sent: the stored events once more, asked of the rule as it is drafted, as if every message had
/// been taken at once. Writes nothing.
/// </summary>
public sealed class DryRun(IDbContextFactory<MediaInsightDb> factory, SettingsStore settings, TimeProvider time)
{
    public const int MaxDays = 35;
    public const int MaxMessages = 200;
    private const int Batch = 500;

    /// <summary>Longer than this nobody waits in front of a form.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <param name="draft">Name and channels may still be missing.</param>
    /// <param name="days">1–<see cref="MaxDays"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<TrialResult> RunAsync(RuleDraft draft, int days, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = now.AddDays(-Math.Clamp(days, 1, MaxDays));
        var problems = draft.Problems().Where(p => p.Field is not (nameof(RuleDraft.Name) or nameof(RuleDraft.ChannelIds))).ToList();
        if (problems.Count > 0)
        {
            return new(from, now, 0, 0, 0, [], [], false, problems);
        }

        var words = new SiteWords(settings.Get<SiteSettings>());
        var trial = new Trial(new(0, draft), words.Zone, now);
        var began = time.GetTimestamp();
        var isCut = false;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await foreach (var occurrence in ReadAsync(db, words, draft, from, now, trial, cancellationToken))
        {
            trial.Take(occurrence);
            if (time.GetElapsedTime(began) > MaxTime)
            {
                isCut = true;
                break;
            }
        }

        return trial.Result(from, isCut);
    }

    /// <summary>Both logs, merged by time: a cooldown counts across them.</summary>
    private static async IAsyncEnumerable<Occurrence> ReadAsync(
        MediaInsightDb db, SiteWords words, RuleDraft draft, DateTimeOffset from, DateTimeOffset to, Trial trial,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var topics = draft.Topics.ToHashSet(StringComparer.Ordinal);
        await using var plays = PlaysAsync(db, words, topics, from, to, trial, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var others = OthersAsync(db, words, topics, from, to, trial, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (hasPlay, hasOther) = (await plays.MoveNextAsync(), await others.MoveNextAsync());
        while (hasPlay || hasOther)
        {
            if (hasPlay && (!hasOther || plays.Current.Values.At <= others.Current.Values.At))
            {
                yield return plays.Current;
                hasPlay = await plays.MoveNextAsync();
            }
            else
            {
                yield return others.Current;
                hasOther = await others.MoveNextAsync();
            }
        }
    }

    private static async IAsyncEnumerable<Occurrence> PlaysAsync(
        MediaInsightDb db, SiteWords words, HashSet<string> topics, DateTimeOffset from, DateTimeOffset to, Trial trial,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kinds = Occurrences.KindsFor(topics);
        if (kinds.Count == 0)
        {
            yield break;
        }

        for (long last = await db.PlayEvents.Where(e => e.At >= from).MinAsync(e => (long?)e.Number, cancellationToken) - 1 ?? long.MaxValue; ;)
        {
            var after = last;
            var events = await db.PlayEvents.AsNoTracking().Where(e => e.Number > after).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
            if (events.Count == 0)
            {
                yield break;
            }

            last = events[^1].Number;
            List<PlayEvent> asked = [.. events.Where(e => kinds.Contains(e.Kind) && e.At >= from && e.At <= to)];
            trial.Events += asked.Count;
            var (found, damaged) = await ReadableEvents.ReadAsync(asked, some => Occurrences.OfPlaysAsync(db, words, some, topics, cancellationToken));
            trial.Unreadable += damaged.Count;
            foreach (var (_, occurrence) in found)
            {
                yield return occurrence;
            }
        }
    }

    private static async IAsyncEnumerable<Occurrence> OthersAsync(
        MediaInsightDb db, SiteWords words, HashSet<string> topics, DateTimeOffset from, DateTimeOffset to, Trial trial,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = Occurrences.AppTopics(topics);
        if (asked.Count == 0)
        {
            yield break;
        }

        for (long last = 0; ;)
        {
            var after = last;
            var events = await db.AppEvents.AsNoTracking().Where(e => asked.Contains(e.Topic) && e.At >= from && e.At <= to && e.Number > after).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
            if (events.Count == 0)
            {
                yield break;
            }

            last = events[^1].Number;
            trial.Events += events.Count;
            var (found, damaged) = await ReadableEvents.ReadAsync(events, some => Occurrences.OfAppAsync(db, words, some, topics, cancellationToken));
            trial.Unreadable += damaged.Count;
            foreach (var (_, occurrence) in found)
            {
                yield return occurrence;
            }
        }
    }
}
