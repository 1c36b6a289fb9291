using System.Globalization;

namespace MediaInsight.Data.Backup;

/// <summary>Which backups are no longer needed. Only called after a new one was verified.</summary>
internal static class BackupRotation
{
    /// <summary>Copies that were made before an act, by kind.</summary>
    private const int KeptBefore = 5;

    /// <summary>
    /// Of the nightly ones the newest of each of the last days, and the newest of each of the last weeks before those; of
    /// those made before a fix or a restore the newest five. Made by hand: kept until deleted by hand. The newest verified
    /// one of all stays whatever the settings say.
    /// </summary>
    public static IReadOnlyList<BackupFile> Superfluous(IReadOnlyList<BackupFile> files, BackupSettings settings, TimeZoneInfo zone)
    {
        var newestProven = files.Where(f => f.Proof is not null).MaxBy(f => f.MadeAt);
        var nightly = files.Where(f => f.Reason == BackupReason.Nightly && f.Proof is not null).OrderByDescending(f => f.MadeAt).ToList();
        var daily = nightly.GroupBy(f => Day(f, zone)).Take(settings.KeepDaily).Select(g => g.First()).ToList();
        var weekly = nightly.GroupBy(f => (ISOWeek.GetYear(Day(f, zone)), ISOWeek.GetWeekOfYear(Day(f, zone)))).Take(settings.KeepWeekly).Select(g => g.First());
        var kept = daily.Concat(weekly).Append(newestProven).ToHashSet();
        return
        [
            .. files.Where(f => f.Reason == BackupReason.Nightly && !kept.Contains(f)),
            .. new[] { BackupReason.BeforeFix, BackupReason.BeforeRestore }.SelectMany(r => files.Where(f => f.Reason == r).OrderByDescending(f => f.MadeAt).Skip(KeptBefore)).Where(f => f != newestProven),
        ];
    }

    private static DateTime Day(BackupFile file, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(file.MadeAt, zone).Date;
}
