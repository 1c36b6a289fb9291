using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MediaInsight.Components.Ui;

/// <summary>Says once when its place comes (nearly) into sight, so that what stands far below is read only by those who scroll there.</summary>
public partial class WhenSeen
{
    private ElementReference _place;
    private DotNetObjectReference<WhenSeen>? _self;
    private IJSObjectReference? _watch;
    private bool _isSeen;
    private bool _disposed;

    [Parameter, EditorRequired]
    public EventCallback OnSeen { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;   // non-null: injected

    [JSInvokable]
    public async Task SeenAsync()
    {
        if (!_isSeen && !_disposed)
        {
            _isSeen = true;
            await OnSeen.InvokeAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            _self = DotNetObjectReference.Create(this);
            var module = await Script.InvokeAsync<IJSObjectReference?>("import", "./" + Assets["js/seen.js"]);
            _watch = module is null ? null : await module.InvokeAsync<IJSObjectReference?>("watch", _place, _self);
            if (_watch is null)
            {
                await SeenAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
        catch (TaskCanceledException)
        {
            // The page is gone.
        }
        catch (JSException)
        {
            // A browser that cannot watch: then it is read at once.
            await SeenAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        GC.SuppressFinalize(this);
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("stop");
                await _watch.DisposeAsync();
            }
        }
        catch (JSException)
        {
            // It watches nothing any more.
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
        catch (TaskCanceledException)
        {
            // The page is gone.
        }

        _self?.Dispose();
    }
}
