using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace MediaInsight.Components.Layout;

/// <summary>The frame of every signed-in page.</summary>
public partial class MainLayout
{
    private ErrorBoundary? _boundary;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    // A broken page must not keep the next one from showing.
    protected override void OnParametersSet() => Recover();

    private void Recover() => _boundary?.Recover();
}
