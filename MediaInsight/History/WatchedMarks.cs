namespace MediaInsight.History;

/// <summary>By which percentages stored plays are marked as watched. Kept by <see cref="WatchedMarksJob"/> beside the settings; nobody sets it. Null: not noted yet.</summary>
public sealed record WatchedMarks
{
    public MarkedBy? Watched { get; init; }

    /// <summary>Of audiobooks and podcasts.</summary>
    public MarkedBy? Listened { get; init; }
}

/// <summary>Percentages, 1–100. They differ while plays are being marked anew: some are marked by any of those in between.</summary>
public sealed record MarkedBy(int Lowest, int Highest)
{
    public MarkedBy With(int percent) => new(Math.Min(Lowest, percent), Math.Max(Highest, percent));
}
