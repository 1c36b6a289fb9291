using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace MediaInsight.Components.Pages.Care;

/// <summary>Backups, making one, and the way back.</summary>
public sealed partial class BackupsPanel : IDisposable
{
    /// <summary>Through the page; larger files go through the command line.</summary>
    private const long MaxUpload = 8L * 1024 * 1024 * 1024;

    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<BackupFile>> _state = LoadState.Loading<IReadOnlyList<BackupFile>>();
    private BackupSettings _settings = new();
    private StagedRestore? _waiting;
    private double? _uploaded;
    private string? _refused;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private DatabaseBackup Backup { get; set; } = null!;   // non-null: injected

    [Inject]
    private BackupShelf Shelf { get; set; } = null!;   // non-null: injected

    [Inject]
    private PendingRestore Pending { get; set; } = null!;   // non-null: injected

    [Inject]
    private AppRestart Restart { get; set; } = null!;   // non-null: injected

    [Inject]
    private SettingsStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private string Kept => _settings.Nightly ? $"nightly: {_settings.KeepDaily} days and {_settings.KeepWeekly} weeks are kept" : "the nightly one is switched off";

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private static string Why(BackupReason reason) => reason switch
    {
        BackupReason.Nightly => "Nightly",
        BackupReason.Manual => "By hand",
        BackupReason.BeforeFix => "Before a fix",
        BackupReason.BeforeRestore => "Before a restore",
        _ => "Before an upgrade",
    };

    private string Verified(BackupFile file) => file.Proof is { } proof
        ? $"Opened and checked {Formats.Exact(Clock.Local(proof.VerifiedAt), Clock.Culture)}; {Formats.Count(proof.Rows.Values.Sum(), "row", culture: Clock.Culture)} in {proof.Rows.Count} tables, as many as in the original"
        : "Opened when it was made; its rows were not counted";

    private async Task<AuditContext> ByAsync() => AuditContext.Of((await SignedIn).User);

    private Task LoadAsync()
    {
        _settings = Store.Get<BackupSettings>();
        _waiting = Pending.Waiting;
        try
        {
            _state = LoadState.Loaded(Shelf.List());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _state = LoadState.Failed<IReadOnlyList<BackupFile>>("The folder of backups can't be read.", e.Message, Clock.Now);
        }

        return Task.CompletedTask;
    }

    private Task CreateAsync() => BusyAsync(async () =>
    {
        var made = await Backup.CreateAsync(BackupReason.Manual, CancellationToken.None);
        await Audit.RecordAsync(await ByAsync(), "backup.create", made.Name, null, CancellationToken.None);
        Toasts.Success("Backed up and verified", Formats.Bytes(made.SizeBytes, Clock.Culture));
    });

    private Task DeleteAsync(BackupFile file) => BusyAsync(async () =>
    {
        if (await Dialogs.ConfirmAsync(new("Delete this backup?", $"{file.Name} is gone for good then.", "Delete") { IsDangerous = true }) && Shelf.Delete(file.Name))
        {
            await Audit.RecordAsync(await ByAsync(), "backup.delete", file.Name, null, CancellationToken.None);
        }
    });

    private Task RestoreAsync(BackupFile file) => BusyAsync(async () =>
    {
        if (Shelf.Find(file.Name) is { } path)
        {
            await StageAsync(path, file.Name);
        }
    });

    private Task UploadAsync(InputFileChangeEventArgs e) => BusyAsync(async () =>
    {
        var path = Pending.NewUpload();
        try
        {
            if (e.File.Size > MaxUpload)
            {
                _refused = $"The file is larger than {Formats.Bytes(MaxUpload, Clock.Culture)}. Use the command line: MediaInsight restore <file>.";
                return;
            }

            if (Pending.NoRoomFor(e.File.Size) is { } full)
            {
                _refused = full;
                return;
            }

            await ReceiveAsync(e.File, path);
            await StageAsync(path, Text.Clean(Path.GetFileName(e.File.Name), 120) ?? "uploaded file");
        }
        finally
        {
            File.Delete(path);
            _uploaded = null;
        }
    });

    private async Task ReceiveAsync(IBrowserFile file, string path)
    {
        await using var from = file.OpenReadStream(MaxUpload, _gone.Token);
        await using var to = Pending.CreateUpload(path);
        var buffer = new byte[128 * 1024];
        var (read, shown) = (0L, 0d);
        while (await from.ReadAsync(buffer, _gone.Token) is > 0 and var n)
        {
            await to.WriteAsync(buffer.AsMemory(0, n), _gone.Token);
            read += n;
            _uploaded = (double)read / Math.Max(1, file.Size);
            if (_uploaded - shown > 0.02)
            {
                shown = _uploaded.Value;
                StateHasChanged();
            }
        }
    }

    private async Task StageAsync(string path, string name)
    {
        var finding = await Pending.ExamineAsync(path, _gone.Token);
        if (finding.Problem is { } problem)
        {
            _refused = problem;
            return;
        }

        var plays = Formats.Count(finding.Rows.GetValueOrDefault("plays"), "play", culture: Clock.Culture);
        if (!await Dialogs.ConfirmAsync(new($"Restore {name}?", $"It holds {plays}. Everything recorded since is no longer shown; a backup of the present database is made first. Accounts and settings become those of the backup.", "Lay it ready") { IsDangerous = true, TypeToConfirm = "restore" }))
        {
            return;
        }

        var by = await ByAsync();
        var staged = await Pending.StageAsync(path, name, by.Actor, CancellationToken.None);
        if (staged.Problem is { } late)
        {
            _refused = late;
            return;
        }

        await Audit.RecordAsync(by, "backup.stage", name, plays, CancellationToken.None);
    }

    private async Task RestartAsync()
    {
        if (await Dialogs.ConfirmAsync(new("Restart MediaInsight now?", "It is away for some seconds; the page comes back by itself. Sign-ins may have to be renewed.", "Restart")))
        {
            await Audit.RecordAsync(await ByAsync(), "program.restart", _waiting?.Source, "To restore a backup.", CancellationToken.None);
            Restart.Ask();
        }
    }

    private Task DiscardAsync() => BusyAsync(async () =>
    {
        Pending.Discard();
        await Audit.RecordAsync(await ByAsync(), "backup.unstage", _waiting?.Source, null, CancellationToken.None);
    });

    private async Task SaveAsync(BackupSettings settings)
    {
        if (settings.Problems().Any())
        {
            return;
        }

        await Store.SetAsync(settings, CancellationToken.None);
        await Audit.RecordAsync(await ByAsync(), "settings.change", "Backup", settings.ToString(), CancellationToken.None);
        await LoadAsync();
    }

    private async Task BusyAsync(Func<Task> work)
    {
        _busy = true;
        _refused = null;
        try
        {
            await work();
        }
        catch (BackupFailed e)
        {
            Toasts.Failure("No backup was made", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _refused = e.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
