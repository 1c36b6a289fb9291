using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>GET /status/sessions.</summary>
internal static class PlexSessions
{
    public static JsonObject Container(IReadOnlyList<PlannedPlay> plays, DateTimeOffset now)
    {
        var container = new JsonObject { ["size"] = plays.Count };
        if (plays.Count > 0)
        {
            // Without sessions the key is missing, not empty.
            container["Metadata"] = WireJson.Array(plays.Select(p => Session(p, now)));
        }

        return new() { ["MediaContainer"] = container };
    }

    /// <summary>By which a play is ended.</summary>
    public static string Id(PlannedPlay play) => DemoIds.Hex($"plex play {play.Number}")[..24];

    public static string Avatar(Account account) => $"https://{DemoHousehold.PlexHost}/users/{account.Person.Number}/avatar?c=1700000000";

    private static JsonObject Session(PlannedPlay play, DateTimeOffset now)
    {
        var delivery = play.DeliveryAt(now);
        var account = play.Device.Account;
        var item = play.Item.Kind == MediaKind.LiveTv ? Broadcast(play.Item, now) : PlexItems.Item(play.Item, now);
        item["sessionKey"] = WireJson.Number(play.Number);
        item["viewOffset"] = play.Item.Kind == MediaKind.LiveTv ? (long)play.WatchedAt(now).TotalMilliseconds : (long)play.PositionAt(now).TotalMilliseconds;
        var media = PlexMedia.Played(play, delivery);
        if (play.Item.Kind == MediaKind.LiveTv)
        {
            media["uuid"] = DemoIds.Dashed($"plex tuner {play.Item.Number}");
            media["origin"] = "livetv";
            media["protocol"] = "hls";
            media["channelCallSign"] = play.Item.Title;
            media["channelTitle"] = $"{play.Item.ChannelNumber} {play.Item.Title}";
            media["channelIdentifier"] = play.Item.ChannelNumber;
            media["channelThumb"] = PlexItems.Thumb(play.Item.Number);
        }

        item["Media"] = new JsonArray(media);
        item["User"] = new JsonObject { ["id"] = account.ExternalId, ["thumb"] = Avatar(account), ["title"] = account.Name };
        item["Player"] = Player(play, now);
        item["Session"] = new JsonObject { ["id"] = Id(play), ["bandwidth"] = Bandwidth(delivery), ["location"] = play.Location == NetworkLocation.Lan ? "lan" : "wan" };
        if (delivery.Converts)
        {
            item["TranscodeSession"] = Transcode(play, delivery, now);
        }

        return item;
    }

    /// <summary>kbit/s: Plex reserves somewhat more than the stream needs.</summary>
    public static int Bandwidth(Delivery delivery) => delivery.Sent.TotalKbps * 21 / 20;

    private static JsonObject Broadcast(CatalogueItem channel, DateTimeOffset now)
    {
        var (title, _, _) = World.Programme(channel, now);
        var uuid = DemoIds.Dashed($"plex tuner {channel.Number}");
        return new()
        {
            ["key"] = $"/livetv/sessions/{uuid}",
            ["live"] = "1",
            ["genuineMediaAnalysis"] = "1",
            ["index"] = 1,
            ["summary"] = "",
            ["title"] = title,
            ["type"] = "clip",
        };
    }

    private static JsonObject Player(PlannedPlay play, DateTimeOffset now)
    {
        var device = play.Device;
        var model = device.Ability == PlayerAbility.Browser;
        return new JsonObject
        {
            ["address"] = play.Address,
            ["device"] = model ? null : device.Model,
            ["machineIdentifier"] = device.ExternalId,
            ["model"] = model ? device.Model : "",
            ["platform"] = device.Platform,
            ["platformVersion"] = device.PlatformVersion,
            ["product"] = device.Client,
            ["profile"] = model ? "Web" : "Generic",
            ["remotePublicAddress"] = play.Location == NetworkLocation.Lan ? Household.Mara.Wan : play.Address,
            ["state"] = play.StateAt(now) switch { PlaybackState.Paused => "paused", PlaybackState.Buffering => "buffering", _ => "playing" },
            ["title"] = device.Name,
            ["version"] = device.Version,
            ["local"] = play.Location == NetworkLocation.Lan,
            ["relayed"] = false,
            ["secure"] = true,
            ["userID"] = long.Parse(device.Account.ExternalId, System.Globalization.CultureInfo.InvariantCulture),
        }.Told();
    }

    private static JsonObject Transcode(PlannedPlay play, Delivery delivery, DateTimeOffset now)
    {
        var duration = play.Item.Duration?.TotalSeconds;
        var ahead = Math.Min(duration ?? 0, play.PositionAt(now).TotalSeconds + 60 + ((now - play.StartedAt).TotalSeconds * 1.5));
        var encodes = delivery.Video == StreamDecision.Transcode;
        return new JsonObject
        {
            ["key"] = $"/transcode/sessions/{DemoIds.Hex($"plex transcode {play.Number}")[..24]}",
            ["throttled"] = (now.Minute + play.Number) % 3 == 0,
            ["complete"] = ahead >= duration,
            ["progress"] = duration is > 0 ? Math.Round(100 * ahead / duration.Value, 2) : -1,
            ["size"] = -22,
            ["speed"] = Math.Round(encodes ? delivery.Hardware ? 6.4 : 2.1 : 18.6, 1),
            ["error"] = false,
            ["duration"] = (long?)play.Item.Duration?.TotalMilliseconds,
            ["remaining"] = (long)Math.Max(0, ((duration ?? 0) - ahead) / 3),
            ["context"] = "streaming",
            ["sourceVideoCodec"] = delivery.Source.VideoCodec,
            ["sourceAudioCodec"] = delivery.Source.AudioCodec,
            ["videoDecision"] = delivery.Source.IsVideo ? PlexMedia.DecisionWord(delivery.Video) : null,
            ["audioDecision"] = PlexMedia.DecisionWord(delivery.Audio),
            ["subtitleDecision"] = PlexMedia.SubtitleWord(delivery.SubtitleDecision),
            ["protocol"] = "dash",
            ["container"] = delivery.Sent.Container,
            ["videoCodec"] = delivery.Sent.VideoCodec,
            ["audioCodec"] = delivery.Sent.AudioCodec,
            ["audioChannels"] = delivery.Sent.AudioChannels,
            ["width"] = delivery.Sent.Width,
            ["height"] = delivery.Sent.Height,
            ["transcodeHwRequested"] = encodes,
            ["transcodeHwDecoding"] = delivery.Hardware ? "vaapi" : null,
            ["transcodeHwDecodingTitle"] = delivery.Hardware ? "Intel (VAAPI)" : null,
            ["transcodeHwEncoding"] = delivery.Hardware ? "vaapi" : null,
            ["transcodeHwEncodingTitle"] = delivery.Hardware ? "Intel (VAAPI)" : null,
            ["transcodeHwFullPipeline"] = delivery.Hardware,
            ["timeStamp"] = play.StartedAt.ToUnixTimeMilliseconds() / 1000.0,
            ["maxOffsetAvailable"] = Math.Round(ahead, 2),
            ["minOffsetAvailable"] = Math.Round(play.StartPosition.TotalSeconds, 2),
        }.Told();
    }
}
