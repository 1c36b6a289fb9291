using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Platform.Web;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>The address a server can call: made when asked for, copied, made anew.</summary>
public sealed partial class WebhookPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _isBusy;
    private (string Cipher, string? Secret)? _read;

    [Parameter, EditorRequired]
    public MediaServer Server { get; set; } = null!;   // non-null: required

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private WebhookSecrets Secrets { get; set; } = null!;   // non-null: injected

    [Inject]
    private WebhookCounts Counts { get; set; } = null!;   // non-null: injected

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    /// <summary>As this browser reaches the program; null: none has been made.</summary>
    private string? Address => Secret is { } secret ? $"{Navigation.BaseUri.TrimEnd('/')}{ApiPaths.Webhooks}/{Server.Id}/{secret}" : null;

    /// <summary>Decrypted once, not with every drawing.</summary>
    private string? Secret
    {
        get
        {
            var server = Registry.Find(Server.Id);
            if (server?.EncryptedWebhookSecret is not { } cipher)
            {
                return null;
            }

            if (_read?.Cipher != cipher)
            {
                _read = (cipher, Secrets.Of(server));
            }

            return _read?.Secret;
        }
    }

    private string Received => Counts.Of(Server.Id) is { LastAt: { } at } count
        ? $"{Formats.Count(count.Received, "call")}, the last {Formats.When(Clock.Local(at), Clock.Today, Clock.Culture)}{(count.LastEvent is { } name ? $" ({name})" : "")}."
        : "Not called yet.";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task MakeAsync() => RenewAsync("webhook address made");

    private async Task RenewAsync()
    {
        if (await Dialogs.ConfirmAsync(new($"A new webhook address for {Server.Name}?", "The old address stops working at once. Enter the new one in the server.", "Make a new address")))
        {
            await RenewAsync("new webhook address; the old one works no more");
        }
    }

    private async Task RenewAsync(string detail)
    {
        _isBusy = true;
        try
        {
            await Secrets.RenewAsync(Server.Id, _gone.Token);
            if (SignedIn is not null)
            {
                await Audit.RecordAsync(AuditContext.Of((await SignedIn).User), "server.webhook", Server.Name, detail, _gone.Token);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        finally
        {
            _isBusy = false;
        }
    }
}
