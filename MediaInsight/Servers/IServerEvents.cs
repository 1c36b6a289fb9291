using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>What a server announces by itself. A hint is never taken for the truth: it makes the next reading come at once.</summary>
public interface IServerEvents : IDisposable
{
    /// <summary>
    /// Opens a way, tells what comes by it, and ends with a <see cref="ServerFailure"/> that says why it ended; it never ends
    /// otherwise but by the caller's cancellation. Called again to open anew. Hints come one after the other.
    /// </summary>
    Task ListenAsync(Action<ServerHint> onHint, CancellationToken cancellationToken);
}

/// <summary>One per product that announces anything.</summary>
public interface IServerEventsFactory
{
    ServerKind Kind { get; }

    IServerEvents Create(ServerConnection connection);
}

/// <summary>One word of a server.</summary>
public abstract record ServerHint
{
    private ServerHint()
    {
    }

    /// <summary>The way is open: what happened before it is read now.</summary>
    public sealed record Opened(PushChannel Channel) : ServerHint;

    /// <summary>What plays was announced, and nothing is new.</summary>
    public sealed record Unchanged : ServerHint;

    /// <summary>Something is new.</summary>
    /// <param name="AboutSessions">It named what plays; otherwise it was a word from which a change follows.</param>
    public sealed record Changed(bool AboutSessions) : ServerHint;

    /// <summary>A session was stopped on purpose.</summary>
    /// <param name="SlotPrefix">What the slot of its <see cref="Sessions.SessionKey"/> begins with.</param>
    public sealed record Stopped(string SlotPrefix) : ServerHint;
}
