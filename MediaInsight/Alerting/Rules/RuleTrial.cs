using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Rules;

/// <summary>What became of an event under a rule that is tried out.</summary>
public enum TrialOutcome
{
    Told = 0,

    /// <summary>The conditions hold it back.</summary>
    NotMeant = 1,

    /// <summary>A message of the same was taken shortly before.</summary>
    CoolingDown = 2,
}

/// <param name="Number">Of the event, for a preview.</param>
/// <param name="Notice">As it would have gone out.</param>
public sealed record TrialMessage(string Number, string Topic, DateTimeOffset At, TrialOutcome Outcome, Notice Notice);

/// <param name="Day">Site day.</param>
public sealed record TrialDay(DateOnly Day, int Told, int CoolingDown);

/// <summary>What a rule would have sent.</summary>
/// <param name="From">Events before it are no longer stored, or lie before the asked days.</param>
/// <param name="Events">Looked through.</param>
/// <param name="Messages">The newest, at most 200.</param>
/// <param name="Days">Every day that had any, oldest first.</param>
/// <param name="IsCut">There was more than could be looked through in the time.</param>
public sealed record TrialResult(
    DateTimeOffset From, DateTimeOffset To, int Events, int Told, int CoolingDown, IReadOnlyList<TrialMessage> Messages, IReadOnlyList<TrialDay> Days, bool IsCut, IReadOnlyList<RuleProblem> Problems)
{
    /// <summary>Stored events that cannot be read: skipped, as the rules themselves skip them.</summary>
    public int Unreadable { get; init; }
}

/// <param name="Number">"p123", "a45": of a stored event; a dot and a topic for what the rules find in it.</param>
/// <param name="Title">In the topic's own words.</param>
public sealed record PastEvent(string Number, string Topic, DateTimeOffset At, string Title);
