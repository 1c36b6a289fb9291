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

            migrationBuilder.CreateIndex(
                name: "IX_media_items_library_id_kind_sort_title",
                table: "media_items",
                columns: new[] { "library_id", "kind", "sort_title" });

            migrationBuilder.CreateIndex(
                name: "IX_media_items_server_id_parent_external_id",
                table: "media_items",
                columns: new[] { "server_id", "parent_external_id" });

            migrationBuilder.CreateIndex(
                name: "IX_media_files_media_item_id_ordinal",
                table: "media_files",
                columns: new[] { "media_item_id", "ordinal" },
                unique: true);

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "media_files");

            migrationBuilder.DropTable(
                name: "media_provider_ids");

            migrationBuilder.DropTable(
                name: "media_relinks");

            migrationBuilder.DropIndex(
                name: "IX_media_items_library_id_kind_sort_title",
                table: "media_items");

            migrationBuilder.DropIndex(
                name: "IX_media_items_server_id_parent_external_id",
                table: "media_items");

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
        }
    }
}
