using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Components.Pages.Activity;

public enum FreshnessKind
{
    Live,

    /// <summary>The last reading of its server failed: what is shown is from before.</summary>
    ServerUnreachable,

    /// <summary>The server still lists it, but the player has not reported for a while.</summary>
    ClientSilent,
}

/// <summary>How old what is shown of a session is.</summary>
/// <param name="At">Of the last sign of it; null when live.</param>
public sealed record SessionFreshness(FreshnessKind Kind, DateTimeOffset? At)
{
    /// <summary>Players report every ten seconds or so; Jellyfin ends a silent session only after five minutes.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(90);

    private static readonly SessionFreshness Live = new(FreshnessKind.Live, null);

    /// <summary>A paused player may sleep: its silence says nothing.</summary>
    public static SessionFreshness Of(LiveSession session, DateTimeOffset now)
    {
        var active = session.Session;
        if (active.IsUnseen)
        {
            return new(FreshnessKind.ServerUnreachable, active.Clocks.LastSeenAt);
        }

        return active.Latest is { State: not PlaybackState.Paused, LastClientReportAt: { } report } && now - report > SilentAfter
            ? new(FreshnessKind.ClientSilent, report)
            : Live;
    }

    public bool IsStale => Kind != FreshnessKind.Live;
}
