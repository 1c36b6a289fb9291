using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>The same title or group under the id each product would give it.</summary>
internal static class DemoIds
{
    public static string Item(ServerKind server, int number) => server switch
    {
        ServerKind.Plex => (number + 4_000).ToString(CultureInfo.InvariantCulture),
        ServerKind.Emby => (number + 21_000).ToString(CultureInfo.InvariantCulture),
        ServerKind.Jellyfin => Hex($"jellyfin item {number}"),
        _ => Dashed($"audiobookshelf item {number}"),
    };

    /// <summary>The number behind an id of <see cref="Item"/>; null for anything else.</summary>
    public static int? Number(ServerKind server, string id) => server switch
    {
        ServerKind.Plex => Parse(id) - 4_000,
        ServerKind.Emby => Parse(id) - 21_000,
        ServerKind.Jellyfin => ByJellyfinId.Value.TryGetValue(id.Replace("-", "", StringComparison.Ordinal), out var n) ? n : null,
        _ => ByAudiobookshelfId.Value.TryGetValue(id, out var n) ? n : null,
    };

    /// <summary>32 hex digits.</summary>
    public static string Hex(string of) => Convert.ToHexStringLower(Dice.Digest(of));

    /// <summary>A UUID's text.</summary>
    public static string Dashed(string of) => new Guid(Dice.Digest(of)).ToString("D");

    public static string Imdb(CatalogueItem item) => string.Create(CultureInfo.InvariantCulture, $"tt99{item.Number:D6}");

    public static string Tmdb(CatalogueItem item) => (9_900_000 + item.Number).ToString(CultureInfo.InvariantCulture);

    public static string PlexGuid(string kind, int number) => $"plex://{kind}/{Hex($"plex {number}")[..24]}";

    private static readonly Lazy<Dictionary<string, int>> ByJellyfinId = new(() => All(ServerKind.Jellyfin));
    private static readonly Lazy<Dictionary<string, int>> ByAudiobookshelfId = new(() => All(ServerKind.Audiobookshelf));

    private static Dictionary<string, int> All(ServerKind server) =>
        Catalogue.Instance.Items.Select(i => i.Number).Concat(Catalogue.Instance.Groups.Select(g => g.Number)).ToDictionary(n => Item(server, n));

    private static int? Parse(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
