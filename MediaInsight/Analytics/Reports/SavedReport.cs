namespace MediaInsight.Analytics.Reports;

/// <summary>A question about plays that somebody keeps.</summary>
public sealed class SavedReport
{
    public const int MaxWords = 2000;

    public int Id { get; init; }
    public required string OwnerId { get; init; }
    public required string Name { get; set; }

    /// <summary>Measure, splits, filter and chart as in an address.</summary>
    public required string Words { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }
}
