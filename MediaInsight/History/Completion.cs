using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.History;

/// <summary>How far a play went and whether it counts.</summary>
internal static class Completion
{
    /// <summary>Tenths of a percent, 0–1000. A play that reached its threshold keeps the farthest point: players jump back to 0 at the end.</summary>
    public static int? Permille(long? positionMs, long? furthestMs, long? durationMs, bool completed)
    {
        if (durationMs is not > 0)
        {
            return null;
        }

        var reached = completed ? Math.Max(positionMs ?? 0, furthestMs ?? 0) : positionMs;
        return reached is { } at ? (int)Math.Clamp(at * 1000 / durationMs.Value, 0, 1000) : null;
    }

    public static bool IsShort(MediaKind kind, long watchedMs, HistorySettings settings) =>
        watchedMs < (kind.IsAudio() ? settings.ShortMusicSeconds : settings.ShortVideoSeconds) * 1000L;

    public static TrackerLimits Limits(ServerKind kind, HistorySettings settings, TimeSpan pollInterval) => TrackerLimits.For(kind) with
    {
        MinAbsence = pollInterval * (TrackerLimits.For(kind).MissedReadings - 1),
        WatchedFraction = settings.WatchedPercent / 100.0,
        ListenedFraction = settings.ListenedPercent / 100.0,
        MaxObservedGap = TimeSpan.FromSeconds(Math.Max(60, pollInterval.TotalSeconds * 3)),
    };
}
