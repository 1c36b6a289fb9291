namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>What is remembered of one session from reading to reading: the server tells no state, only counters.</summary>
internal sealed class SeenSession
{
    /// <summary>Position gained per second listened; outside of this it was a seek. Clients offer 0.5 to 3.5.</summary>
    private const double SlowestRate = 0.5;
    private const double FastestRate = 3.5;

    /// <summary>Seconds of listening between two readings below which a rate says nothing.</summary>
    private const double MeasurableListening = 5;

    private static readonly TimeSpan LongestUnknownStart = TimeSpan.FromDays(1);

    /// <summary>Highest total heard, in seconds: late reports of the same session lower the server's number for a while.</summary>
    private double _mostListened;

    /// <summary>Total that belongs to an earlier play of the same session, in seconds.</summary>
    private double _countedBefore;
    private DateTimeOffset _positionAt;

    public SeenSession(PlaybackSessionDto dto, bool shared, ServerClock clock, DateTimeOffset now)
    {
        Dto = dto;
        Shared = shared;
        Listened = _mostListened = Epoch.Seconds(dto.TimeListening);
        Position = Epoch.Seconds(dto.CurrentTime);
        ActiveAt = _positionAt = Past(clock.ToOurs(dto.UpdatedAt), now) ?? now;
        StartedAt = clock.ToOurs(dto.StartedAt) is { } started && started <= now
            ? started
            : now - Shorter(Epoch.Span(Listened), LongestUnknownStart);
    }

    /// <summary>The latest reading.</summary>
    public PlaybackSessionDto Dto { get; private set; }
    public bool Shared { get; }

    /// <summary>Listed by /api/sessions/open at the last reading.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Shown as running or paused at the last reading.</summary>
    public bool IsLive { get; set; }

    /// <summary>Over, or never heard: not shown until it moves.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>Number of the last reading that listed it.</summary>
    public long Reading { get; set; }

    /// <summary>Our clock; the same at every reading of one play.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Last sign of listening, our clock, never in the future.</summary>
    public DateTimeOffset ActiveAt { get; set; }

    /// <summary>Seconds, as last told.</summary>
    public double Listened { get; private set; }

    /// <summary>Seconds, as last told.</summary>
    public double Position { get; private set; }
    public double Rate { get; private set; } = 1;

    /// <summary>Somebody heard something. A client that only opened a session never moves updatedAt.</summary>
    public bool IsHeard => Listened > 0 || Dto.UpdatedAt > Dto.StartedAt;

    /// <summary>Takes over a newer reading of a streamed session; true when it moved.</summary>
    public bool Update(PlaybackSessionDto dto, ServerClock clock, DateTimeOffset now)
    {
        var updated = dto.UpdatedAt != Dto.UpdatedAt;
        var at = updated ? Past(clock.ToOurs(dto.UpdatedAt), now) ?? now : now;
        return Take(dto, updated, at, now);
    }

    /// <summary>Takes over a newer row of a downloaded session, whose instants are the phone's: only growth counts.</summary>
    public bool UpdateDownloaded(PlaybackSessionDto dto, DateTimeOffset now) => Take(dto, updated: false, now, now);

    public void LeaveOut()
    {
        IsLive = false;
        IsLeftOut = true;
        _countedBefore = _mostListened;
    }

    /// <summary>What the server counted for this play, in milliseconds; null for shared links, where it counts nothing.</summary>
    public long? WatchedMs(DateTimeOffset now) =>
        Shared ? null : (long)Math.Clamp((_mostListened - _countedBefore) * 1000, 0, Math.Max(0, (now - StartedAt).TotalMilliseconds));

    /// <summary>Position in seconds, carried on since the last report at the rate last heard.</summary>
    public double PositionAt(DateTimeOffset now)
    {
        var reached = Position + (Math.Max(0, (now - _positionAt).TotalSeconds) * Rate);
        return Epoch.Seconds(Dto.Duration) is > 0 and var duration ? Math.Min(reached, duration) : reached;
    }

    private bool Take(PlaybackSessionDto dto, bool updated, DateTimeOffset activeAt, DateTimeOffset now)
    {
        var listened = Epoch.Seconds(dto.TimeListening);
        var position = Epoch.Seconds(dto.CurrentTime);
        var grown = listened - Listened;
        var travelled = position - Position;

        // The server moves updatedAt only with listening, which grows; closing alone may touch it in the stored row.
        var moved = grown > 0 || (Shared && (updated || travelled != 0));
        Measure(grown, travelled);
        Dto = dto;
        Listened = listened;
        Position = position;
        _mostListened = Math.Max(_mostListened, listened);
        if (moved)
        {
            var before = ActiveAt;
            ActiveAt = _positionAt = activeAt;
            Return(before);
        }
        else if (travelled != 0)
        {
            // A seek, or a report without listening: only the position is new.
            _positionAt = now;
        }

        return moved;
    }

    /// <summary>A session that was over goes on: another play, which begins with what was heard since.</summary>
    private void Return(DateTimeOffset before)
    {
        if (!IsLeftOut)
        {
            return;
        }

        IsLeftOut = false;
        var since = ActiveAt - Epoch.Span(_mostListened - _countedBefore);
        StartedAt = since > before ? since : before < ActiveAt ? before : ActiveAt;
    }

    private void Measure(double listened, double travelled)
    {
        if (listened >= MeasurableListening && travelled / listened is var rate and >= SlowestRate * 0.9 and <= FastestRate * 1.1)
        {
            Rate = Math.Clamp(rate, SlowestRate, FastestRate);
        }
    }

    private static DateTimeOffset? Past(DateTimeOffset? instant, DateTimeOffset now) => instant > now ? now : instant;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
