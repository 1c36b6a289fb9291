using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Layout;

/// <summary>Where am I, what is it narrowed to, search, is it live, who am I.</summary>
public partial class TopBar
{
    private string? _text;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private void Search()
    {
        if (!string.IsNullOrWhiteSpace(_text))
        {
            Navigation.NavigateTo(AppUrls.History(search: _text.Trim()));
        }
    }
}
