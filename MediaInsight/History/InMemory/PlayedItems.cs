using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.History.InMemory;

/// <summary>What a played title is called and belongs to, as the index needs it.</summary>
internal sealed record PlayedItem(
    int Id, MediaKind Kind, string Title, string? Parent, string? Grandparent, int? Season, int? Year, string? Channel, string? Genres, string? Narrators, bool HasPicture, ItemPlace Place);

/// <summary>Where a title is filed, by its server's own ids.</summary>
internal sealed record ItemPlace(int Server, string? ParentId, string? GrandparentId, int? Library);

/// <summary>
/// The titles that were played, by what statistics group them by. One writer; a changed title may leave an empty group
/// behind, which no figure reaches.
/// </summary>
internal sealed class PlayedItems
{
    public static readonly int[] None = [];

    private readonly Dictionary<ItemPlace, ItemPlace> _places = [];
    private readonly Dictionary<string, int[]> _lists = new(StringComparer.Ordinal);

    /// <summary>Film, show, artist, book, podcast, channel.</summary>
    public ItemGroups Titles { get; } = new();
    public ItemGroups Items { get; } = new();
    public ItemGroups Seasons { get; } = new();
    public ItemGroups Albums { get; } = new();
    public ItemGroups Authors { get; } = new();
    public ItemGroups Channels { get; } = new();
    public ItemGroups Programmes { get; } = new();
    public Vocabulary GenreNames { get; } = new();
    public Vocabulary NarratorNames { get; } = new();

    /// <summary>By item number; null: none told.</summary>
    public int[]?[] Genres { get; private set; } = [];

    /// <summary>By item number; null: none told.</summary>
    public int[]?[] Narrators { get; private set; } = [];

    /// <summary>By item number; null: not known.</summary>
    public ItemPlace?[] Places { get; private set; } = [];

    /// <summary>By item number.</summary>
    public bool[] HasPicture { get; private set; } = [];

    /// <summary>Items are known below this number.</summary>
    public int Limit { get; private set; }

    public bool Knows(int item) => item < Limit && Items.OfItem[item] >= 0;

    /// <summary>Grows with every title that is put in or changed.</summary>
    public int Version { get; private set; }

    public void Put(PlayedItem item)
    {
        Version++;
        Reserve(item.Id + 1);
        var (id, kind, picture) = (item.Id, item.Kind, item.HasPicture);
        var (name, apart, detail) = kind switch
        {
            MediaKind.Episode or MediaKind.Track or MediaKind.PodcastEpisode => (item.Grandparent ?? item.Title, "", null),
            MediaKind.LiveTv => (item.Channel ?? item.Title, "", null),
            MediaKind.Movie => (item.Title, item.Year?.ToString(CultureInfo.InvariantCulture) ?? "", null),
            MediaKind.Audiobook => (item.Title, item.Grandparent?.ToLowerInvariant() ?? "", item.Grandparent),
            _ => (item.Title, "", (string?)null),
        };
        Titles.Put(id, picture, kind, name, apart, detail, kind == MediaKind.Movie ? item.Year : null);
        Items.Put(id, picture, kind, item.Title, $"{item.Grandparent}\u001f{item.Parent}\u001f{(kind == MediaKind.Movie ? item.Year : null)}".ToLowerInvariant(), item.Grandparent, kind == MediaKind.Movie ? item.Year : null);
        Seasons.Put(id, picture, kind, kind == MediaKind.Episode ? item.Parent ?? (item.Season is { } season ? $"Season {season}" : null) : null, item.Grandparent?.ToLowerInvariant() ?? "", item.Grandparent, null);
        Albums.Put(id, picture, kind, kind == MediaKind.Track ? item.Parent : null, item.Grandparent?.ToLowerInvariant() ?? "", item.Grandparent, null);
        Authors.Put(id, picture, kind, kind == MediaKind.Audiobook ? item.Grandparent : null, "", null, null);
        Channels.Put(id, picture, kind, kind == MediaKind.LiveTv ? item.Channel : null, "", null, null);
        Programmes.Put(id, picture, kind, kind == MediaKind.LiveTv ? item.Title : null, "", item.Channel, null);
        HasPicture[id] = picture;
        Places[id] = Shared(item.Place);
        Genres[id] = List(item.Genres, '|', GenreNames, "g");
        Narrators[id] = kind == MediaKind.Audiobook ? List(item.Narrators, ',', NarratorNames, "n") : null;
    }

    private void Reserve(int items)
    {
        if (items <= Limit)
        {
            return;
        }

        Limit = Math.Max(items, Limit + (Limit / 4));
        foreach (var groups in new[] { Titles, Items, Seasons, Albums, Authors, Channels, Programmes })
        {
            groups.Reserve(Limit);
        }

        var (genres, narrators, pictures, places) = (Genres, Narrators, HasPicture, Places);
        Array.Resize(ref places, Limit);
        Array.Resize(ref pictures, Limit);
        Array.Resize(ref genres, Limit);
        Array.Resize(ref narrators, Limit);
        (Genres, Narrators, HasPicture, Places) = (genres, narrators, pictures, places);
    }

    // Titles of one season, album or library are filed alike.
    private ItemPlace Shared(ItemPlace place)
    {
        if (!_places.TryGetValue(place, out var known))
        {
            _places[place] = known = place;
        }

        return known;
    }

    // Few combinations for many titles: one list each.
    private int[]? List(string? text, char separator, Vocabulary words, string which)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!_lists.TryGetValue(which + text, out var list))
        {
            list = [.. text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(words.Of).Distinct()];
            _lists[which + text] = list;
        }

        return list.Length == 0 ? null : list;
    }
}
