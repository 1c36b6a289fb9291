using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Newsletters;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Newsletters;

/// <summary>The regular mails of the site.</summary>
public sealed partial class NewslettersPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<Newsletter>> _state = LoadState.Loading<IReadOnlyList<Newsletter>>();

    [Inject]
    private NewsletterStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        _state = _state.Reloading();
        try
        {
            _state = LoadState.Loaded(await Store.ListAsync(_gone.Token));
        }
        catch (DbException)
        {
            _state = _state.Unread("The newsletters could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
    }

    private string Next(Newsletter newsletter) =>
        Clock.Local(NewsletterSchedule.Next(newsletter, Clock.Zone, Clock.Now).At).ToString("ddd d MMM, t", Clock.Culture);
}
