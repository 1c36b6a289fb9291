using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MediaInsight.Data.Migrations.Sqlite;

/// <summary>
/// Every change of what the index of plays holds leaves a row in index_changes, whoever makes it. A later migration that
/// rebuilds one of these tables must create its triggers again (a test looks for them).
/// </summary>
[DbContext(typeof(SqliteMediaInsightDb))]
[Migration("20261121200000_IndexTriggers")]
public sealed class IndexTriggers : Migration
{
    private const string PlayColumns =
        "stopped_at, started_at, watched_ms, user_id, media_item_id, kind, library_id, server_id, device_id, stream_profile_id, location, is_short, certainty, completed, percent_permille, chain_number, decision, bandwidth_kbps";

    private const string ItemColumns =
        "kind, title, parent_title, grandparent_title, parent_external_id, grandparent_external_id, season_number, year, channel_name, genres, narrators, library_id, poster_path, search_text";

    private static readonly (string Name, string Sql)[] Triggers =
    [
        ("index_play_added", "AFTER INSERT ON plays WHEN NEW.stopped_at IS NOT NULL BEGIN INSERT INTO index_changes (subject, number, chain) VALUES (0, NEW.number, NEW.chain_number); END"),
        ("index_play_changed", $"""
            AFTER UPDATE OF {PlayColumns} ON plays WHEN NEW.stopped_at IS NOT NULL OR OLD.stopped_at IS NOT NULL BEGIN
              INSERT INTO index_changes (subject, number, chain) VALUES (0, NEW.number, NEW.chain_number);
              INSERT INTO index_changes (subject, number, chain) SELECT 0, OLD.number, OLD.chain_number WHERE OLD.chain_number <> NEW.chain_number;
            END
            """),
        ("index_play_deleted", "AFTER DELETE ON plays WHEN OLD.stopped_at IS NOT NULL BEGIN INSERT INTO index_changes (subject, number, chain) VALUES (0, OLD.number, OLD.chain_number); END"),
        ("index_item_changed", $"""
            AFTER UPDATE OF {ItemColumns} ON media_items
            WHEN {string.Join(" OR ", ItemColumns.Split(", ").Select(c => $"NEW.{c} IS NOT OLD.{c}"))} BEGIN
              INSERT INTO index_changes (subject, number, chain) VALUES (1, NEW.id, 0);
            END
            """),
        .. new[] { ("viewers", "name, hidden_name, merged_into_id"), ("server_users", "viewer_id, name, hidden_name"), ("servers", "name, removed_at"), ("libraries", "name"), ("play_devices", "name, client_name, platform, device_type") }.SelectMany(t => new[]
        {
            ($"index_{t.Item1}_added", $"AFTER INSERT ON {t.Item1} BEGIN INSERT INTO index_changes (subject, number, chain) VALUES (2, 0, 0); END"),
            ($"index_{t.Item1}_changed", $"AFTER UPDATE OF {t.Item2} ON {t.Item1} WHEN {string.Join(" OR ", t.Item2.Split(", ").Select(c => $"NEW.{c} IS NOT OLD.{c}"))} BEGIN INSERT INTO index_changes (subject, number, chain) VALUES (2, 0, 0); END"),
            ($"index_{t.Item1}_deleted", $"AFTER DELETE ON {t.Item1} BEGIN INSERT INTO index_changes (subject, number, chain) VALUES (2, 0, 0); END"),
        }),
    ];

    /// <summary>As SQLite keeps them: what a backup may hold beside tables and indexes.</summary>
    public static IReadOnlyList<string> Statements { get; } = [.. Triggers.Select(t => $"CREATE TRIGGER {t.Name} {t.Sql}")];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var statement in Statements)
        {
            migrationBuilder.Sql(statement + ";");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var (name, _) in Triggers)
        {
            migrationBuilder.Sql($"DROP TRIGGER {name};");
        }
    }
}
