using MediaInsight.Domain;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>One session with the state that follows from its counters.</summary>
/// <param name="Position">Seconds.</param>
/// <param name="EndedAt">Set on the last reading of a play.</param>
internal sealed record Listening(
    PlaybackSessionDto Dto, bool Shared, PlaybackState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double Position, long? WatchedMs);

/// <summary>
/// Finds out who listens. The server lists sessions that were opened, not streams that run, and knows no pause: a state
/// follows from how long ago a client last reported (docs/servers/audiobookshelf.md).
/// </summary>
internal sealed class ListeningStates
{
    /// <summary>Web and cast clients report first after 20 s of listening, then every 10 s.</summary>
    public static readonly TimeSpan WebReportLimit = TimeSpan.FromSeconds(35);

    /// <summary>Apps report every 15 s, or every 60 s on metered networks and in low power mode.</summary>
    public static readonly TimeSpan AppReportLimit = TimeSpan.FromSeconds(75);

    /// <summary>A downloaded title reports every 15 to 60 s; how long without growth is over.</summary>
    public static readonly TimeSpan DownloadedLimit = TimeSpan.FromSeconds(90);

    /// <summary>A pause longer than this is an end: clients that die leave their session open for 36 hours.</summary>
    public static readonly TimeSpan PauseLimit = TimeSpan.FromMinutes(30);

    /// <summary>Most sessions remembered, and most looked at in one reading.</summary>
    public const int MaxSessions = 1000;

    private const int Downloaded = 3;

    private readonly Dictionary<string, SeenSession> _seen = new(StringComparer.Ordinal);
    private long _reading;

    /// <param name="open">Sessions of /api/sessions/open.</param>
    /// <param name="shared">Its shareSessions.</param>
    /// <param name="rows">The newest rows of history, read after the open sessions.</param>
    public IReadOnlyList<Listening> Read(
        IEnumerable<PlaybackSessionDto> open, IEnumerable<PlaybackSessionDto> shared, IReadOnlyList<PlaybackSessionDto> rows, ServerClock clock, DateTimeOffset now)
    {
        _reading++;
        var result = new List<Listening>();
        foreach (var (dto, isShared) in open.Select(s => (s, false)).Concat(shared.Select(s => (s, true))).Take(MaxSessions))
        {
            Add(result, Open(dto, isShared, clock, now));
        }

        foreach (var session in _seen.Values.Where(s => s.IsOpen && s.Reading != _reading))
        {
            Add(result, Closed(session, rows.FirstOrDefault(r => r.Id == session.Dto.Id), clock, now));
        }

        foreach (var row in rows.Where(r => r.PlayMethod == Downloaded))
        {
            Add(result, DownloadedRow(row, clock, now));
        }

        // A phone with a wrong clock can push a running row off the newest ones.
        foreach (var session in _seen.Values.Where(s => s.IsLive && s.Reading != _reading))
        {
            Add(result, JudgeDownloaded(session, now));
        }

        Forget();
        return result;
    }

    private static void Add(List<Listening> result, Listening? listening)
    {
        if (listening is not null)
        {
            result.Add(listening);
        }
    }

    private Listening? Open(PlaybackSessionDto dto, bool shared, ServerClock clock, DateTimeOffset now)
    {
        if (!_seen.TryGetValue(dto.Id!, out var session)) // non-null: sessions without id are dropped by the reader.
        {
            _seen[dto.Id!] = session = new(dto, shared, clock, now);
        }
        else if (session.Reading == _reading)
        {
            return null;
        }
        else
        {
            session.Update(dto, clock, now);
        }

        session.Reading = _reading;
        session.IsOpen = true;
        return Judge(session, now);
    }

    private static Listening? Judge(SeenSession session, DateTimeOffset now)
    {
        if (session.IsLeftOut)
        {
            return null;
        }

        var age = now - session.ActiveAt;
        if (age <= ReportLimit(session.Dto.MediaPlayer))
        {
            return Live(session, PlaybackState.Playing, session.PositionAt(now), now);
        }

        if (session.IsHeard && age <= PauseLimit)
        {
            return Live(session, PlaybackState.Paused, session.Position, now);
        }

        return End(session, emit: session.IsLive && session.IsHeard, now);
    }

    private Listening? Closed(SeenSession session, PlaybackSessionDto? row, ServerClock clock, DateTimeOffset now)
    {
        session.IsOpen = false;
        session.Reading = _reading;

        // Only the counters: history forgets the address, the chapters and a deleted user.
        var moved = row is not null && session.Update(
            session.Dto with { TimeListening = row.TimeListening, CurrentTime = row.CurrentTime, UpdatedAt = row.UpdatedAt }, clock, now);
        return End(session, emit: (session.IsLive || moved) && session.IsHeard, now);
    }

    private Listening? DownloadedRow(PlaybackSessionDto row, ServerClock clock, DateTimeOffset now)
    {
        if (!_seen.TryGetValue(row.Id!, out var session)) // non-null: sessions without id are dropped by the reader.
        {
            // What was heard before the first sight may be an upload of last week: only growth is listening.
            _seen[row.Id!] = new(row, shared: false, clock, now) { Reading = _reading, ActiveAt = now };
            return null;
        }

        if (session.Reading == _reading)
        {
            return null;
        }

        session.Reading = _reading;
        if (session.UpdateDownloaded(row, now))
        {
            session.IsLive = true;
        }

        return JudgeDownloaded(session, now);
    }

    private static Listening? JudgeDownloaded(SeenSession session, DateTimeOffset now)
    {
        if (now - session.ActiveAt > DownloadedLimit)
        {
            return session.IsLeftOut ? null : End(session, emit: session.IsLive, now);
        }

        return session.IsLive ? Live(session, PlaybackState.Playing, session.PositionAt(now), now) : null;
    }

    private static Listening Live(SeenSession session, PlaybackState state, double position, DateTimeOffset now)
    {
        session.IsLive = true;
        return new(session.Dto, session.Shared, state, session.StartedAt, null, position, session.WatchedMs(now));
    }

    private static Listening? End(SeenSession session, bool emit, DateTimeOffset now)
    {
        var last = emit
            ? new Listening(session.Dto, session.Shared, PlaybackState.Paused, session.StartedAt, session.ActiveAt, session.Position, session.WatchedMs(now))
            : null;
        session.LeaveOut();
        return last;
    }

    private static TimeSpan ReportLimit(string? player) =>
        player is not null && (player.Contains("html5", StringComparison.OrdinalIgnoreCase) || player.Contains("cast", StringComparison.OrdinalIgnoreCase)
            || player.Equals("web-share", StringComparison.OrdinalIgnoreCase))
            ? WebReportLimit
            : AppReportLimit;

    private void Forget()
    {
        if (_seen.Count <= MaxSessions)
        {
            return;
        }

        foreach (var (id, _) in _seen.Where(s => !s.Value.IsLive).OrderBy(s => s.Value.Reading).Take(_seen.Count - MaxSessions).ToList())
        {
            _seen.Remove(id);
        }
    }
}
