using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Account;

/// <summary>Changes one's own password; whoever else uses the old one is signed out.</summary>
public partial class PasswordPage
{
    private static readonly string Help = $"At least {AccountRules.MinPassword} characters. A few words you will remember are better than signs you will not.";

    private IReadOnlyList<AccountProblem> _problems = [];
    private string? _again;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;   // non-null: drawn for a request only

    [SupplyParameterFromForm]
    private string? Current { get; set; }

    [SupplyParameterFromForm]
    private string? Changed { get; set; }

    [SupplyParameterFromForm]
    private string? Again { get; set; }

    [Inject]
    private PasswordSignIn SignIn { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private string? Problem(AccountField field) => _problems.FirstOrDefault(p => p.Field == field)?.Message;

    private async Task SubmitAsync()
    {
        _again = Changed == Again ? null : "The two new passwords differ.";
        if (_again is not null)
        {
            return;
        }

        _problems = await SignIn.ChangeOwnPasswordAsync(Current ?? "", Changed ?? "", HttpContext.RequestAborted);
        if (_problems.Count == 0)
        {
            Navigation.NavigateTo(AppUrls.Account + "?changed=true");
        }
    }
}
