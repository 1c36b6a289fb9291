using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediaInsight.Notifications.Channels;

/// <summary>Which topics a channel takes, as it is stored and as programs send it.</summary>
public static partial class ChannelEvents
{
    public const int MaxTopics = 100;

    /// <summary>Somebody asked for these by hand, or they are for one address: no filter holds them back.</summary>
    private static readonly string[] Always = ["test", "newsletter"];

    public static IReadOnlyList<string> Everything { get; } = [NotificationChannel.AllEvents];

    /// <summary>A list, or the text of one ("[\"all\"]"), or one word; null: none of these.</summary>
    public static IReadOnlyList<string>? Parse(JsonElement given)
    {
        switch (given.ValueKind)
        {
            case JsonValueKind.Array:
                return given.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
                    ? [.. given.EnumerateArray().Select(e => e.GetString() ?? "")]
                    : null;
            case JsonValueKind.String:
                return Parse(given.GetString());
            default:
                return null;
        }
    }

    /// <inheritdoc cref="Parse(JsonElement)"/>
    public static IReadOnlyList<string>? Parse(string? given)
    {
        if (given?.TrimStart().StartsWith('[') != true)
        {
            return string.IsNullOrWhiteSpace(given) ? null : [given.Trim()];
        }

        try
        {
            return JsonSerializer.Deserialize<List<string?>>(given)?.Select(w => w ?? "").ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="stored">As in <see cref="NotificationChannel.Events"/>.</param>
    public static bool Takes(string stored, string topic) => Takes(Parse(stored) ?? Everything, topic);

    public static bool Takes(IReadOnlyList<string> events, string topic) =>
        Always.Contains(topic) || events.Contains(NotificationChannel.AllEvents) || events.Contains(topic);

    /// <summary>Null: fit to be stored.</summary>
    internal static string? Problem(IReadOnlyList<string> events) => events switch
    {
        [] => "Choose at least one kind of event.",
        { Count: > MaxTopics } => $"At most {MaxTopics} kinds of events can be chosen.",
        _ when events.FirstOrDefault(e => !Word().IsMatch(e)) is { } wrong => $"“{Domain.Text.Clean(wrong, 60)}” is no kind of event.",
        _ => null,
    };

    internal static string Store(IReadOnlyList<string> events) =>
        JsonSerializer.Serialize(events.Contains(NotificationChannel.AllEvents) ? Everything : [.. events.Distinct(StringComparer.Ordinal)]);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,59}\z")]
    private static partial Regex Word();
}
