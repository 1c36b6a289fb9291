using System.Globalization;
using MediaInsight.Data;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Tests.Ingest;

/// <summary>The real program, killed without warning again and again while people watch.</summary>
public sealed class CrashTests
{
    private const int Watching = 44;

    /// <summary>What a kill may cost a play that goes on: one reading.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Readings and their writing on a machine that is busy with other tests.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("MEDIAINSIGHT_CRASH_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 6;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_no_play_and_no_more_watch_time_than_a_reading()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("mi-crash-").FullName;
        await using var house = await FakeHouse.OpenAsync();
        house.Begin(Watching);
        var downs = new List<TimeSpan>();
        var program = await ChildProgram.StartAsync(folder, house.Url, cancellation);
        try
        {
            await program.UntilAsync(h => ChildProgram.Playing(h) == Watching, cancellation);
            for (var kill = 0; kill < Kills; kill++)
            {
                // Anywhere in the circle of reading, writing and waiting; sometimes in the middle of the start.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomMoment(kill)), TimeProvider.System, cancellation);
                var began = TimeProvider.System.GetTimestamp();
                await program.KillAsync();
                await program.DisposeAsync();
                house.End(Watching / 2 / Kills);
                house.Begin(1);
                program = await ChildProgram.StartAsync(folder, house.Url, cancellation);
                var expected = house.Sessions.Count(s => s.EndedAt is null);
                await program.UntilAsync(h => kill % 3 == 2 ? h is not null : ChildProgram.Playing(h) == expected, cancellation);
                downs.Add(TimeProvider.System.GetElapsedTime(began));
            }

            var running = house.Sessions.Count(s => s.EndedAt is null);
            await program.UntilAsync(h => ChildProgram.Playing(h) == running, cancellation);
            house.End(int.MaxValue);
            await program.UntilAsync(h => ChildProgram.Playing(h) == 0, cancellation);
        }
        finally
        {
            await program.DisposeAsync();
        }

        Judge(Path.Combine(folder, "data", "mediainsight.db"), house, downs);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static void Judge(string file, FakeHouse house, List<TimeSpan> downs)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(file));
        connection.Open();
        Assert.Equal("ok", Scalar(connection, "PRAGMA integrity_check"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM pragma_foreign_key_check"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM plays WHERE stopped_at IS NULL"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM active_plays"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM play_segments WHERE ended_at IS NULL"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM plays p WHERE watched_ms <> (SELECT sum(watched_ms) FROM play_segments s WHERE s.play_number = p.number)"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM plays WHERE watched_ms + paused_ms + buffering_ms > stopped_at - started_at"));
        Assert.Equal(house.Sessions.Count.ToString(CultureInfo.InvariantCulture), Scalar(connection, "SELECT count(*) FROM plays"));
        Assert.Equal(house.Sessions.Count.ToString(CultureInfo.InvariantCulture), Scalar(connection, "SELECT count(*) FROM play_events WHERE kind = 7"));

        var longestDown = downs.Count == 0 ? TimeSpan.Zero : downs.Max();
        var worst = 0.0;
        foreach (var session in house.Sessions)
        {
            var watched = long.Parse(
                Assert.IsType<string>(Scalar(connection, $"SELECT watched_ms FROM plays p JOIN media_items i ON i.id = p.media_item_id WHERE ltrim(i.external_id, '0') = '{session.Item}'")), CultureInfo.InvariantCulture);
            var truth = session.PlayedAt(DateTimeOffset.MaxValue).TotalMilliseconds;

            // It begins or ends unseen while the program is down, and every kill may cost a reading.
            var allowed = (longestDown * 2) + (Poll * downs.Count) + Slack;
            Assert.InRange(watched, truth - allowed.TotalMilliseconds, truth + Slack.TotalMilliseconds);
            worst = Math.Max(worst, Math.Abs(truth - watched));
        }

        // The first ones run to the very end through every kill: no down time at their ends excuses them.
        foreach (var session in house.Sessions.Where(s => s.Number < Watching && s.EndedAt == house.Sessions.Max(o => o.EndedAt)))
        {
            var watched = long.Parse(
                Assert.IsType<string>(Scalar(connection, $"SELECT watched_ms FROM plays p JOIN media_items i ON i.id = p.media_item_id WHERE ltrim(i.external_id, '0') = '{session.Item}'")), CultureInfo.InvariantCulture);
            var truth = session.PlayedAt(DateTimeOffset.MaxValue).TotalMilliseconds;
            Assert.InRange(truth - watched, -Slack.TotalMilliseconds, FirstSight(connection, session) + ((Poll * downs.Count) + Slack).TotalMilliseconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{downs.Count} kills, down {longestDown} at most, {house.Sessions.Count} plays, worst difference {worst:0} ms");
    }

    /// <summary>What had gone by before the program was there for the first time, ms.</summary>
    private static double FirstSight(SqliteConnection connection, TrueSession session) =>
        long.Parse(Scalar(connection, "SELECT min(started_at) FROM plays")!, CultureInfo.InvariantCulture) - session.StartedAt.ToUnixTimeMilliseconds(); // non-null: there are plays

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    // Spread over the circle of readings; no need for chance, the program's own timing adds enough.
    private static double RandomMoment(int kill) => 150 + (kill * 377 % 1500);
}
