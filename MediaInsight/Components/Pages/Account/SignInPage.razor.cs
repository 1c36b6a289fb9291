using MediaInsight.Identity;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Account;

/// <summary>The door. It never tells whether a name exists.</summary>
public partial class SignInPage
{
    private string? _problem;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;   // non-null: drawn for a request only

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    private string? UserName { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromForm]
    private bool Keep { get; set; }

    [Inject]
    private PasswordSignIn SignIn { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private string Target => LocalUrl.Within(HttpContext.Request.PathBase, ReturnUrl);

    protected override void OnInitialized()
    {
        if (HttpContext.User.Identity?.IsAuthenticated == true && HttpMethods.IsGet(HttpContext.Request.Method))
        {
            Navigation.NavigateTo(Target);
        }
    }

    private async Task SubmitAsync()
    {
        var outcome = await SignIn.TryAsync(UserName?.Trim() ?? "", Password ?? "", Keep, HttpContext.RequestAborted);
        if (outcome.Ok)
        {
            Navigation.NavigateTo(Target);
            return;
        }

        _problem = outcome.LockedFor is { } locked ? Locked(locked) : "The name or the password is wrong.";
    }

    private static string Locked(TimeSpan left)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(left.TotalMinutes));
        return $"Too many wrong passwords. This account is locked for {minutes} more {(minutes == 1 ? "minute" : "minutes")}.";
    }
}
