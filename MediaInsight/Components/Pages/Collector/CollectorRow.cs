using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.Live;
using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Collector;

/// <summary>One server as the Collector page shows it.</summary>
/// <param name="Gaps">Of the last 30 days, newest first.</param>
/// <param name="Observed">Share of the time that was watched, 0–1; null: added a moment ago, or never read.</param>
/// <param name="Unobserved">Of the last 30 days, or since the server was added.</param>
/// <param name="SessionsLastDay">Plays that began in 24 hours.</param>
/// <param name="Run">The newest catch-up; null: none yet.</param>
/// <param name="IsCatchingUp">It is asked for, or under way.</param>
/// <param name="Interval">Seconds between two readings now.</param>
public sealed record CollectorRow(
    MediaServer Server, ServerStatus Status, CollectorFigures Figures, IReadOnlyList<ServerGap> Gaps, double? Observed, TimeSpan Unobserved, int SessionsLastDay, CatchUpRun? Run, bool IsCatchingUp, double Interval)
{
    public static CollectorRow Of(MediaServer server, ServerStatus status, CollectorFigures figures, CollectorData data, bool isCatchingUp, PollingSettings polling, DateTimeOffset now)
    {
        var gaps = data.Gaps[server.Id].ToList();
        var since = now.AddDays(-CollectorQuery.Days);
        var unobserved = UnobservedTime.Sum(UnobservedTime.Merge(gaps.Select(g => new Stretch(g.StartedAt, g.EndedAt ?? now)), since, now));
        var wasRead = IsRead(status, figures, gaps);
        var begin = gaps.Select(g => g.StartedAt).Append(server.CreatedAt).Min() is var first && first > since ? first : since;
        return new(
            server, status, figures, gaps, now > begin && wasRead ? 1 - Math.Clamp(unobserved / (now - begin), 0, 1) : null, unobserved,
            data.Sessions.GetValueOrDefault(server.Id), data.Runs.GetValueOrDefault(server.Id), isCatchingUp, status.Playing > 0 ? polling.ActiveSeconds : polling.IdleSeconds);
    }

    /// <summary>It was read at least once: before that nothing can be said of what was watched and what was not.</summary>
    public bool WasRead => IsRead(Status, Figures, Gaps);

    public string State => Status.Health switch
    {
        ServerHealth.Online => "Online",
        ServerHealth.Degraded => "Unsteady",
        ServerHealth.Offline => "Offline",
        ServerHealth.Disabled => "Disabled",
        _ => "Connecting",
    };

    public IconName Mark => Status.Health switch
    {
        ServerHealth.Online => IconName.Success,
        ServerHealth.Degraded => IconName.Warning,
        ServerHealth.Offline => IconName.Unplug,
        ServerHealth.Disabled => IconName.Pause,
        _ => IconName.Buffer,
    };

    public Tone Tone => Status.Health switch
    {
        ServerHealth.Online => Tone.Good,
        ServerHealth.Degraded => Tone.Warning,
        ServerHealth.Offline => Tone.Danger,
        _ => Tone.Neutral,
    };

    /// <summary>How announcements go, in a word; polling goes on beside them.</summary>
    public string Push => Status switch
    {
        { Health: ServerHealth.Disabled } => Formats.Untold,
        { Push.Phase: PushPhase.Connected } => "Connected",
        { Push.Phase: PushPhase.Connecting } => "Connecting",
        { Push.Phase: PushPhase.Waiting } => "Waiting",
        { Push.Phase: PushPhase.Silent } => "Silent",
        _ => "Polling only",
    };

    /// <summary>"3 plays added", in words for the list.</summary>
    public string CatchUpWords => this switch
    {
        { IsCatchingUp: true } => "Under way",
        { Server.IsDemo: true } => Formats.Untold,
        { Run: null } => "Not yet",
        { Run: { Problem: not null, Found: 0 } } => "Failed",
        { Run: { Problem: not null } run } => Formats.Count(run.Derived + run.Inferred, "play") + " added, not complete",
        { Run: { Derived: 0, Inferred: 0 } } => "Nothing was missed",
        { Run: { } run } => Formats.Count(run.Derived + run.Inferred, "play") + " added",
    };

    // A gap begins where a good reading ended, so it tells of one as well.
    private static bool IsRead(ServerStatus status, CollectorFigures figures, IReadOnlyList<ServerGap> gaps) => status.LastGoodAt is not null || figures.P50Ms is not null || gaps.Count > 0;
}
