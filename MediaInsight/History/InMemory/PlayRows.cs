using System.Data.Common;

namespace MediaInsight.History.InMemory;

/// <summary>Reads plays as the index keeps them.</summary>
internal static class PlayRows
{
    public const string Columns =
        "p.number, p.chain_number, p.started_at, p.stopped_at, p.watched_ms, p.user_id, p.media_item_id, p.device_id, p.stream_profile_id, p.library_id, p.server_id, p.kind, p.decision, p.location, p.percent_permille, "
        + "COALESCE(NULLIF(s.bitrate_kbps, 0), p.bandwidth_kbps, 0), p.is_short, p.certainty, p.completed";

    public const string From = "FROM plays p JOIN stream_profiles s ON s.id = p.stream_profile_id";

    public static (PlayEntry Play, long Chain) Read(DbDataReader row)
    {
        var entry = new PlayEntry
        {
            Number = checked((int)row.GetInt64(0)),
            Chain = checked((int)row.GetInt64(1)),
            StartedMs = row.GetInt64(2),
            StoppedMs = row.GetInt64(3),
            WatchedMs = row.GetInt64(4),
            Account = row.GetInt32(5),
            Item = row.GetInt32(6),
            Device = row.GetInt32(7),
            Profile = row.GetInt32(8),
            Library = row.IsDBNull(9) ? -1 : row.GetInt32(9),
            Server = row.GetInt16(10),
            Kind = (sbyte)row.GetInt32(11),
            Decision = row.IsDBNull(12) ? (sbyte)-1 : (sbyte)row.GetInt32(12),
            Location = row.IsDBNull(13) ? (sbyte)-1 : (sbyte)row.GetInt32(13),
            Permille = row.IsDBNull(14) ? (short)-1 : (short)Math.Clamp(row.GetInt32(14), 0, 1000),
            Kbps = row.GetInt32(15),
            Marks = Marks(row.GetInt32(16) != 0, (PlayCertainty)row.GetInt32(17), row.GetInt32(18) != 0),
        };
        return (entry, row.GetInt64(1));
    }

    public static PlayMarks Marks(bool isShort, PlayCertainty certainty, bool isCompleted) =>
        (isShort ? PlayMarks.TooShort : 0)
        | certainty switch
        {
            PlayCertainty.Inferred => PlayMarks.Inferred,
            PlayCertainty.Derived => PlayMarks.Derived,
            _ => PlayMarks.None,
        }
        | (isCompleted ? PlayMarks.Completed : 0);
}
