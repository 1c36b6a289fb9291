namespace MediaInsight.Servers.Plex;

/// <summary>
/// The files behind converted streams. A session then describes the output only, so the item is read once from the
/// library and kept. A failure costs detail, never the poll.
/// </summary>
internal sealed class PlexSources(ServerHttp http, TimeProvider time)
{
    /// <summary>Versions of items kept; the oldest goes first.</summary>
    public const int Capacity = 200;

    /// <summary>Look-ups in one poll, so that many new streams at once do not hold it up; the rest follows with the next.</summary>
    public const int MaxPerPoll = 8;

    /// <summary>No further look-up begins in a poll that has spent this on them.</summary>
    public static readonly TimeSpan MaxTimePerPoll = TimeSpan.FromSeconds(2);

    /// <summary>How long a failed look-up is not repeated.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Item, string Media), (PlexElement? Media, DateTimeOffset At)> _known = [];
    private readonly Queue<(string Item, string Media)> _order = new();

    /// <summary>The original Media of every converted item among these, by item.</summary>
    public async Task<Dictionary<PlexElement, PlexElement>> ForAsync(IReadOnlyList<PlexElement> items, CancellationToken cancellationToken)
    {
        var found = new Dictionary<PlexElement, PlexElement>(ReferenceEqualityComparer.Instance);
        var left = MaxPerPoll;
        var begin = time.GetTimestamp();
        foreach (var item in items)
        {
            if (KeyOf(item) is not { } key)
            {
                continue;
            }

            if (!IsKnown(key))
            {
                if (left == 0 || time.GetElapsedTime(begin) > MaxTimePerPoll)
                {
                    continue;
                }

                left--;
                var (media, isAnswered) = await ReadAsync(key, cancellationToken);
                Remember(key, media);
                if (!isAnswered)
                {
                    // The next one would wait as long for nothing.
                    left = 0;
                }
            }

            if (_known.TryGetValue(key, out var entry) && entry.Media is { } original)
            {
                found[item] = original;
            }
        }

        return found;
    }

    private static (string Item, string Media)? KeyOf(PlexElement item)
    {
        if (item.Text("ratingKey") is not { Length: <= 40 } ratingKey || item.Flag("live") == true)
        {
            return null;
        }

        var played = PlexPlayed.Of(item);
        return PlexDecisions.Of(played).Overall is Domain.StreamDecision.Transcode or Domain.StreamDecision.DirectStream
            ? (ratingKey, played.Media?.Text("id") ?? "")
            : null;
    }

    private bool IsKnown((string Item, string Media) key) =>
        _known.TryGetValue(key, out var entry) && (entry.Media is not null || time.GetUtcNow() - entry.At < RetryAfter);

    private async Task<(PlexElement? Media, bool IsAnswered)> ReadAsync((string Item, string Media) key, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "library/metadata/" + Uri.EscapeDataString(key.Item));
            var answer = await http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccess)
            {
                return (null, true);
            }

            var versions = PlexDocument.Rows(PlexDocument.Read(answer)).FirstOrDefault()?.All("Media").ToList() ?? [];
            return (versions.Find(m => m.Text("id") == key.Media) ?? (versions is [var only] ? only : null), true);
        }
        catch (ServerFailure failure)
        {
            return (null, failure.Kind is ServerFailureKind.Protocol or ServerFailureKind.WrongAddress or ServerFailureKind.TooLarge);
        }
    }

    private void Remember((string Item, string Media) key, PlexElement? media)
    {
        if (!_known.ContainsKey(key))
        {
            _order.Enqueue(key);
        }

        _known[key] = (media, time.GetUtcNow());
        while (_order.Count > Capacity)
        {
            _known.Remove(_order.Dequeue());
        }
    }
}
