using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Jobs;

/// <summary>What the program does by itself, when, and how it went. The opened job stands in the address.</summary>
public sealed partial class JobsPage
{
    private const int ShownRuns = 20;

    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<JobState>> _state = LoadState.Loading<IReadOnlyList<JobState>>();
    private IReadOnlyList<JobRun> _runs = [];
    private JobState? _opened;

    [SupplyParameterFromQuery]
    private string? Job { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private ScheduledJobs Jobs { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private string Summary
    {
        get
        {
            if (_state.Value is not { } jobs)
            {
                return "What MediaInsight does by itself.";
            }

            var running = jobs.Count(j => j.RunningSince is not null);
            var failed = jobs.Where(j => j.LastRun?.Outcome == JobOutcome.Failed).ToList();
            var line = failed switch
            {
                [] => $"{Formats.Count(jobs.Count, "job")}, no failures",
                [var one] => $"{one.Name} failed the last time",
                _ => $"{failed.Count} of {jobs.Count} jobs failed the last time",
            };
            return running == 0 ? line + "." : $"{line}; {running} running.";
        }
    }

    protected override async Task OnParametersSetAsync() => await LoadAsync();

    protected override Task OnLiveChangedAsync() => LoadAsync();

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        try
        {
            _state = LoadState.Loaded(await Jobs.ListAsync(_gone.Token));
            _runs = Job is null ? [] : await Jobs.RunsAsync(Job, ShownRuns, _gone.Token);
            _opened = _state.Value?.FirstOrDefault(j => j.Name == Job);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The jobs could not be read", "The log says why. Try again in a moment.", Clock.Now);
        }
    }

    private async Task RunAsync(JobState job)
    {
        var by = AuditContext.Of((await SignedIn).User);
        if (await Jobs.RunNowAsync(job.Name, by.Actor, _gone.Token))
        {
            await Audit.RecordAsync(by, "job.run", job.Name, null, _gone.Token);
        }
        else
        {
            Toasts.Info($"{job.Name} is running already");
        }
    }

    private void Open(JobState job) => Navigation.NavigateTo(AppUrls.With(AppUrls.Jobs, ("job", job.Name)));

    private void Close(bool _) => Navigation.NavigateTo(AppUrls.Jobs);

    private static string Took(JobRun? run) => run?.EndedAt is not { } end
        ? Formats.Untold
        : (end - run.StartedAt) is { TotalSeconds: < 1 } quick ? $"{(int)quick.TotalMilliseconds}\u00A0ms" : Formats.Duration(end - run.StartedAt);
}
