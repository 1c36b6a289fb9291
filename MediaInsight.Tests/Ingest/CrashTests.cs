using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Tests.Ingest;

/// <summary>The real program, killed without warning again and again while people watch.</summary>
public sealed class CrashTests
{
    private const int Watching = 44;

    /// <summary>From a server's answer to the moment that its reading is said to be of, on a machine that is busy with other tests.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>A reading that is late by less costs nothing: positions are taken for that exact.</summary>
    private static readonly TimeSpan Forgiven = TimeSpan.FromSeconds(2);

    /// <summary>More than this is not credited for a stretch in which nobody looked.</summary>
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("MEDIAINSIGHT_CRASH_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 6;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_no_play_and_no_more_watch_time_than_a_reading()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("mi-crash-").FullName;
        await using var house = await FakeHouse.OpenAsync();
        await using var receiver = await HttpReceiver.StartAsync();
        var unseen = new List<TimeSpan>();
        DateTimeOffset? unseenSince = null;
        var (startedAt, writtenUntil) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        var unwatched = new List<TrueSession>();
        var starts = new List<DateTimeOffset>();
        var program = await ChildProgram.StartAsync(folder, house.Url, cancellation);
        try
        {
            await TellOfEveryPlayAsync(folder, program, receiver, cancellation);
            startedAt = TimeProvider.System.GetUtcNow();
            unwatched.AddRange(house.Begin(Watching));
            await program.UntilAsync(h => ChildProgram.Playing(h) == Watching, cancellation);

            // A busy machine shows what plays two seconds before it has written it: who left within those was never there.
            await WrittenAsync(folder, house, program);
            Watched();
            for (var kill = 0; kill < Kills; kill++)
            {
                // Anywhere in the circle of reading, writing and waiting; sometimes in the middle of the start.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomMoment(kill)), TimeProvider.System, cancellation);
                writtenUntil = unseenSince is null ? WrittenUntil(folder) : writtenUntil;
                unseenSince ??= TimeProvider.System.GetUtcNow();
                await program.DisposeAsync();
                house.End(Math.Max(1, Watching / 2 / Kills), unseenSince, writtenUntil);
                unwatched.AddRange(house.Begin(1));
                starts.Add(startedAt = TimeProvider.System.GetUtcNow());
                program = await ChildProgram.StartAsync(folder, house.Url, cancellation);
                var expected = house.Sessions.Count(s => s.EndedAt is null);
                if (kill % 3 == 2)
                {
                    // The next kill comes before or in the middle of its first reading.
                    continue;
                }

                await program.UntilAsync(h => ChildProgram.Playing(h) == expected, cancellation);
                await WrittenAsync(folder, house, program);
                Watched();
            }

            var running = house.Sessions.Count(s => s.EndedAt is null);
            await program.UntilAsync(h => ChildProgram.Playing(h) == running, cancellation);
            await WrittenAsync(folder, house, program);
            Watched();
            house.End(int.MaxValue, null, null);
            await program.UntilAsync(h => ChildProgram.Playing(h) == 0, cancellation);
            await WrittenAsync(folder, house, program);
            await Infrastructure.Site.UntilAsync(() => Task.FromResult(receiver.Requests.DistinctBy(r => r.Key).Count()), told => told == house.Sessions.Count);
        }
        finally
        {
            await program.DisposeAsync();
        }

        Judge(Path.Combine(folder, "data", "mediainsight.db"), house, unseen, starts);
        JudgeMessages(Path.Combine(folder, "data", "mediainsight.db"), receiver);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);

