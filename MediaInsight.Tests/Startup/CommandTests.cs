using System.Diagnostics;
using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Startup;

/// <summary>The database verbs of the built program, in a process of their own, on real files.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly AppPaths _paths = new(Directory.CreateTempSubdirectory("mi-command-").FullName);

    public CommandTests()
    {
        using var db = StandaloneContext.Sqlite(_paths.Database);
        db.Database.Migrate();
        Note("first");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_paths.Data, recursive: true);
    }

    [Fact]
    public async Task Backup_check_and_restore_bring_back_what_was()
    {
        var copy = Path.Combine(_paths.Data, "elsewhere.db");

        var (backedUp, saidBackup) = await RunAsync("backup", copy);
        Note("second");
        var (again, _) = await RunAsync("backup", copy);
        var (named, saidNamed) = await RunAsync("backup");
        var (checkedCode, saidCheck) = await RunAsync("check");
        var (restored, saidRestore) = await RunAsync("restore", copy);

        Assert.Equal((0, 1, 0, 0, 0), (backedUp, again, named, checkedCode, restored));
        Assert.Contains("Verified backup", saidBackup + saidNamed, StringComparison.Ordinal);
        Assert.Contains("in order", saidCheck, StringComparison.Ordinal);
        Assert.Contains("Restored elsewhere.db", saidRestore, StringComparison.Ordinal);
        Assert.Equal("first", Notes());
        Assert.Equal(2, Directory.GetFiles(_paths.Backups, "*.db").Length);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_nothing_is_changed()
    {
        var file = Path.Combine(_paths.Data, "letter.db");
        await File.WriteAllTextAsync(file, "Dear reader, this is no database.", TestContext.Current.CancellationToken);

        var (code, said) = await RunAsync("restore", file);
        var (missing, saidMissing) = await RunAsync("restore", file + "x");
        var (nameless, _) = await RunAsync("restore");

        Assert.Equal((1, 1, 1), (code, missing, nameless));
        Assert.Contains("no SQLite database", said, StringComparison.Ordinal);
        Assert.Contains("There is no file", saidMissing, StringComparison.Ordinal);
        Assert.Equal("first", Notes());
    }

    [Fact]
    public async Task Beside_a_running_program_they_are_refused()
    {
        using var held = DataLock.TryTake(_paths);

        var (code, said) = await RunAsync("restore", _paths.Database);

        Assert.Equal(1, code);
        Assert.Contains("Another MediaInsight is running", said, StringComparison.Ordinal);
    }

    private void Note(string word)
    {
        using var db = StandaloneContext.Sqlite(_paths.Database);
        db.AuditEntries.Add(new() { At = DateTimeOffset.UnixEpoch, Actor = "test", Action = word });
        db.SaveChanges();
    }

    private string Notes()
    {
        SqliteConnection.ClearAllPools();
        using var db = StandaloneContext.Sqlite(_paths.Database);
        return string.Join(' ', db.AuditEntries.AsNoTracking().OrderBy(e => e.Id).Select(e => e.Action));
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        SqliteConnection.ClearAllPools();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MediaInsight.dll"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MediaInsight__DataPath"] = _paths.Data;
        using var process = Process.Start(start)!; // non-null: a new process was started
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
