using MediaInsight.Domain;

namespace MediaInsight.Alerting.Facts;

/// <summary>Pages that messages link to, relative to the site's address (a test holds them against the pages' own list).</summary>
public static class NoticeLinks
{
    public const string Jobs = "jobs";
    public const string Servers = "servers";
    public const string Libraries = "libraries";
    public const string Statistics = "statistics";
    public const string Operator = "analytics";
    public const string Users = "users";

    public static string Play(PlayId id, bool isRunning) => isRunning ? $"activity?play={id}" : $"history?play={id}";

    public static string Item(MediaItemId id) => $"items/{id}";
}
