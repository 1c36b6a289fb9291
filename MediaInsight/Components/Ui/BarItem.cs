using MediaInsight.Domain;

namespace MediaInsight.Components.Ui;

/// <summary>One line of <see cref="Bars"/>.</summary>
/// <param name="Label">Who or what.</param>
/// <param name="Value">Its length; the longest fills the row.</param>
/// <param name="Text">The value as written.</param>
public sealed record BarItem(string Label, double Value, string Text)
{
    public string? Sub { get; init; }
    public string? Href { get; init; }
    public string? Image { get; init; }

    /// <summary>Given: a poster of that shape stands before it.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>A person: an avatar stands before it.</summary>
    public bool IsPerson { get; init; }

    /// <summary>A colour token without its dashes.</summary>
    public string? Tone { get; init; }
}