        // The program that runs has written what it read.
        void Watched()
        {
            if (unseenSince is { } since)
            {
                unseen.Add(TimeProvider.System.GetUtcNow() - since);
                unseenSince = null;
            }

            unwatched.ForEach(s => (s.WatchedFrom, s.WrittenAt) = (startedAt, TimeProvider.System.GetUtcNow()));
            unwatched.Clear();
        }
    }

    /// <summary>A webhook, and a rule that tells it of every start.</summary>
    private static async Task TellOfEveryPlayAsync(string folder, ChildProgram program, HttpReceiver receiver, CancellationToken cancellationToken)
    {
        await program.PostAsync("api/v1/notifications/channels", $$"""{"name": "Hook", "channel_type": "generic", "webhook_url": "{{receiver.Of("/hook")}}"}""", cancellationToken);
        using var connection = new SqliteConnection(DataModule.ConnectionString(Path.Combine(folder, "data", "mediainsight.db")));
        connection.Open();
        Scalar(connection, """
            INSERT INTO notification_rules (id, name, is_enabled, topics, priority, cooldown_minutes, cooldown_scope, by_address, created_at, updated_at) VALUES (1, 'Starts', 1, '["play.started"]', 1, 0, 0, 0, 0, 0);
            INSERT INTO notification_rule_channels (rule_id, channel_id) SELECT 1, id FROM notification_channels
            """);
    }

    /// <summary>Every start was told, with its own key; what was answered and not yet written when a kill came, twice.</summary>
    private static void JudgeMessages(string file, HttpReceiver receiver)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(file));
        connection.Open();
        var channel = Scalar(connection, "SELECT id FROM notification_channels");
        var expected = Assert.IsType<string>(Scalar(connection, "SELECT group_concat(number) FROM play_events WHERE kind = 1")).Split(',').Select(n => $"rule:1:p{n}:{channel}");
        Assert.Equal(expected.Order(), receiver.Requests.Select(r => r.Key).Distinct().Order());
        Assert.All(receiver.Requests.CountBy(r => r.Key), told => Assert.InRange(told.Value, 1, 2));
    }

    /// <summary>Waits until the file has what runs, and nothing else: by their titles, for as many may have ended as have begun.</summary>
    private static Task WrittenAsync(string folder, FakeHouse house, ChildProgram program)
    {
        var running = string.Join(',', house.Sessions.Where(s => s.EndedAt is null).Select(s => s.Item).Order(StringComparer.Ordinal));
        return program.UntilAsync(_ => Active() == running, TestContext.Current.CancellationToken);

        string? Active()
        {
            using var connection = new SqliteConnection(DataModule.ConnectionString(Path.Combine(folder, "data", "mediainsight.db")));
            connection.Open();
            return Scalar(
                connection, "SELECT coalesce(group_concat(x), '') FROM (SELECT ltrim(i.external_id, '0') AS x FROM active_plays a JOIN plays p ON p.number = a.play_number JOIN media_items i ON i.id = p.media_item_id ORDER BY x)");
        }
    }

    /// <summary>Up to when the file tells of everything that runs.</summary>
    private static DateTimeOffset WrittenUntil(string folder)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(Path.Combine(folder, "data", "mediainsight.db")));
        connection.Open();
        return DateTimeOffset.Parse(Scalar(connection, "SELECT min(json_extract(clocks_json, '$.LastSeenAt')) FROM active_plays")!, CultureInfo.InvariantCulture); // non-null: plays run
    }

    private static void Judge(string file, FakeHouse house, List<TimeSpan> unseen, List<DateTimeOffset> starts)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(file));
        connection.Open();
        var count = house.Sessions.Count.ToString(CultureInfo.InvariantCulture);
        Assert.Equal("ok", Scalar(connection, "PRAGMA integrity_check"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM pragma_foreign_key_check"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM plays WHERE stopped_at IS NULL"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM active_plays"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM play_segments WHERE ended_at IS NULL"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM plays p WHERE watched_ms <> (SELECT sum(watched_ms) FROM play_segments s WHERE s.play_number = p.number)"));
        Assert.Equal("0", Scalar(connection, "SELECT count(*) FROM plays WHERE watched_ms + paused_ms + buffering_ms > stopped_at - started_at"));
        Assert.Equal(count, Scalar(connection, "SELECT count(*) FROM plays"));
        Assert.Equal(count, Scalar(connection, "SELECT count(*) FROM play_events WHERE kind = 1"));
        Assert.Equal(count, Scalar(connection, "SELECT count(*) FROM play_events WHERE kind = 7"));

        // Only a machine that needs longer than the cap for a start may cost more.
        var beyondCap = TimeSpan.FromTicks(unseen.Sum(u => Math.Max(0, (u - Cap).Ticks)));
        var (worst, worstEnded, worstStart) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        foreach (var session in house.Sessions)
        {
            var (seenAt, watched) = Play(connection, session);
            var readings = house.ReadingsOf(session);
            var end = session.EndedAt!.Value; // non-null: all have ended

            // It begins with a reading of the first program that lived to write it, or of one that was killed before.
            Assert.InRange(seenAt, session.StartedAt, session.WrittenAt);
            var first = readings.First(r => r >= session.WatchedFrom);

            // Never more than it was, however often it was lost sight of, and less by what nobody read: from the last reading
            // to the end, and one reading more when the kill came before that was written. A disk that is busy with other tests
            // may be further behind: what stood in the file before the kill is the measure then.
            var until = readings.Last(r => !(r > session.WatchedUntil));
            var oneMore = session.WatchedUntil is null ? TimeSpan.Zero : until - readings.Last(r => r < until);
            var lost = end - seenAt - watched;
            var unread = session.WrittenUntil is { } written ? Larger(end - until + oneMore, end - written) : end - until;
            var allowed = unread + Slack + beyondCap + LateOf(readings, starts);
            Assert.True(lost >= -Slack && lost <= allowed, $"{lost} are lost of session {session.Number}, {allowed} may be: {unread} unread, ended {(session.WrittenUntil is null ? "seen" : "unseen")}, seen from {seenAt}, watched {watched}");
            var beyondReading = lost - (end - until);
            worstStart = Larger(worstStart, seenAt - first);
            worst = session.WatchedUntil is null ? Larger(worst, beyondReading) : worst;
            worstEnded = session.WatchedUntil is null ? worstEnded : Larger(worstEnded, beyondReading);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills, unseen for {unseen.Max()} at most, {count} plays. Beyond their last reading those that went on lost at most {worst}, those that ended unseen {worstEnded}; the latest start {worstStart} behind its first reading");
    }

    /// <summary>How much later than forgiven the first readings after the starts were dated: a program asks again one interval after it has dated the last.</summary>
    private static TimeSpan LateOf(IReadOnlyList<DateTimeOffset> readings, List<DateTimeOffset> starts)
    {
        var late = TimeSpan.Zero;
        foreach (var (from, next) in starts.Zip(starts.Skip(1).Append(DateTimeOffset.MaxValue)))
        {
            if (readings.Where(r => r >= from && r < next).Take(2).ToList() is [var first, .. var more] && (more is [var second] ? second : next) is var until && until < DateTimeOffset.MaxValue)
            {
                late += Larger(TimeSpan.Zero, until - first - Poll - Forgiven);
            }
        }

        return late;
    }

    private static TimeSpan Larger(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static (DateTimeOffset SeenAt, TimeSpan Watched) Play(SqliteConnection connection, TrueSession session)
    {
        var row = Assert.IsType<string>(Scalar(
            connection, $"SELECT p.started_at || ' ' || p.watched_ms FROM plays p JOIN media_items i ON i.id = p.media_item_id WHERE ltrim(i.external_id, '0') = '{session.Item}'")).Split(' ');
        var seenAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(row[0], CultureInfo.InvariantCulture));
        return (seenAt, TimeSpan.FromMilliseconds(long.Parse(row[1], CultureInfo.InvariantCulture)));
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    // Spread over the circle of readings; no need for chance, the program's own timing adds enough.
    private static double RandomMoment(int kill) => 150 + (kill * 377 % 1500);
}
