using MediaInsight.Domain;

namespace MediaInsight.Viewers;

/// <summary>A person. Accounts of several servers may belong to one.</summary>
public sealed class Viewer
{
    public ViewerId Id { get; init; }
    public required string Name { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}
