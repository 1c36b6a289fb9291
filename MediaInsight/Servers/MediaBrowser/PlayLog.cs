namespace MediaInsight.Servers.MediaBrowser;

/// <summary>A begin or an end of playing, as the activity log tells it.</summary>
internal sealed record PlayLine(long Id, bool IsStart, string Item, string? User, DateTimeOffset At);

/// <summary>A play of the log. Either end may be missing: clients that die are not logged, and the log may begin in between.</summary>
internal sealed record LoggedPlay(string Item, string? User, PlayLine? Start, PlayLine? Stop)
{
    public PlayLine Line => Start ?? Stop!; // non-null: one of the two made it
}

/// <summary>Puts the lines of the log together to plays.</summary>
internal static class PlayLog
{
    /// <summary>A begin logged twice within this is one.</summary>
    private static readonly TimeSpan SameStart = TimeSpan.FromMinutes(2);

    /// <summary>Nothing is played longer in one go; an end that long after a begin belongs to another one.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Null for every other line. Jellyfin: VideoPlayback, AudioPlaybackStopped; Emby: playback.start, playback.stop.</summary>
    public static PlayLine? Read(ActivityDto? entry, TimeSpan? clockOffset)
    {
        if (entry is not { Id: { } id, Type: { } type } || WireValues.Id(entry.ItemId) is not { } item || WireValues.Instant(entry.Date) is not { } at
            || !type.Contains("playback", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var isStop = type.EndsWith("PlaybackStopped", StringComparison.OrdinalIgnoreCase) || type.Equals("playback.stop", StringComparison.OrdinalIgnoreCase);
        var isStart = type.EndsWith("Playback", StringComparison.OrdinalIgnoreCase) || type.Equals("playback.start", StringComparison.OrdinalIgnoreCase);
        return isStop || isStart ? new(id, isStart, item, WireValues.Id(entry.UserId), ServerTime.ToOurs(at, clockOffset)) : null;
    }

    public static IReadOnlyList<LoggedPlay> Pair(IEnumerable<PlayLine> lines)
    {
        var plays = new List<LoggedPlay>();
        var open = new Dictionary<(string Item, string? User), PlayLine>();
        foreach (var line in lines.DistinctBy(l => l.Id).OrderBy(l => l.At).ThenBy(l => l.Id))
        {
            var key = (line.Item, line.User);
            var begun = open.GetValueOrDefault(key);
            if (line.IsStart)
            {
                if (begun is not null && line.At - begun.At > SameStart)
                {
                    plays.Add(new(line.Item, line.User, begun, null));
                    begun = null;
                }

                open[key] = begun ?? line;
            }
            else
            {
                var fits = begun is not null && line.At - begun.At <= Longest;
                plays.Add(new(line.Item, line.User, fits ? begun : null, line));
                open.Remove(key);
            }
        }

        return [.. plays, .. open.Values.Select(l => new LoggedPlay(l.Item, l.User, l, null))];
    }
}
