using Bunit;
using MediaInsight.Components.Pages.Care;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Quality;
using MediaInsight.Platform;
using MediaInsight.Tests.Data;
using MediaInsight.Tests.History.Changes;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Radzen;

namespace MediaInsight.Tests.Components.Pages.Care;

/// <summary>What the panels of data care show and store.</summary>
public sealed class CarePanelsTests : BunitContext
{
    private readonly CareRig _rig = new();
    private readonly AppPaths _paths = new(Directory.CreateTempSubdirectory("mi-care-").FullName);
    private readonly Files _files = new();
    private readonly DatabaseBackup _backup;
    private readonly List<string> _asked = [];
    private bool _answer = true;

    public CarePanelsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_rig.Time);
        Services.AddSingleton(new SiteSettings { TimeZone = "UTC", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_rig.Db);
        Services.AddSingleton(_rig.Settings);
        Services.AddSingleton(_paths);
        Services.AddSingleton(_rig.Audit);
        _backup = new(_paths, _rig.Time, NullLogger<DatabaseBackup>.Instance);
        var report = new QualityReport(_rig.Db, _rig.Settings);
        Services.AddSingleton(report);
        Services.AddSingleton(new QualityRepair(report, _backup, new(_paths, _rig.Settings, NullLogger<BackupShelf>.Instance), _rig.Changes, _rig.Bin));
        Services.AddSingleton(_files.Get<DatabaseBackup>());
        Services.AddSingleton(_files.Get<BackupShelf>());
        Services.AddSingleton(_files.Get<PendingRestore>());
        Services.AddSingleton(new AppRestart(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)));
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (title, _, _, _) =>
        {
            _asked.Add(title ?? "");
            dialogs.Close(_answer);
        };
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nfs4")]
    [InlineData(null)]
    public void A_data_folder_on_a_network_share_is_warned_of_where_data_is_cared_for(string? kind)
    {
        var cut = Render<ShareWarning>(p => p.Add(w => w.KindOf, folder => folder == _paths.Data ? kind : "another folder"));

        if (kind is null)
        {
            Assert.Empty(cut.Markup.Trim());
            return;
        }

        var text = cut.Find("[role=alert]").TextContent;
        Assert.Contains("The data folder lies on a network share (nfs4).", text, StringComparison.Ordinal);
        Assert.Contains(_paths.Data, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_shows_each_play_before_and_after_and_changes_nothing()
    {
        _rig.Sql("UPDATE plays SET paused_ms = -5000 WHERE number = 3");
        var before = _rig.Dump("plays");
        var cut = Render<QualityPanel>(p => p.Add(x => x.Check, "negative").AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin))));
        cut.WaitForElement("table");

        cut.FindAll("button").First(b => b.TextContent.Contains("Preview this page", StringComparison.Ordinal)).Click();

        cut.WaitForAssertion(() => Assert.Single(cut.FindAll(".plan")));
        Assert.Contains("5", cut.Find(".plan del").TextContent, StringComparison.Ordinal);
        Assert.Contains("0", cut.Find(".plan ins").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, _rig.Dump("plays"));
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeping_plays_no_longer_is_asked_about_before_it_is_stored(bool agreed)
    {
        _answer = agreed;
        var cut = Render<RetentionCard>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin))));

        cut.FindAll("input[type=number]")[0].Change("90");
        cut.FindAll("input[type=number]")[3].Change("60");
        await cut.FindAll("button").First(b => b.TextContent.Contains("Save", StringComparison.Ordinal)).ClickAsync(new());

        Assert.Equal(["Keep plays for 90 days only?"], _asked);
        Assert.Equal(agreed ? (90, 60) : (0, 400), (_rig.Settings.Get<HistorySettings>().RetentionDays, _rig.Settings.Get<RetentionSettings>().AuditDays));
        Assert.Equal(agreed ? ["settings.change"] : [], _rig.Ask("SELECT action FROM audit_entries"));
    }

    [Fact]
    public async Task A_value_out_of_range_is_named_and_nothing_is_stored()
    {
        var cut = Render<RetentionCard>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin))));

        cut.FindAll("input[type=number]")[3].Change("3");
        await cut.FindAll("button").First(b => b.TextContent.Contains("Save", StringComparison.Ordinal)).ClickAsync(new());

        cut.WaitForAssertion(() => Assert.Contains("Must be between 30 and 36500 days.", cut.Markup, StringComparison.Ordinal));
        Assert.Contains("Some values are not right", cut.Markup, StringComparison.Ordinal);
        Assert.Equal(400, _rig.Settings.Get<RetentionSettings>().AuditDays);
    }

    [Fact]
    public async Task A_listed_backup_is_laid_ready_only_when_agreed()
    {
        await _files.StartAsync();
        var made = await _files.Get<DatabaseBackup>().CreateAsync(BackupReason.Manual, Cancel);
        var cut = Render<BackupsPanel>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin))));

        _answer = false;
        await RestoreAsync(cut);
        Assert.Null(_files.Get<PendingRestore>().Waiting);
        _answer = true;
        await RestoreAsync(cut);

        cut.WaitForAssertion(() => Assert.Contains($"{made.Name} waits to be restored", cut.Find(".waiting").TextContent, StringComparison.Ordinal));
        Assert.Equal(made.Name, _files.Get<PendingRestore>().Waiting?.Source);
        Assert.Equal(["backup.stage"], _rig.Ask("SELECT action FROM audit_entries"));
        Assert.Equal(2, _asked.Count);
    }

    private static Task RestoreAsync(IRenderedComponent<BackupsPanel> cut) =>
        cut.FindAll("button").First(b => b.TextContent.Contains("Restore…", StringComparison.Ordinal)).ClickAsync(new());

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _rig.Dispose();
        _backup.Dispose();
        _files.Dispose();
        Directory.Delete(_paths.Data, recursive: true);
    }
}
