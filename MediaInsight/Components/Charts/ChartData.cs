namespace MediaInsight.Components.Charts;

/// <summary>What goes to the browser to be drawn. Numbers arrive with their words, written in the site's culture.</summary>
public sealed record ChartData
{
    /// <summary>bar (stacked) or line.</summary>
    public required string Kind { get; init; }

    /// <summary>One per point, oldest first.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<ChartLayer> Layers { get; init; }

    /// <summary>count, hours, bitrate, bytes or percent: how the axis is written.</summary>
    public required string Unit { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Culture { get; init; }

    /// <summary>Whether lines are filled below.</summary>
    public bool Filled { get; init; }

    public ChartGaps Gaps { get; init; } = ChartGaps.None;

    // By content: a redraw with the same figures is not sent.
    public bool Equals(ChartData? other) =>
        other is not null && Kind == other.Kind && Unit == other.Unit && Culture == other.Culture && Filled == other.Filled
        && Labels.SequenceEqual(other.Labels) && Layers.SequenceEqual(other.Layers) && Gaps.Equals(other.Gaps);

    public override int GetHashCode() => HashCode.Combine(Kind, Unit, Labels.Count, Layers.Count);

    internal static ChartData Of(string kind, IReadOnlyList<string> labels, IReadOnlyList<ChartSeries> series, ChartUnit unit, System.Globalization.CultureInfo culture) => new()
    {
        Kind = kind,
        Labels = labels,
        Unit = unit.ToString().ToLowerInvariant(),
        Culture = culture.Name,
        Layers = [.. series.Select((s, i) => new ChartLayer
        {
            Name = s.Name,
            Tone = s.IsMuted ? "control-line" : ChartFormats.Tone(s.Tone, i),
            IsMuted = s.IsMuted,
            Values = s.Values,
            Texts = [.. s.Values.Select(v => ChartFormats.Write(v, unit, culture))],
        })],
    };
}

/// <summary>One series of <see cref="ChartData"/>.</summary>
public sealed record ChartLayer
{
    public required string Name { get; init; }

    /// <summary>A colour token without its dashes.</summary>
    public required string Tone { get; init; }

    public bool IsMuted { get; init; }
    public required IReadOnlyList<double?> Values { get; init; }
    public required IReadOnlyList<string> Texts { get; init; }

    public bool Equals(ChartLayer? other) =>
        other is not null && Name == other.Name && Tone == other.Tone && IsMuted == other.IsMuted && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Name, Tone, Values.Count);
}
