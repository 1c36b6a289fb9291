using System.Globalization;
using System.Text.RegularExpressions;

namespace MediaInsight.Data.Backup;

/// <summary>Why a backup was made; part of its name.</summary>
public enum BackupReason
{
    Nightly,
    Manual,
    BeforeFix,
    BeforeRestore,

    /// <summary>Made by the start of a newer version, before it changed the database.</summary>
    BeforeUpgrade,
}

/// <summary>What was found when the backup was made and opened again; stands beside it as JSON.</summary>
/// <param name="Schema">The newest migration in it.</param>
/// <param name="Rows">By table, the same in the original and the copy.</param>
public sealed record BackupProof(DateTimeOffset MadeAt, DateTimeOffset VerifiedAt, string Schema, string Program, IReadOnlyDictionary<string, long> Rows);

/// <param name="Name">File name in the folder of backups.</param>
/// <param name="Proof">Null: it was not verified by this program, or not with row counts.</param>
public sealed partial record BackupFile(string Name, BackupReason Reason, DateTimeOffset MadeAt, long SizeBytes, BackupProof? Proof)
{
    private const string Stamp = "yyyyMMdd-HHmmss";

    private static readonly (BackupReason Reason, string Word)[] Words =
        [(BackupReason.Nightly, "nightly"), (BackupReason.Manual, "manual"), (BackupReason.BeforeFix, "before-fix"), (BackupReason.BeforeRestore, "before-restore")];

    public static string NameOf(BackupReason reason, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"mediainsight-{at.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}-{Words.First(w => w.Reason == reason).Word}.db");

    /// <summary>Exactly what this program writes: no folder, no other file.</summary>
    public static bool IsName(string name) => Own().IsMatch(name) || Upgrade().IsMatch(name);

    public static (BackupReason Reason, DateTimeOffset MadeAt)? Read(string name)
    {
        if (Own().Match(name) is { Success: true } own && Time(own.Groups["at"].Value, Stamp) is { } at)
        {
            return (Words.First(w => w.Word == own.Groups["why"].Value).Reason, at);
        }

        return Upgrade().Match(name) is { Success: true } upgrade && Time(upgrade.Groups["at"].Value, "yyyyMMddHHmmss") is { } then ? (BackupReason.BeforeUpgrade, then) : null;
    }

    private static DateTimeOffset? Time(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex(@"\Amediainsight-(?<at>[0-9]{8}-[0-9]{6})-(?<why>nightly|manual|before-fix|before-restore)\.db\z", RegexOptions.CultureInvariant)]
    private static partial Regex Own();

    [GeneratedRegex(@"\Abefore-[0-9]+_[A-Za-z0-9_]+-(?<at>[0-9]{14})\.db\z", RegexOptions.CultureInvariant)]
    private static partial Regex Upgrade();
}
