using System.Data.Common;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.Changes;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Quality;

/// <param name="Found">Suspicious plays.</param>
public sealed record CheckSummary(string Key, string Title, string Remedy, long Found);

/// <param name="Reason">Why it is suspicious.</param>
/// <param name="Other">Number of the second play it is about.</param>
public sealed record QualityFinding(HistoryRow Row, string Reason, long? Other);

public sealed record QualityPage(CheckSummary Check, IReadOnlyList<QualityFinding> Items, int Page)
{
    public const int PageSize = 50;
}

/// <param name="Before">As it stands, for a person; null: not told.</param>
public sealed record ValueChange(string Name, long? Before, long? After);

/// <param name="Changes">Of the play itself; its segments follow.</param>
/// <param name="IsDelete">It goes to the bin.</param>
/// <param name="IsOpen">There is no safe answer: it is left alone.</param>
public sealed record PlannedFix(HistoryRow Row, string Reason, IReadOnlyList<ValueChange> Changes, bool IsDelete, bool IsOpen);

/// <summary>Which recorded plays are suspicious, why, and what they would become. Reads only.</summary>
public sealed class QualityReport(IDbContextFactory<MediaInsightDb> factory, SettingsStore settings)
{
    internal static readonly IReadOnlyList<IPlayCheck> Checks =
        [new Duplicate(), new Overlapping(), new TooLong(), new Negative(), new ZeroLength(), new WrongUnits(), new TotalsDiffer(), new MissingDecision()];

    public async Task<IReadOnlyList<CheckSummary>> SummaryAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = new List<CheckSummary>();
        foreach (var check in Checks)
        {
            found.Add(await SummaryAsync(db, check, cancellationToken));
        }

