using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Drivers;

/// <summary>The tracker with a memory: takes readings one after the other and keeps what happened.</summary>
internal sealed class Tracking(ServerKind kind = ServerKind.Plex, ServerId server = default)
{
    public TrackerLimits Limits { get; init; } = TrackerLimits.For(kind);

    public TrackerState State { get; set; } = TrackerState.Empty(server == default ? new(1) : server);

    public List<SessionEvent> Events { get; } = [];

    public ActiveSession Only => Assert.Single(State.Sessions.Values);

    public IReadOnlyList<SessionStopped> Stops => [.. Events.OfType<SessionStopped>()];

    public IReadOnlyList<SessionStarted> Starts => [.. Events.OfType<SessionStarted>()];

    public Tracking See(ServerSnapshot reading) => See([reading]);

    public Tracking See(IEnumerable<ServerSnapshot> readings)
    {
        foreach (var reading in readings)
        {
            var result = SessionTracker.Apply(State, reading, Limits);
            State = result.State;
            Events.AddRange(result.Events);
        }

        return this;
    }

    public Tracking Close(DateTimeOffset at)
    {
        var result = SessionTracker.Close(State, StopReason.ServerRemoved, at, Limits);
        State = result.State;
        Events.AddRange(result.Events);
        return this;
    }
}
