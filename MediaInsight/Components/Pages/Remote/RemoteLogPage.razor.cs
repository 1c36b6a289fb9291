using System.Data.Common;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Remote;

/// <summary>Every pause, stop, message and end by hand. The page stands in the address.</summary>
public sealed partial class RemoteLogPage : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _gone = new();
    private LoadState<SessionActionPage> _state = LoadState.Loading<SessionActionPage>();

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery]
    private int? Page { get; set; }

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private SessionActionLog Log { get; set; } = null!;   // non-null: injected

    protected override Task OnParametersSetAsync() => LoadAsync();

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
            var scope = await ReaderScope.OfAsync(Authentication);
            _state = LoadState.Loaded(await Log.PageAsync(Page ?? 1, PageSize, scope, _gone.Token));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The log could not be read", "The program's log says why. Try again in a moment.", Clock.Now);
        }
    }
}
