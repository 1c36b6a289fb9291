namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>
/// Puts the server's instants on our clock. The Date header tells whole seconds, so differences up to
/// <see cref="Tolerance"/> are taken for rounding and a known difference is kept until it changes by more.
/// </summary>
internal sealed class ServerClock
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Server minus ours.</summary>
    public TimeSpan Offset { get; private set; }

    public void Learn(TimeSpan? measured)
    {
        if (measured is { } offset && (offset - Offset).Duration() > Tolerance)
        {
            Offset = offset.Duration() > Tolerance ? offset : TimeSpan.Zero;
        }
    }

    /// <summary>Null for an instant nobody can mean; may lie in the future.</summary>
    public DateTimeOffset? ToOurs(long? serverMilliseconds)
    {
        if (Epoch.Instant(serverMilliseconds) is not { } instant)
        {
            return null;
        }

        return instant - DateTimeOffset.UnixEpoch > Offset && DateTimeOffset.MaxValue - instant > -Offset ? instant - Offset : null;
    }
}