        return found;
    }

    /// <summary>Null: there is no such check.</summary>
    public async Task<QualityPage?> FindAsync(string key, int page, CancellationToken cancellationToken)
    {
        if (Find(key) is not { } check)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var summary = await SummaryAsync(db, check, cancellationToken);
        var at = Math.Clamp(page, 1, (int)Math.Max(1, (summary.Found + QualityPage.PageSize - 1) / QualityPage.PageSize));
        var suspicions = await SuspicionsAsync(db, check, $"ORDER BY number DESC LIMIT {QualityPage.PageSize} OFFSET {(at - 1) * QualityPage.PageSize}", cancellationToken);
        var rows = await RowsAsync(db, suspicions, cancellationToken);
        return new(summary, [.. suspicions.Where(s => rows.ContainsKey(s.Number)).Select(s => new QualityFinding(rows[s.Number], check.Reason(s), s.Other))], at);
    }

    /// <summary>What applying would do to these plays; what is not suspicious (any more) is left out.</summary>
    public async Task<IReadOnlyList<PlannedFix>> PlanAsync(string key, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        if (Find(key) is not { } check || numbers.Count == 0)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var remedies = await RemediesAsync(db, check, numbers, cancellationToken);
        var rows = await RowsAsync(db, [.. remedies.Select(r => r.Suspicion)], cancellationToken);
        return
        [
            .. remedies.Where(r => rows.ContainsKey(r.Suspicion.Number)).OrderByDescending(r => r.Suspicion.Number).Select(r => new PlannedFix(
                rows[r.Suspicion.Number], check.Reason(r.Suspicion), Changes(r.Row, r.Remedied?.Play ?? []), r.Remedied?.IsDelete == true, r.Remedied is null)),
        ];
    }

    internal static IPlayCheck? Find(string key) => Checks.FirstOrDefault(c => c.Key == key);

    /// <summary>Every suspicious play of a check, at most <see cref="PlaySelection.Max"/>.</summary>
    internal async Task<IReadOnlyList<long>> NumbersAsync(IPlayCheck check, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return [.. (await SuspicionsAsync(db, check, $"ORDER BY number LIMIT {PlaySelection.Max}", cancellationToken)).Select(s => s.Number)];
    }

    internal async Task<List<Finding>> RemediesAsync(MediaInsightDb db, IPlayCheck check, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        var suspicions = await SuspicionsAsync(db, check, $"WHERE number IN ({StoredRows.List(numbers)})", cancellationToken);
        var found = suspicions.ConvertAll(s => s.Number);
        var plays = await (from play in db.Plays.AsNoTracking()
                           where found.Contains(play.Number)
                           join item in db.MediaItems.AsNoTracking() on play.MediaItemId equals item.Id into items
                           from item in items.DefaultIfEmpty()
                           join profile in db.StreamProfiles.AsNoTracking() on play.StreamProfileId equals profile.Id into profiles
                           from profile in profiles.DefaultIfEmpty()
                           select new { Play = play, ItemDurationMs = item == null ? null : item.DurationMs, Profile = profile }).ToDictionaryAsync(p => p.Play.Number, cancellationToken);
        var segments = (await db.PlaySegments.AsNoTracking().Where(s => found.Contains(s.PlayNumber)).OrderBy(s => s.Ordinal).ToListAsync(cancellationToken)).ToLookup(s => s.PlayNumber);
        var rows = (await StoredRows.ReadAsync(db, "plays", "number", found, cancellationToken)).ToDictionary(r => r.Key, r => r.Row);
        var history = settings.Get<HistorySettings>();
        return
        [
            .. from suspicion in suspicions
               let play = plays[suspicion.Number]
               let decision = play.Profile is null ? null : StreamProfile.Read(play.Profile.DetailsJson).Decision ?? Heavier(play.Profile.Video, play.Profile.Audio)
               let remedy = check.Repair(new(play.Play, [.. segments[suspicion.Number]], play.ItemDurationMs, decision), suspicion, history)
               select new Finding(suspicion, rows[suspicion.Number], play.Play.UserId, remedy),
        ];
    }

    private static async Task<CheckSummary> SummaryAsync(MediaInsightDb db, IPlayCheck check, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = StoredRows.Command(db, $"SELECT COUNT(*) FROM ({check.Sql})");
        return new(check.Key, check.Title, check.Remedy, (long)(await command.ExecuteScalarAsync(cancellationToken))!); // non-null: a count
    }

    private static async Task<List<Suspicion>> SuspicionsAsync(MediaInsightDb db, IPlayCheck check, string rest, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = StoredRows.Command(db, $"SELECT number, other, a, b FROM ({check.Sql}) {rest}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Suspicion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetInt64(0), Number(reader, 1), Number(reader, 2), Number(reader, 3)));
        }

        return found;
    }

    private static async Task<Dictionary<long, HistoryRow>> RowsAsync(MediaInsightDb db, IReadOnlyCollection<Suspicion> suspicions, CancellationToken cancellationToken)
    {
        List<long> numbers = [.. suspicions.Select(s => s.Number)];
        return (await HistoryQuery.RowsAsync(db, db.Plays.Where(p => numbers.Contains(p.Number)), cancellationToken)).ToDictionary(r => r.Number);
    }

    private static List<ValueChange> Changes(JsonObject row, JsonObject after) =>
        [.. after.Where(v => !JsonNode.DeepEquals(row[v.Key], v.Value)).Select(v => new ValueChange(v.Key, row[v.Key]?.GetValue<long>(), v.Value?.GetValue<long>()))];

    private static long? Number(DbDataReader reader, int i) => reader.IsDBNull(i) ? null : reader.GetInt64(i);

    private static StreamDecision? Heavier(StreamDecision? a, StreamDecision? b) => a is null ? b : b is null || a > b ? a : b;

    /// <param name="Row">The play as it stands.</param>
    /// <param name="Remedied">Null: no safe answer.</param>
    internal sealed record Finding(Suspicion Suspicion, JsonObject Row, ServerUserId User, Remedied? Remedied);
}
