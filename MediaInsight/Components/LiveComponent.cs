using MediaInsight.Live;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components;

/// <summary>
/// A component that follows one <see cref="LiveFeed{T}"/>: it draws <see cref="Live"/> and is drawn again after each change.
/// Nothing is subscribed while prerendering; the first call after subscribing catches what changed in between.
/// </summary>
public abstract class LiveComponent<T> : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private bool _disposed;

    [Inject]
    protected LiveFeed<T> Feed { get; set; } = null!;   // non-null: injected before the first use

    /// <summary>The newest value; never older than what was drawn before.</summary>
    protected T Live => Feed.Current;

    /// <summary>Runs on the component's dispatcher before each redraw: the place to read what belongs to the new value.</summary>
    protected virtual Task OnLiveChangedAsync() => Task.CompletedTask;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && !_disposed)
        {
            _subscription = Feed.Subscribe(
                () => InvokeAsync(RefreshAsync),
                error => _ = DispatchExceptionAsync(error));
        }
    }

    private async Task RefreshAsync()
    {
        if (_disposed)
        {
            return;
        }

        await OnLiveChangedAsync();
        if (!_disposed)
        {
            StateHasChanged();
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _disposed = true;
        _subscription?.Dispose();
    }
}
