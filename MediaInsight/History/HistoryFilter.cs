using MediaInsight.Domain;

namespace MediaInsight.History;

public enum HistorySort
{
    Started,
    Watched,
    Title,
    Viewer,
    Percent,
}

/// <summary>Which finished plays, in what order, which page. Null: any.</summary>
public sealed record HistoryFilter
{
    public const int MaxPageSize = 500;
    public const int MaxText = 200;

    public ViewerId? Viewer { get; init; }
    public ServerUserId? User { get; init; }
    public ServerId? Server { get; init; }
    public LibraryId? Library { get; init; }

    /// <summary>A title with everything that lies in it: of a show all its episodes.</summary>
    public MediaItemId? Item { get; init; }
    public MediaKind? Kind { get; init; }
    public StreamDecision? Decision { get; init; }

    /// <summary>Plays that started at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Plays that started before this instant.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Words in titles, shows, artists, people's names; case and accents do not matter.</summary>
    public string? Text { get; init; }
    public bool IncludeShort { get; init; }
    public HistorySort Sort { get; init; } = HistorySort.Started;
    public bool Ascending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1–<see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 50;
}

public sealed record HistoryPage(IReadOnlyList<HistoryRow> Items, long Total, int Page, int PageSize)
{
    public int Pages => (int)Math.Max(1, (Total + PageSize - 1) / PageSize);
}
