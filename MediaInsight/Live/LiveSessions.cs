using MediaInsight.Domain;

namespace MediaInsight.Live;

/// <summary>What plays now. The feed signals changes; readers take what their scope allows.</summary>
public sealed class LiveSessions(TimeProvider time)
{
    /// <summary>At once after a quiet moment, then at most ten times a second.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);

    public LiveFeed<LiveSnapshot> Feed { get; } = new(LiveSnapshot.Empty, time, MinInterval);

    public LiveSnapshot Read(ReadScope scope)
    {
        var current = Feed.Current;
        return scope.IsEverything ? current : current with { Sessions = [.. current.Sessions.Where(s => scope.Allows(s.ViewerId))] };
    }

    public LiveSession? Find(PlayId id, ReadScope scope) => Feed.Current.Sessions.FirstOrDefault(s => s.Id == id && scope.Allows(s.ViewerId));
}
