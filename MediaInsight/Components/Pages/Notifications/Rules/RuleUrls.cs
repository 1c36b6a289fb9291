using System.Globalization;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>Addresses of rules, and the ways to and from them.</summary>
internal static class RuleUrls
{
    public const string List = "notifications?tab=rules";
    public const string New = "notifications/rules/new";

    public static string Of(int id) => $"notifications/rules/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A new rule that begins with an example, or empty.</summary>
    public static string From(string example) => AppUrls.With(New, ("example", example));

    /// <summary>A new channel, and back to where the rule waits.</summary>
    public static string NewChannel(string back) => AppUrls.With("notifications/channels/new", ("back", back));
}
