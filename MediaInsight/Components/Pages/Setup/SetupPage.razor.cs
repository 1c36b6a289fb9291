using MediaInsight.Servers;
using MediaInsight.Components.Pages.Servers;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Setup;

/// <summary>The first step of the first run; gone once there is an owner.</summary>
public partial class SetupPage
{
    private static readonly string Help = $"At least {AccountRules.MinPassword} characters. A few words you will remember are better than signs you will not.";

    private IReadOnlyList<AccountProblem> _problems = [];
    private string? _again;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;   // non-null: drawn for a request only

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? UserName { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromForm]
    private string? Again { get; set; }

    [Inject]
    private OwnerSetup Owner { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject] private IDemoControl Demo { get; set; } = default!; // non-null: injected

    private bool NeedsCode => OwnerSetup.NeedsCode(HttpContext);

    private string? Problem(AccountField field) => _problems.FirstOrDefault(p => p.Field == field)?.Message;

    private async Task SubmitAsync()
    {
        _again = Password == Again ? null : "The two passwords differ.";
        if (_again is not null)
        {
            return;
        }

        _problems = await Owner.RunAsync(HttpContext, UserName?.Trim() ?? "", Password ?? "", Code, HttpContext.RequestAborted);
        if (_problems.Count == 0)
        {
            Navigation.NavigateTo(Demo.IsActive ? AppUrls.Dashboard : ServersUrls.Setup);
        }
    }
}
