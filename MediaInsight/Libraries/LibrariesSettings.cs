using MediaInsight.Servers;

namespace MediaInsight.Libraries;

/// <summary>How libraries are read. Section <c>MediaInsight:Libraries</c>.</summary>
public sealed record LibrariesSettings
{
    /// <summary>Seconds between two readings of what changed in the libraries; 0: only the nightly full reading and the button.</summary>
    public int RefreshSeconds { get; init; } = 60;

    /// <summary>Items asked for at a time.</summary>
    public int RefreshChunkSize { get; init; } = 100;

    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (RefreshSeconds is not (0 or (>= 10 and <= 86400)))
        {
            yield return (nameof(RefreshSeconds), "must be 0 or between 10 and 86400 seconds");
        }

        if (RefreshChunkSize is < 10 or > LibraryItemsRequest.MaxPageSize)
        {
            yield return (nameof(RefreshChunkSize), "must be between 10 and 500 items");
        }
    }
}
