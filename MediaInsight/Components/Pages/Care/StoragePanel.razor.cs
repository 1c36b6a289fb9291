using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Data.Backup;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Care;

/// <summary>How large the database is, of what, and whether it is whole.</summary>
public sealed partial class StoragePanel : IDisposable
{
    private const string CheckJob = "integrity-check";

    private readonly CancellationTokenSource _gone = new();
    private LoadState<DatabaseSize> _size = LoadState.Loading<DatabaseSize>();
    private JobState? _check;
    private string? _growth;
    private bool _compacting;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private DatabaseSizes Sizes { get; set; } = null!;   // non-null: injected

    [Inject]
    private DatabaseCompaction Compaction { get; set; } = null!;   // non-null: injected

    [Inject]
    private BackupShelf Shelf { get; set; } = null!;   // non-null: injected

    [Inject]
    private ScheduledJobs Jobs { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override void OnInitialized() => Jobs.Changed += OnJobs;

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        Jobs.Changed -= OnJobs;
        _gone.Cancel();
        _gone.Dispose();
    }

    private void OnJobs() => _ = InvokeAsync(async () =>
    {
        if (!_gone.IsCancellationRequested)
        {
            await LoadCheckAsync();
            StateHasChanged();
        }
    });

    private async Task LoadAsync()
    {
        try
        {
            await LoadCheckAsync();
            var size = await Sizes.ReadAsync(_gone.Token);
            _growth = Growth(size.FileBytes);
            _size = LoadState.Loaded(size);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _size = _size.Unread("The sizes can't be read.", "The database did not answer. The log says more.", Clock.Now);
        }
    }

    private async Task LoadCheckAsync() => _check = (await Jobs.ListAsync(CancellationToken.None)).FirstOrDefault(j => j.Name == CheckJob);

    /// <summary>Against the oldest backup of the last half year: a copy is as large as the file was.</summary>
    private string Growth(long now)
    {
        var since = Clock.Now.AddDays(-182);
        if (Shelf.List().Where(f => f.MadeAt > since && f.MadeAt < Clock.Now.AddHours(-20)).MinBy(f => f.MadeAt) is not { } oldest)
        {
            return "Told once there is a backup of yesterday";
        }

        var (more, days) = (now - oldest.SizeBytes, (Clock.Now - oldest.MadeAt).TotalDays);
        return $"{(more < 0 ? "−" : "+")}{Formats.Bytes(Math.Abs(more), Clock.Culture)} in {Formats.Count((long)Math.Ceiling(days), "day", culture: Clock.Culture)}";
    }

    private async Task CheckAsync()
    {
        var by = AuditContext.Of((await SignedIn).User);
        if (await Jobs.RunNowAsync(CheckJob, by.Actor, _gone.Token))
        {
            await Audit.RecordAsync(by, "job.run", CheckJob, null, _gone.Token);
        }
    }

    private async Task CompactAsync()
    {
        if (!await Dialogs.ConfirmAsync(new("Compact the database?", "The file is written anew without its holes. Recording waits meanwhile, some seconds to minutes for a large file; what plays is kept in memory and written afterwards.", "Compact")))
        {
            return;
        }

        _compacting = true;
        try
        {
            var won = await Compaction.RunAsync(CancellationToken.None);
            await Audit.RecordAsync(AuditContext.Of((await SignedIn).User), "database.compact", null, $"{won} bytes won", CancellationToken.None);
            Toasts.Success("Compacted", $"{Formats.Bytes(won, Clock.Culture)} given back");
        }
        catch (BackupFailed e)
        {
            Toasts.Failure("Not compacted", e.Message);
        }
        finally
        {
            _compacting = false;
        }

        await LoadAsync();
    }
}
