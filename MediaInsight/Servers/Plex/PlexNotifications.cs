using System.Text.Json;
using MediaInsight.Platform.Json;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Tells changes from ticks: Plex repeats every session's state about every ten seconds.
/// Sample: <c>{"NotificationContainer":{"type":"playing","size":1,"PlaySessionStateNotification":[{"sessionKey":"29","ratingKey":"144504","viewOffset":154000,"state":"playing"}]}}</c>;
/// as an event the inner member stands alone and holds one object.
/// </summary>
internal sealed class PlexNotifications
{
    /// <summary>More than any server plays; beyond it everything is forgotten, which costs one reading.</summary>
    private const int MaxSessions = 1000;

    private readonly Dictionary<string, (string? State, string? Item, string? Conversion)> _known = new(StringComparer.Ordinal);

    public IEnumerable<ServerHint> Read(JsonElement message)
    {
        if (Member(message, "NotificationContainer") is { } container)
        {
            message = container;
        }

        return Member(message, "PlaySessionStateNotification") switch
        {
            { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Take(MaxSessions).Select(Of)],
            { ValueKind: JsonValueKind.Object } one => [Of(one)],
            _ => [],
        };
    }

    private ServerHint Of(JsonElement notification)
    {
        var (key, state) = (Text(notification, "sessionKey"), Text(notification, "state"));
        if (key is null)
        {
            return new ServerHint.Changed(AboutSessions: true);
        }

        if (state == "stopped")
        {
            _known.Remove(key);
            return new ServerHint.Stopped(key + "/");
        }

        var now = (state, Text(notification, "ratingKey"), Text(notification, "transcodeSession"));
        if (_known.TryGetValue(key, out var before) && before == now)
        {
            return new ServerHint.Unchanged();
        }

        if (_known.Count >= MaxSessions)
        {
            _known.Clear();
        }

        _known[key] = now;
        return new ServerHint.Changed(AboutSessions: true);
    }

    private static JsonElement? Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Ids come as text and as numbers.</summary>
    private static string? Text(JsonElement of, string name) => Member(of, name) switch
    {
        { ValueKind: JsonValueKind.String } text => Domain.Text.Clean(LenientJson.TextOf(text), Domain.Text.MaxName),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
