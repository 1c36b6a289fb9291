using System.Diagnostics;
using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Platform;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>The way back through the page: an offered file, a restart of the program in its own process, the former plays.</summary>
[Collection(BrowserTests.Name)]
public sealed class RestoreJourneyTests(Chromium chromium) : IDisposable
{
    private readonly AppPaths _paths = new(Directory.CreateTempSubdirectory("mi-restore-").FullName);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_paths.Data, recursive: true);
    }

    [Fact]
    public async Task An_admin_restores_a_file_and_the_program_comes_back_with_it()
    {
        using var program = Start(out var address);
        try
        {
            await Site.UntilAsync(() => AnswersAsync(address), answers => answers);
            var page = await chromium.OpenAsync(address);
            await page.SignInAsync();
            await page.GoAsync("data?tab=backups");
            await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
            await Expect(page.GetByText("Whole, rows equal")).ToBeVisibleAsync();
            var backup = Directory.GetFiles(_paths.Backups, "*-manual.db").Single();

            await page.GetByLabel("Database file").SetInputFilesAsync(new FilePayload { Name = "letter.db", MimeType = "application/octet-stream", Buffer = "Dear reader"u8.ToArray() });
            await Expect(page.GetByText("This is no SQLite database")).ToBeVisibleAsync();

            Note("after the backup");
            await page.GetByLabel("Database file").SetInputFilesAsync(backup);
            await page.GetByLabel("Type restore to go on").FillAsync("restore");
            await page.GetByRole(AriaRole.Button, new() { Name = "Lay it ready" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Restart to finish" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).ClickAsync();

            await Site.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_paths.Data, "restore.db"))), waits => !waits);
            await Site.UntilAsync(() => AnswersAsync(address), answers => answers);
            Assert.False(program.HasExited);
            var actions = Actions(_paths.Database);
            Assert.Contains("backup.restore", actions);
            Assert.DoesNotContain("after the backup", actions);
            Assert.Contains("after the backup", Actions(Directory.GetFiles(_paths.Backups, "*-before-restore.db").Single()));
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(CancellationToken.None);
        }
    }

    private Process Start(out Uri address)
    {
        var port = Ingest.ChildProgram.FreePort();
        address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MediaInsight.dll"), "--urls", address.ToString().TrimEnd('/')]);
        start.Environment["MediaInsight__DataPath"] = _paths.Data;
        start.Environment["MediaInsight__Admin__UserName"] = Site.Owner;
        start.Environment["MediaInsight__Admin__Password"] = Site.Password;
        return Process.Start(start)!; // non-null: a new process was started
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        try
        {
            using var answer = await http.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(string word)
    {
        using var db = StandaloneContext.Sqlite(_paths.Database);
        db.AuditEntries.Add(new() { At = DateTimeOffset.UnixEpoch, Actor = "test", Action = word });
        db.SaveChanges();
        SqliteConnection.ClearAllPools();
    }

    private static List<string> Actions(string file)
    {
        using var db = StandaloneContext.Sqlite(file);
        return db.AuditEntries.AsNoTracking().Select(e => e.Action).ToList();
    }
}
