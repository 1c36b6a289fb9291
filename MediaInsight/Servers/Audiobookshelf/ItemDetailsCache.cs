using System.Text.RegularExpressions;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Asks once per title for its details. They decorate a session: no failure here fails a reading.</summary>
internal sealed partial class ItemDetailsCache(AudiobookshelfHttp http, TimeProvider time)
{
    /// <summary>Titles kept; the oldest goes first.</summary>
    public const int MaxItems = 200;

    /// <summary>Titles asked for in one reading, so that many new sessions do not hold it up.</summary>
    public const int MaxAsksPerReading = 4;

    /// <summary>After a failure.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (ItemDetails? Details, DateTimeOffset At)> _known = new(StringComparer.Ordinal);
    private int _asksLeft;

    public static bool IsId(string? id) => id is not null && Id().IsMatch(id);

    public void BeginReading() => _asksLeft = MaxAsksPerReading;

    public async Task<ItemDetails> GetAsync(PlaybackSessionDto session, bool ask, CancellationToken cancellationToken)
    {
        if (!IsId(session.LibraryItemId))
        {
            return ItemDetails.Unknown;
        }

        var key = AudiobookshelfMedia.ExternalId(session);
        var now = time.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && (known.Details is not null || now - known.At < AskAgainAfter))
        {
            return known.Details ?? ItemDetails.Unknown;
        }

        if (!ask || _asksLeft <= 0)
        {
            return ItemDetails.Unknown;
        }

        _asksLeft--;
        ItemDetails? details = null;
        try
        {
            details = ItemDetails.Of(await http.GetJsonAsync<LibraryItemDto>($"api/items/{session.LibraryItemId}?expanded=1", cancellationToken), session.EpisodeId);
        }
        catch (ServerFailure e)
        {
            // A slow server would hold up the reading once more for every title.
            _asksLeft = e.Kind is ServerFailureKind.TimedOut or ServerFailureKind.Unreachable ? 0 : _asksLeft;
        }

        if (_known.Count >= MaxItems)
        {
            _known.Remove(_known.MinBy(k => k.Value.At).Key);
        }

        _known[key] = (details, now);
        return details ?? ItemDetails.Unknown;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z")]
    private static partial Regex Id();
}
