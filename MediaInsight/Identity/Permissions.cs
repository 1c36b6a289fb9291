namespace MediaInsight.Identity;

/// <summary>What somebody may do; each is also the name of an authorization policy.</summary>
public static class Permissions
{
    public const string ViewSessions = "sessions.view";
    public const string ControlSessions = "sessions.control";
    public const string DeleteHistory = "history.delete";
    public const string ManageRules = "rules.manage";
    public const string ManageNotifications = "notifications.manage";
    public const string ManageServers = "servers.manage";
    public const string ManageUsers = "users.manage";
    public const string ManageSettings = "settings.manage";

    /// <summary>Policy of the audit log: managing accounts or settings.</summary>
    public const string ReadAudit = "audit.read";

    /// <summary>Policy of what belongs to nobody, such as libraries: seeing plays, and not only those of one person.</summary>
    public const string ReadEverything = "everything.read";

    public static readonly IReadOnlyList<string> All =
        [ViewSessions, ControlSessions, DeleteHistory, ManageRules, ManageNotifications, ManageServers, ManageUsers, ManageSettings];
}
