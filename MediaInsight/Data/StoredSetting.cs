namespace MediaInsight.Data;

/// <summary>One settings record as JSON, by its section name.</summary>
public sealed class StoredSetting
{
    public required string Section { get; init; }
    public required string Json { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}
