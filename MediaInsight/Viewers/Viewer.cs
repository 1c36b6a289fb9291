using MediaInsight.Domain;

namespace MediaInsight.Viewers;

/// <summary>A person. Accounts of several servers may belong to one.</summary>
public sealed class Viewer
{
    public ViewerId Id { get; init; }

    /// <summary>What everybody reads: the person's name, or the pseudonym of somebody incognito.</summary>
    public required string Name { get; set; }

    /// <summary>The name behind the pseudonym; set only while the person is incognito.</summary>
    public string? HiddenName { get; set; }

    /// <summary>Nothing that the person watches is recorded.</summary>
    public bool DoNotTrack { get; set; }

    /// <summary>The accounts went to this person; the row stays so that the merge can be undone. Ordinary queries do not see it.</summary>
    public ViewerId? MergedIntoId { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}
