using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Counts what servers converted.</summary>
public sealed class TranscodeCounts(IDbContextFactory<MediaInsightDb> factory, PlayIndex index)
{
    /// <summary>Fewer records are not worth a second connection.</summary>
    private const int RecordsPerReader = 10_000;

    /// <summary>How many began since an instant, and how many of them are taken for failed.</summary>
    /// <param name="server">Null: any.</param>
    public async Task<(long Total, long Failed)> CountAsync(ServerId? server, DateTimeOffset since, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (scope.IsEverything)
        {
            return await OfEverybodyAsync(db, server, since.ToUnixTimeMilliseconds(), cancellationToken);
        }

        var records = TranscodeHistoryQuery.Matching(db, new() { Server = server, From = since }, scope);
        return (await records.LongCountAsync(cancellationToken), await records.LongCountAsync(t => t.Failure != null, cancellationToken));
    }

    /// <summary>
    /// Only a play knows its server: that is known in memory. The records are read straight, as they lie in the file, which is
    /// the order in which they ended; in stretches side by side.
    /// </summary>
    private async Task<(long Total, long Failed)> OfEverybodyAsync(MediaInsightDb db, ServerId? server, long since, CancellationToken cancellationToken)
    {
        var span = await db.Database.SqlQuery<Stretch>($"""
            SELECT COALESCE((SELECT MIN(+id) FROM transcode_records INDEXED BY "IX_transcode_records_started_at" WHERE started_at >= {since}), 0) AS First,
              COALESCE((SELECT MAX(id) FROM transcode_records), -1) AS Last
            """).SingleAsync(cancellationToken);
        var running = server is not { } one ? [] : await db.Database.SqlQuery<long>($"SELECT number AS Value FROM plays INDEXED BY ix_plays_running WHERE stopped_at IS NULL AND server_id = {one.Value}").ToListAsync(cancellationToken);
        var plays = server is not { } wanted ? null : await index.AskAsync(reading => Plays(reading, wanted, since), cancellationToken);
        var parts = (int)Math.Clamp((span.Last + 1 - span.First) / RecordsPerReader, 1, Math.Min(4, Environment.ProcessorCount));
        var counts = await Task.WhenAll(Enumerable.Range(0, parts).Select(n => Task.Run(
            () => PartAsync(plays, [.. running], since, span.First + ((span.Last + 1 - span.First) * n / parts), span.First + ((span.Last + 1 - span.First) * (n + 1) / parts), cancellationToken), cancellationToken)));
        return (counts.Sum(c => c.Total), counts.Sum(c => c.Failed));
    }

    /// <summary>By number: finished plays of the server that may have records of the time.</summary>
    private static bool[] Plays(PlayIndexReading reading, ServerId server, long since)
    {
        var plays = new bool[reading.Blocks.Count == 0 ? 0 : reading.Blocks.Max(b => b.LastNumber) + 1];
        foreach (var block in reading.Blocks.Where(b => b.LastStopMs >= since))
        {
            for (var r = 0; r < block.Count; r++)
            {
                plays[block.Number[r]] |= block.Server[r] == server.Value;
            }
        }

        return plays;
    }

    /// <param name="plays">Null: of whichever play.</param>
    private async Task<(long Total, long Failed)> PartAsync(bool[]? plays, HashSet<long> running, long since, long first, long before, CancellationToken cancellationToken)
    {
        var (total, failed) = (0L, 0L);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var of = $"FROM transcode_records NOT INDEXED WHERE id >= {first} AND id < {before} AND started_at >= {since}";
        if (plays is null)
        {
            NumberRows.Read(db, $"SELECT COUNT(*), COUNT(failure) {of}", row => (total, failed) = (row[0], row[1]), cancellationToken);
            return (total, failed);
        }

        NumberRows.Read(
            db,
            $"SELECT play_number, failure IS NOT NULL {of}",
            row =>
            {
                var isCounted = (row[0] < plays.Length && plays[row[0]]) || (running.Count > 0 && running.Contains(row[0]));
                total += isCounted ? 1 : 0;
                failed += isCounted ? row[1] : 0;
            },
            cancellationToken);
        return (total, failed);
    }

    internal sealed record Stretch(long First, long Last);
}
