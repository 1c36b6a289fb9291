using System.Globalization;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Templates;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Rules;

/// <summary>Shows a drafted rule on something that happened, or on an example where nothing of the sort has.</summary>
public sealed class RulePreview(IDbContextFactory<MediaInsightDb> factory, SettingsStore settings, TimeProvider time)
{
    public const int MaxPast = 50;

    /// <summary>Events among which rare topics are looked for.</summary>
    private const int Look = 500;

    /// <summary>What happened of the topics, newest first.</summary>
    public async Task<IReadOnlyList<PastEvent>> PastAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        var wanted = topics.ToHashSet(StringComparer.Ordinal);
        var words = Words();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var kinds = Occurrences.KindsFor(wanted);
        var plays = kinds.Count == 0 ? [] : await db.PlayEvents.AsNoTracking().Where(e => kinds.Contains(e.Kind)).OrderByDescending(e => e.Number).Take(Look).ToListAsync(cancellationToken);
        var asked = Occurrences.AppTopics(wanted);
        var others = asked.Count == 0 ? [] : await db.AppEvents.AsNoTracking().Where(e => asked.Contains(e.Topic)).OrderByDescending(e => e.Number).Take(MaxPast).ToListAsync(cancellationToken);
        var (fromPlays, _) = await ReadableEvents.ReadAsync(plays, some => Occurrences.OfPlaysAsync(db, words, some, wanted, cancellationToken));
        var (fromOthers, _) = await ReadableEvents.ReadAsync(others, some => Occurrences.OfAppAsync(db, words, some, wanted, cancellationToken));
        var found = fromPlays.Concat(fromOthers);
        return
        [
            .. found.Select(f => f.Occurrence).OrderByDescending(o => o.Values.At).ThenByDescending(o => o.Number, StringComparer.Ordinal).Take(MaxPast)
                .Select(o => new PastEvent(o.Number, o.Values.Topic, o.Values.At, MessageTemplates.Title(NotificationTopics.Find(o.Values.Topic)?.TitleTemplate ?? "{event}", o.Values))),
        ];
    }

    /// <summary>The rule on a past event (<see cref="PastEvent.Number"/>); null when it is no longer stored, or cannot be read.</summary>
    public async Task<TrialMessage?> ShowAsync(RuleDraft draft, string number, CancellationToken cancellationToken)
    {
        var dot = number.IndexOf('.', StringComparison.Ordinal);
        if (number.Length < 2 || !long.TryParse(number[1..(dot < 0 ? number.Length : dot)], NumberStyles.None, CultureInfo.InvariantCulture, out var stored))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var topics = NotificationTopics.All.Select(t => t.Word).ToHashSet(StringComparer.Ordinal);
        var found = number[0] == 'p'
            ? (await ReadableEvents.ReadAsync(await db.PlayEvents.AsNoTracking().Where(e => e.Number == stored).ToListAsync(cancellationToken), one => Occurrences.OfPlaysAsync(db, Words(), one, topics, cancellationToken))).Found
            : (await ReadableEvents.ReadAsync(await db.AppEvents.AsNoTracking().Where(e => e.Number == stored).ToListAsync(cancellationToken), one => Occurrences.OfAppAsync(db, Words(), one, topics, cancellationToken))).Found;
        return found.Select(f => f.Occurrence).FirstOrDefault(o => o.Number == number) is { } occurrence ? Show(draft, occurrence) : null;
    }

    /// <summary>The topic's words on made-up values, for a site on which nothing of the sort has happened yet. Conditions are not asked.</summary>
    public Notice Example(RuleDraft draft, string topic)
    {
        var known = NotificationTopics.Find(topic);
        var values = (known?.Parameters ?? []).ToDictionary(p => p.Word, p => new EventValue(p.Sample), StringComparer.Ordinal);
        var kind = known is { Subject: TopicSubjects.Play or TopicSubjects.MediaAdded } ? MediaKind.Episode : (MediaKind?)null;
        return new ActiveRule(0, draft).Write(new EventValues { Topic = topic, At = time.GetUtcNow(), Values = values, Kind = kind, Url = Words().Page("") }.As(topic));
    }

    private TrialMessage Show(RuleDraft draft, Occurrence occurrence)
    {
        var rule = new ActiveRule(0, draft);
        return new(
            occurrence.Number, occurrence.Values.Topic, occurrence.Values.At,
            rule.Means(occurrence, time.GetUtcNow()) ? TrialOutcome.Told : TrialOutcome.NotMeant, rule.Write(occurrence.Values));
    }

    private SiteWords Words() => new(settings.Get<SiteSettings>());
}
