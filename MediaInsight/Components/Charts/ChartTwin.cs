namespace MediaInsight.Components.Charts;

/// <summary>The same figures as a table: for those who cannot or would not read the picture. Each row's first cell is its heading.</summary>
public sealed record ChartTwin(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static ChartTwin Empty { get; } = new([], []);
}
