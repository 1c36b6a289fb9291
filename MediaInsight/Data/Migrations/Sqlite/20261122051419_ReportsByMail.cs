using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MediaInsight.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportsByMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite adds a column with its reference in one step; by AddForeignKey the whole table would be written anew outside a transaction.
            migrationBuilder.Sql("ALTER TABLE newsletters ADD COLUMN report_id INTEGER NULL CONSTRAINT FK_newsletters_reports_report_id REFERENCES reports (id) ON DELETE SET NULL;");

            migrationBuilder.CreateIndex(
                name: "IX_newsletters_report_id",
                table: "newsletters",
                column: "report_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_newsletters_reports_report_id",
                table: "newsletters");

            migrationBuilder.DropIndex(
                name: "IX_newsletters_report_id",
                table: "newsletters");

            migrationBuilder.DropColumn(
                name: "report_id",
                table: "newsletters");
        }
    }
}
