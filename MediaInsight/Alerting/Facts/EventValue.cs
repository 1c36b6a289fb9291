namespace MediaInsight.Alerting.Facts;

/// <summary>What an event tells in one field.</summary>
/// <param name="Text">As messages show it.</param>
/// <param name="Number">In the field's unit; minutes after midnight for a time of day. Null: it has none.</param>
public sealed record EventValue(string Text, double? Number = null)
{
    /// <summary>What conditions compare instead of the text: a choice's stable word, or each of several values (genres).</summary>
    public IReadOnlyList<string> Keys { get; init; } = [Text];
}
