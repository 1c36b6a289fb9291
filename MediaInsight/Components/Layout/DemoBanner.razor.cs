using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Layout;

public sealed partial class DemoBanner : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _removing;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!; // non-null: cascaded to every page

    [Inject] private AuditLog Audit { get; set; } = default!; // non-null: injected

    [Inject] private Toasts Toasts { get; set; } = default!; // non-null: injected

    [Inject] private NavigationManager Navigation { get; set; } = default!; // non-null: injected

    [Inject] private ServerRegistry Registry { get; set; } = default!; // non-null: injected

    public void Dispose()
    {
        Registry.Changed -= OnServersChanged;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => Registry.Changed += OnServersChanged;

    private void OnServersChanged() => _ = InvokeAsync(StateHasChanged);

    /// <summary>One click: nothing of it was real, and it can be started again.</summary>
    private async Task RemoveAsync()
    {
        _removing = true;
        try
        {
            await Demo.RemoveAsync(_gone.Token);
            await Audit.RecordAsync(AuditContext.Of((await SignedIn).User), "demo.remove", null, null, _gone.Token);
            Toasts.Success("The demo household is gone.");
            Navigation.Refresh();
        }
        finally
        {
            _removing = false;
        }
    }
}
