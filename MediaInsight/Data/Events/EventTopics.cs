namespace MediaInsight.Data.Events;

/// <summary>The stable words of what can happen: stored, and used in rules, addresses and the API.</summary>
public static class EventTopics
{
    public const string PlayStarted = "play.started";
    public const string PlayPaused = "play.paused";
    public const string PlayResumed = "play.resumed";
    public const string PlayBuffering = "play.buffering";
    public const string PlayWatched = "play.watched";
    public const string PlayStopped = "play.stopped";

    /// <summary>Derived: a play that ended at once, or whose conversion failed.</summary>
    public const string PlayError = "play.error";
    public const string TranscodeStarted = "transcode.started";
    public const string StreamChanged = "stream.changed";
    public const string ConcurrentStreams = "viewer.concurrent";
    public const string NewDevice = "viewer.new-device";
    public const string NewAddress = "viewer.new-address";
    public const string MediaAdded = "media.added";
    public const string ServerDown = "server.down";
    public const string ServerUp = "server.up";

    /// <summary>A media server has a newer version to install.</summary>
    public const string ServerUpdate = "server.update";

    /// <summary>A newer MediaInsight.</summary>
    public const string AppUpdate = "app.update";
    public const string JobFailed = "job.failed";
    public const string BackupFailed = "backup.failed";
    public const string LibrarySynced = "library.synced";
    public const string Violation = "violation";
    public const string DailySummary = "summary.daily";
    public const string WeeklySummary = "summary.weekly";
    public const string AlertFired = "alert.fired";
    public const string AlertResolved = "alert.resolved";
    public const string SignInLocked = "sign-in.locked";
}
