using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>Every configured server: how its watching goes, and what can be done about it.</summary>
public sealed partial class ServersPage
{
    private static readonly TimeSpan GapDays = TimeSpan.FromDays(7);
    private static readonly TimeSpan GapsOld = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private ILookup<ServerId, ServerGap>? _gaps;
    private DateTimeOffset _gapsReadAt;
    private bool _gapsUnread;
    private bool _demoBusy;

    /// <summary>The one that a link pointed at.</summary>
    [Parameter]
    public int? Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;   // non-null: injected

    [Inject]
    private PollRequests Requests { get; set; } = null!;   // non-null: injected

    [Inject]
    private SettingsStore Settings { get; set; } = null!;   // non-null: injected

    [Inject]
    private ServerGaps GapLog { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private TimeProvider Time { get; set; } = null!;   // non-null: injected

    [Inject]
    private IEnumerable<IServerRefreshes> Refreshes { get; set; } = [];

    [Inject]
    private IEnumerable<IServerHistoryRemoval> Removals { get; set; } = [];

    [Inject]
    private IEnumerable<IDemoControl> Demos { get; set; } = [];

    private IDemoControl? Demo => Demos.FirstOrDefault();

    private string Summary
    {
        get
        {
            if (Registry.All.Count == 0)
            {
                return "Nothing is watched yet.";
            }

            var watched = Registry.All.Where(s => s.IsEnabled).Select(StatusOf).ToList();
            var wrong = watched.Where(s => s.Health is ServerHealth.Degraded or ServerHealth.Offline).ToList();
            return wrong switch
            {
                [] when watched.Count == 0 => "All servers are disabled.",
                [] when watched.Any(s => s.Health == ServerHealth.Connecting) => "Connecting…",
                [] => watched.Count == 1 ? $"{watched[0].Name} is online." : $"All {watched.Count} servers are online.",
                [var one] => $"{one.Name} can't be read.",
                _ => $"{wrong.Count} of {watched.Count} servers can't be read.",
            };
        }
    }

    protected override Task OnInitializedAsync() => ReadGapsAsync();

    protected override Task OnLiveChangedAsync() => Time.GetUtcNow() - _gapsReadAt > GapsOld ? ReadGapsAsync() : Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    private async Task ReadGapsAsync()
    {
        try
        {
            _gapsReadAt = Time.GetUtcNow();
            _gaps = await GapLog.SinceAsync(_gapsReadAt - GapDays, _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            // How the servers are is known without the database; the gaps shown stay those of the last reading.
            _gapsUnread = true;
            return;
        }

        _gapsUnread = false;
    }

    private ServerStatus StatusOf(MediaServer server) => Live.Servers.FirstOrDefault(s => s.Id == server.Id) ?? ServerStatus.Of(server);

    private IEnumerable<ServerGap> GapsOf(MediaServer server) => _gaps?[server.Id] ?? [];

    private void Refresh(MediaServer server)
    {
        foreach (var refreshes in Refreshes)
        {
            refreshes.Request(server.Id);
        }

        Toasts.Info($"Reading accounts and libraries of {server.Name}");
    }

    private Task ToggleAsync(MediaServer server) => ActAsync(server.IsEnabled ? $"{server.Name} was not disabled" : $"{server.Name} was not enabled", async () =>
    {
        await Registry.SetEnabledAsync(server.Id, !server.IsEnabled, _gone.Token);
        await Audit.RecordAsync(await ByAsync(), server.IsEnabled ? "server.disable" : "server.enable", server.Name, null, _gone.Token);
    });

    private async Task DeleteAsync(MediaServer server)
    {
        var answer = await Dialogs.OpenAsync<DeleteServerDialog>($"Delete {server.Name}?", new() { [nameof(DeleteServerDialog.Name)] = server.Name, [nameof(DeleteServerDialog.CanDeleteHistory)] = Removals.Any() });
        if (answer is not DeleteServerDialog.Choice choice)
        {
            return;
        }

        await ActAsync($"{server.Name} was not deleted", async () =>
        {
            if (choice == DeleteServerDialog.Choice.DeleteHistory && Removals.FirstOrDefault() is { } removal)
            {
                await removal.RemoveAsync(server.Id, _gone.Token);
                await Audit.RecordAsync(await ByAsync(), "server.delete", server.Name, "with its history", _gone.Token);
            }
            else
            {
                await Registry.RemoveKeepingHistoryAsync(server.Id, _gone.Token);
                await Audit.RecordAsync(await ByAsync(), "server.delete", server.Name, "its history is kept", _gone.Token);
            }

            Toasts.Success($"{server.Name} was deleted");
        });
    }

    private async Task ActAsync(string failed, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Toasts.Failure(failed, "The database did not answer. Try again in a moment.");
        }
    }

    private Task StartDemoAsync() => DemoAsync(d => d.StartAsync(_gone.Token), "demo.start");

    private Task RemoveDemoAsync() => DemoAsync(d => d.RemoveAsync(_gone.Token), "demo.remove");

    private async Task DemoAsync(Func<IDemoControl, Task> act, string action)
    {
        if (Demo is not { } demo)
        {
            return;
        }

        _demoBusy = true;
        try
        {
            await ActAsync("The demo household did not answer", async () =>
            {
                // First: it goes on when the page is left.
                await Audit.RecordAsync(await ByAsync(), action, null, null, _gone.Token);
                await act(demo);
            });
        }
        finally
        {
            _demoBusy = false;
        }
    }

    private async Task<AuditContext> ByAsync() => AuditContext.Of((await SignedIn).User);
}
