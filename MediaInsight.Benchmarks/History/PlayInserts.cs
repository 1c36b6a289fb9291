using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Benchmarks.History;

/// <summary>Writes plays with all that the program would have written for them, in large transactions without waiting for the disk.</summary>
internal sealed class PlayInserts : IDisposable
{
    private const int Batch = 50_000;
    private const string Unlasting = "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;";

    // What waits for the index in memory; a program that starts reads all plays anyway.
    private const string Forget = "DELETE FROM index_changes;";
    private static readonly HistorySettings Settings = new();

    private readonly SqliteConnection _connection;
    private readonly Chance _chance;
    private readonly long _eventsFromMs;
    private readonly Insert _plays;
    private readonly Insert _segments;
    private readonly Insert _transcodes;
    private readonly Insert _events;
    private readonly Insert _sources;
    private long _segment;

    /// <param name="eventsFromMs">Older events have been deleted.</param>
    public PlayInserts(string file, int plays, long eventsFromMs, Chance chance)
    {
        _chance = chance;
        _eventsFromMs = eventsFromMs;
        _connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();

        // Indexes grow by chance, as in life: they stay in memory while they do.
        Run(string.Create(CultureInfo.InvariantCulture, $"{Unlasting} PRAGMA cache_size=-{Math.Clamp(plays / 1000 * 450, 50_000, 1_500_000)}"));
        Run("BEGIN");
        _plays = new(_connection, "plays", "number", "id", "server_id", "user_id", "media_item_id", "kind", "library_id", "device_id", "ip_address", "location", "started_at", "stopped_at", "stop_reason",
            "watched_ms", "paused_ms", "buffering_ms", "start_position_ms", "position_ms", "duration_ms", "percent_permille", "completed", "is_short", "chain_number", "decision", "stream_profile_id", "bandwidth_kbps", "certainty");
        _segments = new(_connection, "play_segments", "id", "play_number", "ordinal", "started_at", "ended_at", "watched_ms", "paused_ms", "buffering_ms", "decision", "stream_profile_id", "bandwidth_kbps");
        _transcodes = new(_connection, "transcode_records", "play_number", "ordinal", "started_at", "ended_at", "stream_profile_id", "slow_ms", "failure");
        _events = new(_connection, "play_events", "play_id", "server_id", "kind", "at", "position_ms");
        _sources = new(_connection, "play_sources", "server_id", "source", "play_number");
    }

    public long Written { get; private set; }

    public void Write(PlayDraft play)
    {
        if (Written > 0 && Written % Batch == 0)
        {
            Run($"{Forget} COMMIT; BEGIN");
        }

        var number = ++Written;
        play.Chain.Value = play.Chain.Value == 0 ? number : play.Chain.Value;
        var main = Leading(play, number);
        var (watched, title, id) = (play.Stretches.Sum(s => s.WatchedMs), play.Title, Id(play.StartedAtMs));
        _plays.Run(
            number, id, play.Account.ServerId.Value, play.Account.User, title.Item, (int)title.Kind, title.Library, play.Device, play.Address, (int?)play.Location, play.StartedAtMs, play.StoppedAtMs, (int)play.StopReason,
            watched, play.Stretches.Sum(s => s.PausedMs), play.Stretches.Sum(s => s.BufferingMs), play.StartPositionMs, play.PositionMs, title.DurationMs,
            Completion.Permille(play.PositionMs, play.PositionMs, title.DurationMs, play.Completed), play.Completed, play.Certainty != PlayCertainty.Inferred && Completion.IsShort(title.Kind, watched, Settings),
            play.Chain.Value, (int?)main.Stream.Decision, main.Stream.Profile, play.Stretches.Max(s => s.BandwidthKbps), (int)play.Certainty);
        Stretches(play, number);
        if (play.Certainty != PlayCertainty.Observed)
        {
            _sources.Run(play.Account.ServerId.Value, $"history:{number}", number);
        }
        else if (play.StartedAtMs >= _eventsFromMs)
        {
            _events.Run(id, play.Account.ServerId.Value, (int)PlayEventKind.Started, play.StartedAtMs, play.StartPositionMs);
            _events.Run(id, play.Account.ServerId.Value, (int)PlayEventKind.Stopped, play.StoppedAtMs, play.PositionMs);
        }
    }

    /// <summary>The file becomes one that the program opens as its own.</summary>
    public void Finish()
    {
        Run($"{Forget} COMMIT; PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL");
    }

    public void Dispose()
    {
        foreach (var insert in new[] { _plays, _segments, _transcodes, _events, _sources })
        {
            insert.Dispose();
        }

        _connection.Dispose();
    }

    private static Stretch Leading(PlayDraft play, long number)
    {
        if (play.Stretches is [var only])
        {
            return only;
        }

        var rows = play.Stretches.Select((s, i) => new PlaySegment { PlayNumber = number, Ordinal = i, StartedAt = default, WatchedMs = s.WatchedMs, Decision = s.Stream.Decision, StreamProfileId = s.Stream.Profile }).ToList();
        return play.Stretches[PlaySummary.MainSegment(rows).Ordinal];
    }

    private void Stretches(PlayDraft play, long number)
    {
        var at = play.StartedAtMs;
        for (var ordinal = 0; ordinal < play.Stretches.Count; ordinal++)
        {
            var (stretch, end) = (play.Stretches[ordinal], at + play.Stretches[ordinal].LengthMs);
            _segments.Run(++_segment, number, ordinal, at, end, stretch.WatchedMs, stretch.PausedMs, stretch.BufferingMs, (int?)stretch.Stream.Decision, stretch.Stream.Profile, stretch.BandwidthKbps);
            if (stretch.Stream.Decision == StreamDecision.Transcode)
            {
                var isSlow = _chance.Happens(0.02);
                _transcodes.Run(number, ordinal, at, end, stretch.Stream.Profile, isSlow ? stretch.WatchedMs * 2 / 3 : 0L, isSlow && stretch.WatchedMs > 90_000 ? (int)TranscodeFailure.TooSlow : null);
            }

            at = end;
        }
    }

    /// <summary>A version-7 id: time first, then seeded chance.</summary>
    private byte[] Id(long startedAtMs)
    {
        var id = new byte[16];
        _chance.Fill(id);
        for (var i = 0; i < 6; i++)
        {
            id[i] = (byte)(startedAtMs >> (40 - (8 * i)));
        }

        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return id;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Made of constants and a number.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>One prepared statement, run again and again.</summary>
    private sealed class Insert : IDisposable
    {
        private readonly SqliteCommand _command;

        public Insert(SqliteConnection connection, string table, params string[] columns)
        {
            _command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns stand above.
            _command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
            for (var i = 0; i < columns.Length; i++)
            {
                _command.Parameters.AddWithValue($"$p{i}", DBNull.Value);
            }
        }

        public void Run(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}
