using MediaInsight.Domain;

namespace MediaInsight.Components.Charts;

/// <summary>One line of a <see cref="RankChart"/>.</summary>
/// <param name="Name">Who or what; shown as text, whatever it contains.</param>
/// <param name="Values">One per part, or the one value.</param>
/// <param name="Text">The whole as written.</param>
public sealed record RankRow(string Name, IReadOnlyList<double> Values, string Text)
{
    public string? Sub { get; init; }
    public string? Href { get; init; }
    public string? Image { get; init; }

    /// <summary>Given: a poster of that shape stands before it.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>A person: an avatar stands before it.</summary>
    public bool IsPerson { get; init; }

    /// <summary>Against the previous period: "+12 %"; null without comparison.</summary>
    public string? Delta { get; init; }

    public double Sum => Values.Sum(v => Math.Max(0, v));
}

/// <summary>A part of every line.</summary>
/// <param name="Tone">A colour token without its dashes; null: the palette's next.</param>
public sealed record RankPart(string Name, string? Tone = null);
