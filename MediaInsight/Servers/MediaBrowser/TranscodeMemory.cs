using MediaInsight.Sessions;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>
/// The last conversion seen of each play. A server that has converted a file to its end stops listing the conversion
/// while the client still plays the result. Bounded by <see cref="MaxPlays"/> and <see cref="KeepFor"/>.
/// </summary>
internal sealed class TranscodeMemory
{
    private const int MaxPlays = 500;

    /// <summary>Longer than a play can be unlisted and still be the same (shared devices flip between users).</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<SessionKey, (TranscodingDto Transcoding, DateTimeOffset SeenAt)> _plays = [];

    public int Count => _plays.Count;

    public void Remember(SessionKey play, TranscodingDto transcoding, DateTimeOffset now)
    {
        if (_plays.Count < MaxPlays || _plays.ContainsKey(play))
        {
            _plays[play] = (transcoding, now);
        }
    }

    public TranscodingDto? Recall(SessionKey play, DateTimeOffset now)
    {
        if (!_plays.TryGetValue(play, out var known))
        {
            return null;
        }

        _plays[play] = (known.Transcoding, now);
        return known.Transcoding;
    }

    public void ForgetOld(DateTimeOffset now)
    {
        foreach (var (play, (_, seenAt)) in _plays)
        {
            if (now - seenAt > KeepFor)
            {
                _plays.Remove(play);
            }
        }
    }
}
