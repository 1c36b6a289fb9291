using MediaInsight.Domain;

namespace MediaInsight.Data.Events;

/// <summary>
/// Something that happened and that somebody may want to be told: written in the transaction of what it is about, read
/// by the rules afterwards, so that a crash loses none. What happens to plays stands in the events of plays.
/// </summary>
public sealed class AppEvent
{
    /// <summary>Longest <see cref="Facts"/> in characters.</summary>
    public const int MaxFacts = 16_000;

    public const int MaxKey = 200;

    /// <summary>Ever growing; the rules remember how far they have read.</summary>
    public long Number { get; init; }

    /// <summary>A word of <see cref="EventTopics"/>.</summary>
    public required string Topic { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The same happening told twice has the same key and is written once; null: every telling counts.</summary>
    public string? Key { get; init; }

    public ServerId? ServerId { get; init; }
    public ViewerId? ViewerId { get; init; }
    public PlayId? PlayId { get; init; }
    public MediaItemId? MediaItemId { get; init; }

    /// <summary>What else is to be said: a JSON object of texts and numbers, names as the templates know them. No secret stands in it.</summary>
    public required string Facts { get; init; }
}
