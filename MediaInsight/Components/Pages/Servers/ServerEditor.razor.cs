using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>Adds or changes one server; used on its page and in the first run.</summary>
public sealed partial class ServerEditor : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly string _group = UiIds.Next();
    private ServerForm _form = null!;   // non-null: set before the first drawing
    private LinkFlow? _flow;

    /// <summary>Null: a new one.</summary>
    [Parameter]
    public MediaServer? Server { get; set; }

    [Parameter]
    public string? CancelHref { get; set; }

    [Parameter]
    public EventCallback<MediaServer> OnSaved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private IServiceProvider Services { get; set; } = null!;   // non-null: injected

    [Inject]
    private ConnectionTest Test { get; set; } = null!;   // non-null: injected

    [Inject]
    private TimeProvider Time { get; set; } = null!;   // non-null: injected

    protected override void OnInitialized()
    {
        _form = ActivatorUtilities.CreateInstance<ServerForm>(Services);
        if (Server is { } server)
        {
            _form.Open(server);
        }
        else
        {
            ChooseKind(ServerKind.Plex);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private string? TokenPlaceholder => _form.HasSecret ? "Entered. Type another to replace it." : _form.Editing is not null ? "Stored. Leave empty to keep it." : null;

    private string Words(ServerAccess way) => way switch
    {
        ServerAccess.Link => $"Sign in with {_form.Kind}",
        ServerAccess.Password => "Name and password",
        _ => ProductWords.TokenName(_form.Kind),
    };

    private static string Short(string fingerprint) => fingerprint.Length > 16 ? fingerprint[..16] + "…" : fingerprint;

    private void ChooseKind(ServerKind kind)
    {
        _form.Choose(kind);
        OpenFlow();
    }

    private void ChooseAccess(ServerAccess access)
    {
        _form.Choose(access);
        OpenFlow();
    }

    private void OpenFlow() => _flow = _form is { Access: ServerAccess.Link, Link: { } link } ? new LinkFlow(link, Test, Time) : null;

    private Task TestAsync() => Guarded(_form.TestAsync);

    private Task TrustAsync() => Guarded(_form.TrustAsync);

    private void TakeAsync((ServerOffer Offer, OfferTry Address) taken)
    {
        if (taken.Address.Result is { } result)
        {
            _form.Take(taken.Offer, taken.Address.Address.Url, result);
        }
    }

    private Task SaveAsync(bool anyway) => Guarded(async token =>
    {
        var by = AuditContext.Of((await SignedIn).User);
        if (await _form.SaveAsync(by, anyway, token) is { } server)
        {
            await OnSaved.InvokeAsync(server);
        }
    });

    private async Task Guarded(Func<CancellationToken, Task> act)
    {
        try
        {
            await act(_gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
    }
}
