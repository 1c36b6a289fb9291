using System.Data.Common;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace MediaInsight.Components.Pages.Reports;

/// <summary>A question about plays put together by hand. It stands in the address; a saved one is its name's until something is changed.</summary>
public sealed partial class ReportPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CurrentReader _reader = CurrentReader.Of(null);
    private SavedReport? _report;
    private ReportQuestion? _question;
    private IReadOnlyList<FilterProblem> _problems = [];
    private HistoryChoices _choices = HistoryChoices.None;
    private DateOnly _today;
    private string? _itemTitle;
    private string? _name;
    private string? _problem;
    private string? _read;
    private bool _hasChoices;
    private bool _isUnreadable;
    private bool _busy;

    [Parameter]
    public int? Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private SavedReports Reports { get; set; } = null!;   // non-null: injected

    [Inject]
    private HistoryOptions Options { get; set; } = null!;   // non-null: injected

    [Inject]
    private FilterCheck Check { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    protected override Task OnParametersSetAsync() => FollowAsync();

    // The router brings another report by its number; the rest of the address is ours to follow.
    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (Navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0] == (Id is { } id ? AppUrls.Report(id) : AppUrls.NewReport))
        {
            _ = InvokeAsync(async () =>
            {
                await FollowAsync();
                StateHasChanged();
            });
        }
    }

    private async Task FollowAsync()
    {
        var path = Navigation.ToBaseRelativePath(Navigation.Uri);
        if (path == _read)
        {
            return;
        }

        _read = path;
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            await ReadAsync();
            _isUnreadable = false;
        }
        catch (DbException)
        {
            _isUnreadable = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task ReadAsync()
    {
        if (Id is { } id && _report?.Id != id)
        {
            _report = _reader.UserId is { } owner ? await Reports.FindAsync(owner, id, _gone.Token) : null;
            _name = _report?.Name;
            if (_report is null)
            {
                Navigation.NotFound();
                return;
            }
        }

        var asked = new Uri(Navigation.Uri).Query;
        await TakeAsync(asked.Length > 1 ? asked : _report?.Words ?? "");
        if (!_hasChoices)
        {
            _choices = await Options.ReadAsync(_reader.Scope, _gone.Token);
            _hasChoices = true;
        }
    }

    private async Task TakeAsync(string words)
    {
        var (question, reading) = ReportWords.Parse(words, Clock.Zone, Clock.Now);
        (_question, _today) = (question, reading.Today);
        _problems = [.. reading.Problems, .. await Check.ReadAsync(reading, _reader.Scope, _gone.Token)];
        _itemTitle = question.Filter.Filter.Item is { } item ? await Options.TitleAsync(item, _reader.Scope, _gone.Token) : null;
    }

    private void Ask(ReportQuestion question) =>
        Navigation.NavigateTo(AppUrls.With(Id is { } id ? AppUrls.Report(id) : AppUrls.NewReport, question.Settled().Pairs()), replace: true);

    private Task SaveAsync() => KeepAsync(async (owner, name, words) =>
    {
        if (_report is { } report)
        {
            await Reports.ChangeAsync(owner, report.Id, name, words, CancellationToken.None);
            _report = await Reports.FindAsync(owner, report.Id, CancellationToken.None);
            Toasts.Success("Saved", name);
            Navigation.NavigateTo(AppUrls.Report(report.Id), replace: true);
            return;
        }

        await AddAsync(owner, name, words);
    });

    private Task SaveCopyAsync() => KeepAsync((owner, name, words) => AddAsync(owner, name == _report?.Name ? $"{name} (copy)" : name, words));

    private async Task AddAsync(string owner, string name, string words)
    {
        if (await Reports.AddAsync(owner, name, words, CancellationToken.None) is { } id)
        {
            Toasts.Success("Saved", name);
            Navigation.NavigateTo(AppUrls.Report(id));
            return;
        }

        _problem = $"An account keeps {SavedReports.MaxReports} reports. Delete one first.";
    }

    private async Task KeepAsync(Func<string, string, string, Task> keep)
    {
        if (_question is not { } question || _reader.UserId is not { } owner)
        {
            return;
        }

        if (Text.Clean(_name, Text.MaxName) is not { } name)
        {
            _problem = "Give it a name.";
            return;
        }

        (_busy, _problem) = (true, null);
        try
        {
            await keep(owner, name, ReportWords.Text(question));
        }
        catch (DbException)
        {
            _problem = "It was not saved: the database did not answer. Try again in a moment.";
        }
        finally
        {
            _busy = false;
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }
}
