namespace MediaInsight.Identity;

/// <summary>The stable words of this module's audit entries.</summary>
public static class AuditActions
{
    public const string SignInOk = "sign-in.ok";
    public const string SignInFailed = "sign-in.failed";
    public const string SignInLocked = "sign-in.locked";
    public const string SignedOut = "sign-out";
    public const string PasswordChanged = "password.change";
    public const string PasswordReset = "password.reset";
    public const string OwnerCreated = "owner.create";
    public const string UserAdded = "user.add";
    public const string UserEdited = "user.edit";
    public const string UserDeleted = "user.delete";
    public const string UserUnlocked = "user.unlock";
    public const string SetupCodeWrong = "setup-code.wrong";
}
