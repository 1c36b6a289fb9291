namespace MediaInsight.Components.Charts;

/// <summary>One line or one layer of a chart.</summary>
/// <param name="Name">Shown as text, whatever it contains.</param>
/// <param name="Values">One per label; null where nothing is known.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>A colour token without its dashes, such as "plex" or "transcode"; by default the palette's next.</summary>
    public string? Tone { get; init; }

    /// <summary>Drawn in a quiet tone behind the others: the previous period.</summary>
    public bool IsMuted { get; init; }
}

/// <summary>One part of a whole.</summary>
public sealed record ChartSlice(string Name, double Value)
{
    public string? Tone { get; init; }
}

/// <summary>What a chart's numbers are; decides how they are written.</summary>
public enum ChartUnit
{
    Count,
    Hours,

    /// <summary>kbit/s.</summary>
    Bitrate,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Fractions, 0–1.</summary>
    Percent,
}
