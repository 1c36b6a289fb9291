namespace MediaInsight.Identity;

/// <summary>Pages the server itself sends people to, below the base path.</summary>
public static class IdentityPaths
{
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Denied = "/account/denied";
    public const string Setup = "/setup";
}
