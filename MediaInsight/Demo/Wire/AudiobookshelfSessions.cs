using System.Globalization;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Open sessions and rows of history.</summary>
internal static class AudiobookshelfSessions
{
    /// <summary>How often the apps report while they play; they report once more when they pause.</summary>
    public static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(15);

    public static string Id(PlannedPlay play) => DemoIds.Dashed($"audiobookshelf play {play.Number} {play.StartedAt.ToUnixTimeSeconds()}");

    public static JsonObject Open(PlannedPlay play, DateTimeOffset now)
    {
        var node = Session(play, now);
        node["chapters"] = AudiobookshelfItems.Chapters(play.Item);
        return node;
    }

    /// <summary>A row of history, which forgets the chapters and gains some noise.</summary>
    public static JsonObject Row(PlannedPlay play, DateTimeOffset now)
    {
        var node = Session(play, now);
        node["lastSave"] = 0;
        node["audioTracks"] = new JsonArray();
        node["stream"] = null;
        node["shareSessionId"] = null;
        node["mediaItemShareId"] = null;
        node["coverAspectRatio"] = null;
        return node;
    }

    public static DateTimeOffset UpdatedAt(PlannedPlay play, DateTimeOffset now) =>
        now >= play.StoppedAt ? play.LastReport(play.StoppedAt, SyncInterval) : play.LastReport(now, SyncInterval);

    private static JsonObject Session(PlannedPlay play, DateTimeOffset now)
    {
        var item = play.Item;
        var account = play.Device.Account;
        var book = item.Kind == MediaKind.Audiobook;
        var updated = UpdatedAt(play, now);
        return new()
        {
            ["id"] = Id(play),
            ["userId"] = account.ExternalId,
            ["libraryId"] = book ? AudiobookshelfItems.BookLibrary : AudiobookshelfItems.PodcastLibrary,
            ["libraryItemId"] = AudiobookshelfItems.ItemId(item),
            ["bookId"] = book ? AudiobookshelfItems.MediaId(item.Number) : null,
            ["episodeId"] = book ? null : AudiobookshelfItems.Id(item.Number),
            ["mediaType"] = book ? "book" : "podcast",
            ["mediaMetadata"] = book ? AudiobookshelfItems.BookMetadata(item) : AudiobookshelfItems.PodcastMetadata(item),
            ["chapters"] = new JsonArray(),
            ["displayTitle"] = item.Title,
            ["displayAuthor"] = item.Author,
            ["coverPath"] = AudiobookshelfItems.CoverFile(book ? item.Number : item.Parent?.Number ?? 0),
            ["duration"] = item.Duration?.TotalSeconds,
            ["playMethod"] = 0,
            ["mediaPlayer"] = play.Device.Client switch { "Abs Android" => "exo-player", "Abs iOS" => "AVPlayer", _ => "html5" },
            ["deviceInfo"] = Device(play),
            ["serverVersion"] = AudiobookshelfItems.ServerVersion,
            ["date"] = play.StartedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["dayOfWeek"] = play.StartedAt.DayOfWeek.ToString(),
            ["timeListening"] = Math.Round(play.WatchedAt(updated).TotalSeconds, 3),
            ["startTime"] = play.StartPosition.TotalSeconds,
            ["currentTime"] = Math.Round(play.PositionAt(updated).TotalSeconds, 3),
            ["startedAt"] = play.StartedAt.ToUnixTimeMilliseconds(),
            ["updatedAt"] = updated.ToUnixTimeMilliseconds(),
            ["user"] = new JsonObject { ["id"] = account.ExternalId, ["username"] = account.Name },
        };
    }

    private static JsonObject Device(PlannedPlay play)
    {
        var device = play.Device;
        var web = device.Ability == PlayerAbility.Browser;
        var android = device.Platform == "Android";
        return new JsonObject
        {
            ["id"] = DemoIds.Dashed($"audiobookshelf device row {device.Number}"),
            ["userId"] = device.Account.ExternalId,
            ["deviceId"] = device.ExternalId,
            ["ipAddress"] = play.Address,
            ["browserName"] = web ? "Chrome" : null,
            ["browserVersion"] = web ? "139.0.0.0" : null,
            ["osName"] = web ? device.Platform : null,
            ["osVersion"] = web ? device.PlatformVersion : null,
            ["clientVersion"] = device.Version,
            ["manufacturer"] = web ? "" : Maker(device),
            ["model"] = web ? "" : device.Model,
            ["sdkVersion"] = android ? "35" : "",
            ["clientName"] = device.Client,
            ["deviceName"] = device.Name,
        }.Told();
    }

    public static string Maker(Device device) => device.Name.Split(' ')[0];
}
