using System.Security.Claims;
using Bunit;
using MediaInsight.Components.Pages.Care;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Identity;
using MediaInsight.Platform;
using MediaInsight.Tests.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Components.Pages.Care;

public sealed class BackupsPanelTests : BunitContext
{
    private readonly Files _files = new();

    public BackupsPanelTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddUi();
        Services.AddSingleton(_files.Get<DatabaseBackup>());
        Services.AddSingleton(_files.Get<BackupShelf>());
        Services.AddSingleton(_files.Get<PendingRestore>());
        Services.AddSingleton(_files.Get<SettingsStore>());
        Services.AddSingleton(new AuditLog(_files.Writer, TimeProvider.System));
        Services.AddSingleton(new AppRestart(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)));
    }

    [Fact]
    public async Task An_upload_the_disk_has_no_room_for_is_refused_before_a_byte_is_taken()
    {
        await _files.StartAsync();
        _files.Get<DatabaseBackup>().Free = _ => 1 << 20;
        var cut = Render<BackupsPanel>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal()))));

        cut.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Dear reader", "old.db"));

        cut.WaitForAssertion(() => Assert.Contains("no room for the file", cut.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _files.Dispose();
    }
}
