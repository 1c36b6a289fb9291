using MediaInsight.Domain;

namespace MediaInsight.Alerting.Facts;

/// <summary>One event with all that is known of it. A field that is not there is not told.</summary>
public sealed record EventValues
{
    public required string Topic { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>By the words of <see cref="Topics.EventFields"/>.</summary>
    public required IReadOnlyDictionary<string, EventValue> Values { get; init; }

    /// <summary>Null: it is about no title.</summary>
    public MediaKind? Kind { get; init; }
    public ServerId? ServerId { get; init; }
    public ViewerId? ViewerId { get; init; }
    public MediaItemId? ItemId { get; init; }

    /// <summary>The title has a poster.</summary>
    public bool HasPoster { get; init; }

    /// <summary>The page it is about; null where the site's address is not configured.</summary>
    public string? Url { get; init; }

    public EventValue? this[string word] => Values.GetValueOrDefault(word);

    /// <summary>The same happening under another topic.</summary>
    public EventValues As(string topic) => As(topic, []);

    /// <summary>The same happening under another topic, with what that one tells besides.</summary>
    public EventValues As(string topic, params IEnumerable<(string Word, EventValue Value)> more)
    {
        var values = new Dictionary<string, EventValue>(Values, StringComparer.Ordinal);
        if (Topics.NotificationTopics.Find(topic) is { } known)
        {
            values["event"] = new(known.Name);
        }

        foreach (var (word, value) in more)
        {
            values[word] = value;
        }

        return this with { Topic = topic, Values = values };
    }

    /// <summary>As free templates and scripts get them.</summary>
    public IReadOnlyDictionary<string, string> Texts() => Values.ToDictionary(v => v.Key, v => v.Value.Text, StringComparer.Ordinal);
}
