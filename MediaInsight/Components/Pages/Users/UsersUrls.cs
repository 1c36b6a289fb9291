namespace MediaInsight.Components.Pages.Users;

internal static class UsersUrls
{
    public const string NewAccount = "new";

    public static string Open(string account) => AppUrls.With(AppUrls.Users, ("account", account));
}
