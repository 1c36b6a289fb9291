namespace MediaInsight.Identity;

/// <summary>The stable words of audit entries.</summary>
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
    public const string LibraryRefresh = "library.refresh";
    public const string SetupCodeWrong = "setup-code.wrong";
    public const string SessionPaused = "session.pause";
    public const string SessionResumed = "session.resume";
    public const string SessionStopped = "session.stop";
    public const string SessionMessaged = "session.message";
    public const string SessionEnded = "session.end";
    public const string ChannelAdded = "channel.add";
    public const string ChannelEdited = "channel.edit";
    public const string ChannelDeleted = "channel.delete";
    public const string ChannelTested = "channel.test";
    public const string MessagesResent = "messages.resend";
    public const string AlertAdded = "alert.add";
    public const string AlertEdited = "alert.edit";
    public const string AlertDeleted = "alert.delete";
}
