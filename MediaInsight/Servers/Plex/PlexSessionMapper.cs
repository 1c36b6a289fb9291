using System.Net;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Plex;

/// <summary>One item of /status/sessions as a session. Pure: same element, same snapshot.</summary>
internal static class PlexSessionMapper
{
    /// <summary>Plex' number for a player without account.</summary>
    public const string LocalUser = "0";

    private const int MaxKbps = 1_000_000;

    private static readonly Dictionary<string, string> Platforms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Konvergo"] = "Plex Media Player",
        ["windows"] = "Windows",
        ["osx"] = "macOS",
        ["macos"] = "macOS",
        ["linux"] = "Linux",
        ["ios"] = "iOS",
        ["tvos"] = "tvOS",
    };

    /// <param name="original">See <see cref="PlexStreamMapper.Map"/>.</param>
    /// <returns>Null for a row that names neither a session nor an item.</returns>
    public static SessionSnapshot? Map(PlexElement item, PlexElement? original = null)
    {
        var media = PlexMediaMapper.Map(item);
        var control = PlexMediaMapper.Id(item.Child("Session")?.Text("id"));
        var place = PlexMediaMapper.Id(item.Text("sessionKey")) ?? control;
        if (place is null && media.ExternalId.Length == 0)
        {
            return null;
        }

        var player = item.Child("Player");
        var user = UserOf(item.Child("User"));
        var isLive = media.Kind is MediaKind.LiveTv;
        var stream = PlexStreamMapper.Map(item, original);
        return new()
        {
            Key = new($"{place}/{PlexMediaMapper.Id(player?.Text("machineIdentifier"))}", user.ExternalId, media.ExternalId),
            ControlId = control,

            // The server can end a stream and say why; a player can only be paused by another player.
            Commands = control is null ? SessionCommands.None : SessionCommands.Stop | SessionCommands.StopReason,
            User = user,
            Device = DeviceOf(player),
            Media = media,
            State = StateOf(player),
            // Live television counts from the tuning in, not within the programme.
            Position = isLive ? null : PlexMediaMapper.Time(item.Long("viewOffset")),
            Duration = isLive ? null : DurationOf(item),
            Stream = stream,
            Transcode = PlexStreamMapper.Progress(item, stream),
            Network = NetworkOf(player, item.Child("Session")),
            BandwidthKbps = BandwidthOf(item.Child("Session")),
        };
    }

    private static SessionUser UserOf(PlexElement? user) =>
        PlexMediaMapper.Id(user?.Text("id")) is { } id and not LocalUser
            ? new(id, Text.Clean(user?.Text("title"), Text.MaxName) ?? $"User {id}", PlexMediaMapper.ImagePath(user?.Text("thumb")))
            : new(LocalUser, "Local");

    private static DeviceRef DeviceOf(PlexElement? player)
    {
        string? Word(string key) => Text.Clean(player?.Text(key), Text.MaxName);

        var platform = Word("platform");
        return new()
        {
            ExternalId = Word("machineIdentifier"),
            Name = Word("title"),
            ClientName = Word("product"),
            ClientVersion = Word("version"),
            Platform = platform is not null && Platforms.TryGetValue(platform, out var better) ? better : platform,
            PlatformVersion = Word("platformVersion"),
            // "model" says how a web or desktop app was installed: bundled, standalone, hosted.
            Model = Word("device") ?? (Word("model") is { } model and not ("bundled" or "standalone" or "hosted") ? model : null),
        };
    }

    private static PlaybackState StateOf(PlexElement? player) => player?.Text("state")?.ToLowerInvariant() switch
    {
        "paused" => PlaybackState.Paused,
        // A client that reports an error shows nothing either.
        "buffering" or "error" => PlaybackState.Buffering,
        _ => PlaybackState.Playing,
    };

    private static TimeSpan? DurationOf(PlexElement item) =>
        PlexMediaMapper.Time(item.Long("duration") ?? item.Selected("Media")?.Long("duration")) is { } length && length > TimeSpan.Zero ? length : null;

    /// <summary>kbit/s; some servers write live television's in bit/s, which would be more than any line carries.</summary>
    private static int? BandwidthOf(PlexElement? session) => session?.Positive("bandwidth") is { } told ? told > MaxKbps ? told / 1000 : told : null;

    private static NetworkRef NetworkOf(PlexElement? player, PlexElement? session)
    {
        NetworkLocation? location = session?.Text("location")?.ToLowerInvariant() switch
        {
            "lan" => NetworkLocation.Lan,
            "wan" or "cellular" => NetworkLocation.Wan,
            // Old servers have no Session. Behind a reverse proxy "local" alone may be wrong, so it comes second.
            _ => player?.Flag("local") switch { true => NetworkLocation.Lan, false => NetworkLocation.Wan, null => null },
        };
        var seen = AddressOf(player, "address");
        var outside = AddressOf(player, "remotePublicAddress");

        // Before the attribute existed, a relayed player was one from afar whose public address is the server itself.
        var relayed = player?.Flag("relayed") ?? (location is NetworkLocation.Wan && outside is "127.0.0.1" ? true : null);
        var address = location is NetworkLocation.Wan && outside is not null && !IsLoopback(outside) ? outside : seen ?? outside;
        if (location is NetworkLocation.Wan && IsLoopback(address))
        {
            // The relay's own end, not the viewer.
            address = null;
        }

        return new(address, location, relayed, player?.Flag("secure"));
    }
    // 0.0.0.0 and :: say nothing about a client.
    private static string? AddressOf(PlexElement? player, string key) =>
        Addresses.Normalize(player?.Text(key)) is { } address and not ("0.0.0.0" or "::") ? address : null;

    private static bool IsLoopback(string? address) => IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed);
}
