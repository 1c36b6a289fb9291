using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Browser;
using MediaInsight.Notifications.Sending;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace MediaInsight.Components.Layout;

/// <summary>Listens while a page is open. What was sent before it was opened is not shown.</summary>
public sealed partial class BrowserNotifier : IAsyncDisposable
{
    private const int MaxBody = 300;
    private IJSObjectReference? _module;
    private ElementReference _bar;
    private long _shown;
    private bool _asks;
    private bool _isAttached;
    private bool _isManager;
    private bool _isListening;

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private BrowserNotices Notices { get; set; } = null!;   // non-null: injected

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;   // non-null: injected

    [Inject]
    private IJSRuntime Script { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && SignedIn is not null && (await SignedIn).User is { Identity.IsAuthenticated: true } user)
        {
            _isManager = (await Authorization.AuthorizeAsync(user, Permissions.ManageNotifications)).Succeeded;
            _shown = Notices.Last;
            _isListening = true;
            Notices.Changed += OnChanged;
        }

        if (_asks && !_isAttached && _module is { } module)
        {
            _isAttached = true;
            await GuardAsync(() => module.InvokeVoidAsync("attach", _bar));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isListening)
        {
            Notices.Changed -= OnChanged;
        }

        _isListening = false;
        if (_module is { } module)
        {
            _module = null;
            await GuardAsync(module.DisposeAsync);
        }
    }

    private void OnChanged() => _ = InvokeAsync(ShowAsync);

    private async Task ShowAsync()
    {
        var came = Notices.After(_shown, _isManager);
        if (!_isListening || came.Count == 0)
        {
            return;
        }

        _shown = came[^1].Number;
        foreach (var notice in came)
        {
            Toast(notice.Notice);
        }

        await GuardAsync(async () =>
        {
            _module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/notify.js"]);
            foreach (var notice in came)
            {
                await _module.InvokeVoidAsync("show", notice.Notice.Title, NoticeText.Cut(NoticeText.Plain(notice.Notice), MaxBody), notice.Key, notice.Notice.Url);
            }

            _asks = _asks || await _module.InvokeAsync<string>("state") == "default";
        });
        StateHasChanged();
    }

    private void Toast(Notice notice)
    {
        var body = NoticeText.Cut(NoticeText.Plain(notice), MaxBody);
        switch (notice.Tone)
        {
            case NoticeTone.Danger:
                Toasts.Failure(notice.Title, body);
                break;
            case NoticeTone.Warning:
                Toasts.Warning(notice.Title, body);
                break;
            case NoticeTone.Good:
                Toasts.Success(notice.Title, body);
                break;
            default:
                Toasts.Info(notice.Title, body);
                break;
        }
    }

    /// <summary>The page may go at any moment.</summary>
    private static async Task GuardAsync(Func<ValueTask> act)
    {
        try
        {
            await act();
        }
        catch (JSException)
        {
            // A browser without notifications has the toast.
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
