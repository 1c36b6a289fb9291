namespace MediaInsight.Components.Pages.Account;

internal static class AccountUrls
{
    public const string Password = AppUrls.Account + "/password";
}
