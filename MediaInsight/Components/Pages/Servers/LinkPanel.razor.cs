using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>Signing in at plex.tv, then the choice of server and address.</summary>
public sealed partial class LinkPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _attempt;
    private ServerOfferAddress? _taken;
    private bool _starting;
    private bool _choosing;

    [Parameter, EditorRequired]
    public LinkFlow Flow { get; set; } = null!;   // non-null: required

    [Parameter]
    public EventCallback<(ServerOffer Offer, OfferTry Address)> OnTaken { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _attempt?.Dispose();
    }

    private async Task StartAsync()
    {
        _attempt?.Cancel();
        _attempt?.Dispose();
        _attempt = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        var token = _attempt.Token;
        _starting = true;
        try
        {
            await Flow.StartAsync(token);
            _starting = false;
            StateHasChanged();
            await Flow.WaitAsync(token);
            if (Flow.Offers is [var only])
            {
                await ChooseAsync(only);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The reader has left or starts again.
        }
        finally
        {
            _starting = false;
        }
    }

    private async Task ChooseAsync(ServerOffer offer)
    {
        _choosing = true;
        _taken = null;
        try
        {
            if (await Flow.ChooseAsync(offer, () => InvokeAsync(StateHasChanged), _gone.Token) is { } best)
            {
                await TakeAsync(offer, best);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        finally
        {
            _choosing = false;
        }
    }

    private Task TakeAsync(ServerOffer offer, OfferTry address)
    {
        _taken = address.Address;
        return OnTaken.InvokeAsync((offer, address));
    }

    private static string Words(OfferTry one)
    {
        var where = one.Address.IsRelay ? "relay" : one.Address.IsLocal ? "local" : "remote";
        return one.Result is null ? where : one.Result.IsGood ? where + ", answers" : $"{where}, {FailureWords.Title(one.Result.FailureKind ?? ServerFailureKind.Protocol).ToLowerInvariant()}";
    }
}
