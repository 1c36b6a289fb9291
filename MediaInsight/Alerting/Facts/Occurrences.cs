using MediaInsight.Alerting.Topics;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.History;

namespace MediaInsight.Alerting.Facts;

/// <summary>Reads stored events as the rules see them; the engine, the dry run and the preview read the same.</summary>
internal static class Occurrences
{
    /// <summary>Kinds of stored events in which the topics are found.</summary>
    public static IReadOnlyList<PlayEventKind> KindsFor(IReadOnlySet<string> topics) =>
    [
        .. Enum.GetValues<PlayEventKind>().Where(k => topics.Contains(PlayEventFacts.TopicOf(k))
            || (k == PlayEventKind.Started && topics.Overlaps([EventTopics.TranscodeStarted, EventTopics.ConcurrentStreams, EventTopics.NewDevice, EventTopics.NewAddress]))
            || (k == PlayEventKind.Settled && topics.Contains(EventTopics.TranscodeStarted))
            || (k == PlayEventKind.StreamChanged && topics.Overlaps([EventTopics.TranscodeStarted, EventTopics.PlayError]))
            || (k == PlayEventKind.Stopped && topics.Contains(EventTopics.PlayError))),
    ];

    /// <summary>Topics that stand in the log of all but plays.</summary>
    public static IReadOnlyList<string> AppTopics(IReadOnlySet<string> topics) =>
        [.. topics.Where(t => NotificationTopics.Find(t) is { } known && known.Subject != TopicSubjects.Play)];

    /// <summary>Each with the number of the event it was found in, in their order.</summary>
    public static async Task<IReadOnlyList<(long Number, Occurrence Occurrence)>> OfPlaysAsync(
        MediaInsightDb db, SiteWords words, IReadOnlyList<PlayEvent> events, IReadOnlySet<string> topics, CancellationToken cancellationToken)
    {
        var kinds = KindsFor(topics);
        var found = new List<(long, Occurrence)>();
        foreach (var facts in await PlayEventFacts.ReadAsync(db, words, [.. events.Where(e => kinds.Contains(e.Kind))], cancellationToken))
        {
            foreach (var occurrence in await PlayOccurrences.OfAsync(db, facts, topics, cancellationToken))
            {
                found.Add((facts.Event.Number, occurrence));
            }
        }

        return found;
    }

    public static async Task<IReadOnlyList<(long Number, Occurrence Occurrence)>> OfAppAsync(
        MediaInsightDb db, SiteWords words, IReadOnlyList<AppEvent> events, IReadOnlySet<string> topics, CancellationToken cancellationToken)
    {
        var wanted = events.Where(e => topics.Contains(e.Topic)).ToList();
        var read = await AppEventFacts.ReadAsync(db, words, wanted, cancellationToken);
        return [.. read.Select(o => (long.Parse(o.Number.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), o))];
    }
}
