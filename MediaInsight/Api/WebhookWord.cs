using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Platform.Json;

namespace MediaInsight.Api;

/// <summary>What a webhook says happened. Never taken for the truth: it only decides whether the server is read now.</summary>
/// <param name="Event">"media.play", "playback.start", "PlaybackStart"; null when it does not say.</param>
/// <param name="IsChange">What plays may have changed; a mere tick of progress has not, nor has a scan of a library.</param>
internal sealed record WebhookWord(string? Event, bool IsChange)
{
    private const int MaxName = 64;

    /// <summary>What certainly says nothing about what plays. Anything else, and anything unknown, is worth a reading.</summary>
    private static readonly string[] Quiet = ["library.", "item.", "admin.", "user.", "system.", "plugins.", "scheduledtasks.", "recording.", "livetv.", "device.", "media.rate", "playback.progress"];

    private static readonly HashSet<string> QuietPlugin = new(
        ["ItemAdded", "ItemDeleted", "UserCreated", "UserDeleted", "UserUpdated", "UserLockedOut", "UserPasswordChanged", "UserDataSaved", "TaskCompleted", "SubtitleDownloadFailure", "PendingRestart", "AuthenticationSuccess", "AuthenticationFailure"],
        StringComparer.OrdinalIgnoreCase);

    public static WebhookWord Of(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } told)
        {
            return new(null, IsChange: true);
        }

        if (Name(told, "NotificationType") is { } type)
        {
            // The plugin repeats every second what the server reckons by itself.
            var isTick = type.Equals("PlaybackProgress", StringComparison.OrdinalIgnoreCase) && told.TryGetProperty("IsAutomated", out var automated) && automated.ValueKind == JsonValueKind.True;
            return new(type, !isTick && !QuietPlugin.Contains(type) && !type.StartsWith("Plugin", StringComparison.OrdinalIgnoreCase));
        }

        var name = Name(told, "event") ?? Name(told, "Event");
        return new(name, name is null || !Quiet.Any(q => name.StartsWith(q, StringComparison.OrdinalIgnoreCase)));
    }

    private static string? Name(JsonElement told, string member) =>
        told.TryGetProperty(member, out var name) ? Text.Clean(LenientJson.TextOf(name), MaxName) : null;
}
