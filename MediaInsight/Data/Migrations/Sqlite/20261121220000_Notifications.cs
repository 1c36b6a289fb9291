using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MediaInsight.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "app_events",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    topic = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    server_id = table.Column<int>(type: "INTEGER", nullable: true),
                    viewer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    play_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    media_item_id = table.Column<int>(type: "INTEGER", nullable: true),
                    facts = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_app_events", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "notification_channels",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", maxLength: 32000, nullable: false),
                    encrypted_secrets = table.Column<string>(type: "TEXT", nullable: true),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    events = table.Column<string>(type: "TEXT", nullable: false),
                    quiet_from = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    quiet_to = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    quiet_drops = table.Column<bool>(type: "INTEGER", nullable: false),
                    paused_until = table.Column<long>(type: "INTEGER", nullable: true),
                    failing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_channels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    topics = table.Column<string>(type: "TEXT", nullable: false),
                    conditions = table.Column<string>(type: "TEXT", maxLength: 32000, nullable: true),
                    title_template = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    text_template = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    cooldown_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    cooldown_scope = table.Column<int>(type: "INTEGER", nullable: false),
                    threshold = table.Column<int>(type: "INTEGER", nullable: true),
                    by_address = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule_progress",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    play_event_number = table.Column<long>(type: "INTEGER", nullable: false),
                    app_event_number = table.Column<long>(type: "INTEGER", nullable: false),
                    outages_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_progress", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "server_metrics",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    server_id = table.Column<int>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    host_cpu_percent = table.Column<double>(type: "REAL", nullable: true),
                    process_cpu_percent = table.Column<double>(type: "REAL", nullable: true),
                    host_memory_percent = table.Column<double>(type: "REAL", nullable: true),
                    process_memory_percent = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_server_metrics", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "system_metrics",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    cpu_percent = table.Column<double>(type: "REAL", nullable: true),
                    memory_percent = table.Column<double>(type: "REAL", nullable: true),
                    memory_used_mb = table.Column<long>(type: "INTEGER", nullable: true),
                    memory_total_mb = table.Column<long>(type: "INTEGER", nullable: true),
                    load = table.Column<double>(type: "REAL", nullable: true),
                    network_received_per_second = table.Column<long>(type: "INTEGER", nullable: true),
                    network_sent_per_second = table.Column<long>(type: "INTEGER", nullable: true),
                    gpu_encoder_percent = table.Column<double>(type: "REAL", nullable: true),
                    gpu_memory_percent = table.Column<double>(type: "REAL", nullable: true),
                    gpu_temperature = table.Column<double>(type: "REAL", nullable: true),
                    disk_total_gb = table.Column<double>(type: "REAL", nullable: true),
                    disk_used_gb = table.Column<double>(type: "REAL", nullable: true),
                    disk_free_gb = table.Column<double>(type: "REAL", nullable: true),
                    disks = table.Column<string>(type: "TEXT", nullable: true),
                    active_streams = table.Column<int>(type: "INTEGER", nullable: false),
                    active_transcodes = table.Column<int>(type: "INTEGER", nullable: false),
                    process_cpu_percent = table.Column<double>(type: "REAL", nullable: true),
                    process_memory_mb = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_system_metrics", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    condition_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    threshold = table.Column<double>(type: "REAL", nullable: false),
                    cooldown_minutes = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 60),
                    channel_id = table.Column<int>(type: "INTEGER", nullable: true),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_triggered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    firing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    last_value = table.Column<double>(type: "REAL", nullable: true),
                    last_evaluated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    silenced_until = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_rules", x => x.id);
                    table.ForeignKey(
                        name: "FK_alert_rules_notification_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "notification_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "newsletters",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<int>(type: "INTEGER", nullable: true),
                    every_days = table.Column<int>(type: "INTEGER", nullable: false),
                    on_day = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    culture = table.Column<string>(type: "TEXT", nullable: true),
                    recipients = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    libraries = table.Column<string>(type: "TEXT", nullable: true),
                    intro = table.Column<string>(type: "TEXT", nullable: true),
                    last_sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_newsletters", x => x.id);
                    table.ForeignKey(
                        name: "FK_newsletters_notification_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "notification_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "notification_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    channel_id = table.Column<int>(type: "INTEGER", nullable: true),
                    channel_name = table.Column<string>(type: "TEXT", nullable: false),
                    rule_id = table.Column<int>(type: "INTEGER", nullable: true),
                    rule_name = table.Column<string>(type: "TEXT", nullable: true),
                    cooldown_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    notice = table.Column<string>(type: "TEXT", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: true),
                    first_failed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    request = table.Column<string>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_notification_deliveries_notification_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "notification_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "notification_rule_channels",
                columns: table => new
                {
                    rule_id = table.Column<int>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_rule_channels", x => new { x.rule_id, x.channel_id });
                    table.ForeignKey(
                        name: "FK_notification_rule_channels_notification_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "notification_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notification_rule_channels_notification_rules_rule_id",
                        column: x => x.rule_id,
                        principalTable: "notification_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alert_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    rule_id = table.Column<int>(type: "INTEGER", nullable: true),
                    rule_name = table.Column<string>(type: "TEXT", nullable: false),
                    channel_id = table.Column<int>(type: "INTEGER", nullable: true),
                    channel_name = table.Column<string>(type: "TEXT", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    is_firing = table.Column<bool>(type: "INTEGER", nullable: false),
                    firing_since = table.Column<long>(type: "INTEGER", nullable: false),
                    delivery_key = table.Column<string>(type: "TEXT", nullable: true),
                    success = table.Column<bool>(type: "INTEGER", nullable: true),
                    error_detail = table.Column<string>(type: "TEXT", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_log", x => x.id);
                    table.ForeignKey(
                        name: "FK_alert_log_alert_rules_rule_id",
                        column: x => x.rule_id,
                        principalTable: "alert_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_alert_log_notification_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "notification_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "newsletter_opt_outs",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    address_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    newsletter_id = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_newsletter_opt_outs", x => x.id);
                    table.ForeignKey(
                        name: "FK_newsletter_opt_outs_newsletters_newsletter_id",
                        column: x => x.newsletter_id,
                        principalTable: "newsletters",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_alert_log_channel_id",
                table: "alert_log",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_alert_log_delivery_key",
                table: "alert_log",
                column: "delivery_key");

            migrationBuilder.CreateIndex(
                name: "IX_alert_log_rule_id",
                table: "alert_log",
                column: "rule_id");

            migrationBuilder.CreateIndex(
                name: "IX_alert_log_sent_at",
                table: "alert_log",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "IX_alert_rules_channel_id",
                table: "alert_rules",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_transcode_records_failure_started_at",
                table: "transcode_records",
                columns: new[] { "failure", "started_at" },
                filter: "failure IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alert_rules_enabled",
                table: "alert_rules",
                column: "is_enabled",
                filter: "is_enabled");

            migrationBuilder.CreateIndex(
                name: "IX_app_events_at",
                table: "app_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_app_events_key",
                table: "app_events",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_app_events_topic_at",
                table: "app_events",
                columns: new[] { "topic", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_newsletter_opt_outs_address_hash_newsletter_id",
                table: "newsletter_opt_outs",
                columns: new[] { "address_hash", "newsletter_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_newsletter_opt_outs_newsletter_id",
                table: "newsletter_opt_outs",
                column: "newsletter_id");

            migrationBuilder.CreateIndex(
                name: "IX_newsletters_channel_id",
                table: "newsletters",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_notification_deliveries_channel_id_state_id",
                table: "notification_deliveries",
                columns: new[] { "channel_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_notification_deliveries_cooldown_key_state_ended_at",
                table: "notification_deliveries",
                columns: new[] { "cooldown_key", "state", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_notification_deliveries_created_at",
                table: "notification_deliveries",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_notification_deliveries_key",
                table: "notification_deliveries",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notification_deliveries_rule_id",
                table: "notification_deliveries",
                column: "rule_id");

            migrationBuilder.CreateIndex(
                name: "IX_notification_rule_channels_channel_id",
                table: "notification_rule_channels",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_server_metrics_recorded_at",
                table: "server_metrics",
                column: "recorded_at");

            migrationBuilder.CreateIndex(
                name: "IX_server_metrics_server_id_recorded_at",
                table: "server_metrics",
                columns: new[] { "server_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "IX_system_metrics_recorded_at",
                table: "system_metrics",
                column: "recorded_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_transcode_records_failure_started_at",
                table: "transcode_records");

            migrationBuilder.DropTable(
                name: "alert_log");

            migrationBuilder.DropTable(
                name: "app_events");

            migrationBuilder.DropTable(
                name: "newsletter_opt_outs");

            migrationBuilder.DropTable(
                name: "notification_deliveries");

            migrationBuilder.DropTable(
                name: "notification_rule_channels");

            migrationBuilder.DropTable(
                name: "rule_progress");

            migrationBuilder.DropTable(
                name: "server_metrics");

            migrationBuilder.DropTable(
                name: "system_metrics");

            migrationBuilder.DropTable(
                name: "alert_rules");

            migrationBuilder.DropTable(
                name: "newsletters");

            migrationBuilder.DropTable(
                name: "notification_rules");

            migrationBuilder.DropTable(
                name: "notification_channels");
        }
    }
}
