namespace MediaInsight.Alerting.Rules;

/// <summary>The stable words of audit entries about notification rules.</summary>
public static class RuleActions
{
    public const string Added = "notification-rule.add";
    public const string Edited = "notification-rule.edit";
    public const string SwitchedOn = "notification-rule.on";
    public const string SwitchedOff = "notification-rule.off";
    public const string Deleted = "notification-rule.delete";
}
