using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MediaInsight.Components.Charts;

/// <summary>
/// The drawing surface of the time charts. It takes figures, not vendor options: colours, formats and
/// everything made of text are put together in the module, where names stay text.
/// </summary>
public partial class ApexChart(ILogger<ApexChart> logger) : IAsyncDisposable
{
    private ElementReference _host;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private ChartData? _drawn;
    private bool _disposed;

    [Parameter, EditorRequired]
    public ChartData Data { get; set; } = null!;   // non-null: required

    /// <summary>What the picture shows, in one sentence.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Told when the browser could not draw it.</summary>
    [Parameter]
    public EventCallback OnFailed { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;   // non-null: injected

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_disposed || Data.Equals(_drawn))
        {
            return;
        }

        var data = Data;
        _drawn = data;
        await GuardAsync(async () =>
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("update", data);
                return;
            }

            // A second drawing while the first is under way finds _drawn set and _chart not yet: it is caught up below.
            if (!firstRender)
            {
                return;
            }

            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/chart.js"]);
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _host, data, Assets["lib/apexcharts/apexcharts.min.js"].ToString());
            if (!Data.Equals(data))
            {
                _drawn = Data;
                await _chart.InvokeVoidAsync("update", Data);
            }
        });
        if (_disposed)
        {
            await ReleaseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        GC.SuppressFinalize(this);
        await ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        var (chart, module) = (_chart, _module);
        (_chart, _module) = (null, null);
        await GuardAsync(async () =>
        {
            if (chart is not null)
            {
                await chart.InvokeVoidAsync("destroy");
                await chart.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        });
    }

    /// <summary>The circuit may be gone or going: then there is nothing to draw on.</summary>
    private async Task GuardAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (JSDisconnectedException)
        {
        }
        catch (JSException error)
        {
            // A picture that cannot be drawn must not take the page with it: its table says the same.
            Log.NotDrawn(logger, error.Message);
            await OnFailed.InvokeAsync();
        }
        catch (ObjectDisposedException)
        {
        }
        catch (TaskCanceledException)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Warning, "A chart could not be drawn by the browser: {Reason}")]
        public static partial void NotDrawn(ILogger logger, string reason);
    }
}
