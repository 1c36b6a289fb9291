using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MediaInsight.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Collection : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "do_not_track",
                table: "viewers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "hidden_name",
                table: "viewers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "merged_into_id",
                table: "viewers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "encrypted_webhook_secret",
                table: "servers",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "do_not_track",
                table: "server_users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "hidden_name",
                table: "server_users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "content_rating",
                table: "media_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "file_count",
                table: "media_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "genres",
                table: "media_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "listed_at",
                table: "media_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "listed_hash",
                table: "media_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "narrators",
                table: "media_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "removed_at",
                table: "media_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "size_bytes",
                table: "media_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sort_title",
                table: "media_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "summary",
                table: "media_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "do_not_track",
                table: "libraries",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "catch_up_runs",
                columns: table => new
                {
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    found = table.Column<int>(type: "INTEGER", nullable: false),
                    derived = table.Column<int>(type: "INTEGER", nullable: false),
                    inferred = table.Column<int>(type: "INTEGER", nullable: false),
                    known = table.Column<int>(type: "INTEGER", nullable: false),
                    watched = table.Column<int>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catch_up_runs", x => x.server_id);
                });

            migrationBuilder.CreateTable(
                name: "data_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    summary = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "forgotten_accounts",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_forgotten_accounts", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "library_sync_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    library_id = table.Column<int>(type: "INTEGER", nullable: false),
                    is_full = table.Column<bool>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    listed = table.Column<int>(type: "INTEGER", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    removed = table.Column<int>(type: "INTEGER", nullable: false),
                    returned = table.Column<int>(type: "INTEGER", nullable: false),
                    relinked = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    changes_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_sync_runs", x => x.id);
                    table.ForeignKey(
                        name: "FK_library_sync_runs_libraries_library_id",
                        column: x => x.library_id,
                        principalTable: "libraries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "library_sync_states",
                columns: table => new
                {
                    library_id = table.Column<int>(type: "INTEGER", nullable: false),
                    last_full_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_incremental_at = table.Column<long>(type: "INTEGER", nullable: true),
                    changed_until = table.Column<long>(type: "INTEGER", nullable: true),
                    running_since = table.Column<long>(type: "INTEGER", nullable: true),
                    cursor = table.Column<string>(type: "TEXT", nullable: true),
                    seen = table.Column<byte[]>(type: "BLOB", nullable: true),
                    running_json = table.Column<string>(type: "TEXT", nullable: true),
                    full_due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    listed_count = table.Column<int>(type: "INTEGER", nullable: true),
                    doubted_count = table.Column<int>(type: "INTEGER", nullable: false),
                    doubted_seen = table.Column<byte[]>(type: "BLOB", nullable: true),
                    failed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failure = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_sync_states", x => x.library_id);
                    table.ForeignKey(
                        name: "FK_library_sync_states_libraries_library_id",
                        column: x => x.library_id,
                        principalTable: "libraries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_files",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    media_item_id = table.Column<int>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: true),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    container = table.Column<string>(type: "TEXT", nullable: true),
                    duration_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    bitrate_kbps = table.Column<int>(type: "INTEGER", nullable: true),
                    video_codec = table.Column<string>(type: "TEXT", nullable: true),
                    width = table.Column<int>(type: "INTEGER", nullable: true),
                    height = table.Column<int>(type: "INTEGER", nullable: true),
                    resolution = table.Column<string>(type: "TEXT", nullable: true),
                    dynamic_range = table.Column<string>(type: "TEXT", nullable: true),
                    frame_rate = table.Column<double>(type: "REAL", nullable: true),
                    audio_codec = table.Column<string>(type: "TEXT", nullable: true),
                    audio_channels = table.Column<int>(type: "INTEGER", nullable: true),
                    is_atmos = table.Column<bool>(type: "INTEGER", nullable: true),
                    audio_languages = table.Column<string>(type: "TEXT", nullable: true),
                    subtitle_languages = table.Column<string>(type: "TEXT", nullable: true),
                    version_name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_media_files_media_items_media_item_id",
                        column: x => x.media_item_id,
                        principalTable: "media_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_provider_ids",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    media_item_id = table.Column<int>(type: "INTEGER", nullable: false),
                    provider = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_provider_ids", x => x.id);
                    table.ForeignKey(
                        name: "FK_media_provider_ids_media_items_media_item_id",
                        column: x => x.media_item_id,
                        principalTable: "media_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_relinks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    old_item_id = table.Column<int>(type: "INTEGER", nullable: false),
                    new_item_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: true),
                    plays_json = table.Column<string>(type: "TEXT", nullable: false),
                    play_count = table.Column<int>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_relinks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "merge_dismissals",
                columns: table => new
                {
                    first_id = table.Column<int>(type: "INTEGER", nullable: false),
                    second_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_merge_dismissals", x => new { x.first_id, x.second_id });
                });

            migrationBuilder.CreateTable(
                name: "play_sources",
                columns: table => new
                {
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    play_number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_play_sources", x => new { x.server_id, x.source });
                });

            migrationBuilder.CreateTable(
                name: "session_actions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    play_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    server_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    viewer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    viewer_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    verb = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_actions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "transcode_records",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    play_number = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: false),
                    stream_profile_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slow_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    failure = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcode_records", x => x.id);
                    table.ForeignKey(
                        name: "FK_transcode_records_plays_play_number",
                        column: x => x.play_number,
                        principalTable: "plays",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "viewer_merges",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    from_id = table.Column<int>(type: "INTEGER", nullable: false),
                    into_id = table.Column<int>(type: "INTEGER", nullable: false),
                    accounts_json = table.Column<string>(type: "TEXT", nullable: false),
                    app_users_json = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_viewer_merges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_change_rows",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    play_number = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    edits_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_change_rows", x => new { x.change_id, x.play_number });
                    table.ForeignKey(
                        name: "FK_data_change_rows_data_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "data_changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deleted_plays",
                columns: table => new
                {
                    play_number = table.Column<long>(type: "INTEGER", nullable: false),
                    play_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    media_item_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    watched_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    rows_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deleted_plays", x => x.play_number);
                    table.ForeignKey(
                        name: "FK_deleted_plays_data_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "data_changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_media_items_list",
                table: "media_items",
                columns: new[] { "library_id", "kind", "sort_title", "removed_at", "added_at", "size_bytes", "file_count", "search_text" });

            migrationBuilder.CreateIndex(
                name: "IX_media_items_server_id_parent_external_id",
                table: "media_items",
                columns: new[] { "server_id", "parent_external_id" });

            migrationBuilder.CreateIndex(
                name: "IX_data_change_rows_user_id",
                table: "data_change_rows",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_data_changes_at",
                table: "data_changes",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_deleted_plays_change_id",
                table: "deleted_plays",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "IX_deleted_plays_deleted_at",
                table: "deleted_plays",
                column: "deleted_at");

            migrationBuilder.CreateIndex(
                name: "IX_deleted_plays_user_id",
                table: "deleted_plays",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_library_sync_runs_library_id_started_at",
                table: "library_sync_runs",
                columns: new[] { "library_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "IX_media_files_media_item_id_ordinal",
                table: "media_files",
                columns: new[] { "media_item_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_files_resolution_dynamic_range_video_codec_media_item_id",
                table: "media_files",
                columns: new[] { "resolution", "dynamic_range", "video_codec", "media_item_id" });

            migrationBuilder.CreateIndex(
                name: "IX_media_provider_ids_media_item_id_provider",
                table: "media_provider_ids",
                columns: new[] { "media_item_id", "provider" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_provider_ids_provider_value",
                table: "media_provider_ids",
                columns: new[] { "provider", "value" });

            migrationBuilder.CreateIndex(
                name: "IX_media_relinks_at",
                table: "media_relinks",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_media_relinks_new_item_id",
                table: "media_relinks",
                column: "new_item_id");

            migrationBuilder.CreateIndex(
                name: "IX_media_relinks_old_item_id",
                table: "media_relinks",
                column: "old_item_id");

            migrationBuilder.CreateIndex(
                name: "IX_session_actions_play_id",
                table: "session_actions",
                column: "play_id");

            migrationBuilder.CreateIndex(
                name: "IX_transcode_records_play_number_ordinal",
                table: "transcode_records",
                columns: new[] { "play_number", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_transcode_records_started_at",
                table: "transcode_records",
                column: "started_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "catch_up_runs");

            migrationBuilder.DropTable(
                name: "data_change_rows");

            migrationBuilder.DropTable(
                name: "deleted_plays");

            migrationBuilder.DropTable(
                name: "forgotten_accounts");

            migrationBuilder.DropTable(
                name: "library_sync_runs");

            migrationBuilder.DropTable(
                name: "library_sync_states");

            migrationBuilder.DropTable(
                name: "media_files");

            migrationBuilder.DropTable(
                name: "media_provider_ids");

            migrationBuilder.DropTable(
                name: "media_relinks");

            migrationBuilder.DropTable(
                name: "merge_dismissals");

            migrationBuilder.DropTable(
                name: "play_sources");

            migrationBuilder.DropTable(
                name: "session_actions");

            migrationBuilder.DropTable(
                name: "transcode_records");

            migrationBuilder.DropTable(
                name: "viewer_merges");

            migrationBuilder.DropTable(
                name: "data_changes");

            migrationBuilder.DropIndex(
                name: "ix_media_items_list",
                table: "media_items");

            migrationBuilder.DropIndex(
                name: "IX_media_items_server_id_parent_external_id",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "do_not_track",
                table: "viewers");

            migrationBuilder.DropColumn(
                name: "hidden_name",
                table: "viewers");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "viewers");

            migrationBuilder.DropColumn(
                name: "encrypted_webhook_secret",
                table: "servers");

            migrationBuilder.DropColumn(
                name: "do_not_track",
                table: "server_users");

            migrationBuilder.DropColumn(
                name: "hidden_name",
                table: "server_users");

            migrationBuilder.DropColumn(
                name: "content_rating",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "file_count",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "genres",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "listed_at",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "listed_hash",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "narrators",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "size_bytes",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "sort_title",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "summary",
                table: "media_items");

            migrationBuilder.DropColumn(
                name: "do_not_track",
                table: "libraries");
        }
    }
}
