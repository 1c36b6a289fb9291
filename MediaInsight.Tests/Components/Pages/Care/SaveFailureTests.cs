using Bunit;
using MediaInsight.Components.Pages.Care;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.History.Quality;
using MediaInsight.Platform;
using MediaInsight.Tests.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Radzen;

namespace MediaInsight.Tests.Components.Pages.Care;

/// <summary>A database that refuses to save: the page says so and goes on.</summary>
public sealed class SaveFailureTests : BunitContext
{
    private readonly CareRig _rig = new();
    private readonly AppPaths _paths = new(Directory.CreateTempSubdirectory("mi-care-").FullName);
    private readonly DatabaseBackup _backup;

    public SaveFailureTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;

        // A backup is made before anything is put right: on a busy machine that takes its time.
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddSingleton<TimeProvider>(_rig.Time);
        Services.AddUi();
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_rig.Db);
        Services.AddSingleton(_rig.Bin);
        Services.AddSingleton(_rig.Changes);
        Services.AddSingleton(_rig.Undo);
        Services.AddSingleton(_rig.Reassignment);
        Services.AddSingleton(_rig.Settings);
        Services.AddSingleton<BinQuery>();
        _backup = new(_paths, _rig.Time, NullLogger<DatabaseBackup>.Instance);
        var report = new QualityReport(_rig.Db, _rig.Settings);
        Services.AddSingleton(report);
        Services.AddSingleton(new QualityRepair(report, _backup, new(_paths, _rig.Settings, NullLogger<BackupShelf>.Instance), _rig.Changes, _rig.Bin));
        File.CreateSymbolicLink(_paths.Database, _rig.Db.File);

        // Every question is answered with yes.
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(true);
    }

    [Fact]
    public void Deleting_plays_says_so()
    {
        var picks = new PlayPicks();
        picks.TakeAll();
        RefuseToSave();

        Says<HistoryActions>("Delete…", "Not everything was done", p => p.Add(x => x.Picks, picks).Add(x => x.Filter, new HistoryFilter()).Add(x => x.Total, 6));
    }

    [Fact]
    public async Task Undoing_says_so()
    {
        await DeleteAsync();

        Says<ChangesPanel>("Undo", "Not everything was undone");
    }

    [Fact]
    public async Task Putting_back_from_the_bin_says_so()
    {
        await DeleteAsync();

        Says<BinPage>("Put all back", "Not everything was done");
    }

    [Fact]
    public void Fixing_suspicious_plays_says_so()
    {
        _rig.Sql("UPDATE plays SET paused_ms = -5000 WHERE number = 3");
        RefuseToSave();

        Says<QualityPanel>("Fix all", "Not everything was done", p => p.Add(x => x.Check, "negative"));
    }

    private void Says<T>(string button, string toast, Action<ComponentParameterCollectionBuilder<T>>? more = null)
        where T : IComponent
    {
        var cut = Render<T>(p =>
        {
            p.AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin)));
            more?.Invoke(p);
        });
        cut.WaitForElement("button");

        cut.FindAll("button").First(b => b.TextContent.Contains(button, StringComparison.Ordinal)).Click();

        var toasts = Services.GetRequiredService<NotificationService>();
        cut.WaitForAssertion(() => Assert.Equal(toast, Assert.Single(toasts.Messages).Summary));
    }

    private async Task DeleteAsync()
    {
        await _rig.Bin.DeleteAsync(PlaySelection.Of([2L, 3L]), CareRig.Admin, "Deleted 2 plays", null, Xunit.TestContext.Current.CancellationToken);
        RefuseToSave();
    }

    private void RefuseToSave() => _rig.Sql("CREATE TRIGGER full_disk BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _rig.Dispose();
        _backup.Dispose();
        Directory.Delete(_paths.Data, recursive: true);
    }
}
