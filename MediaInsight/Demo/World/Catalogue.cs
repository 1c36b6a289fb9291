using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Everything that the household's servers hold; the same at every start.</summary>
internal sealed class Catalogue
{
    public const int CycleDays = 364;
    public static readonly DateTimeOffset CycleStart = new(2024, 1, 1, 5, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset OldestShelf = new(2021, 3, 1, 18, 0, 0, TimeSpan.Zero);
    private const int PodcastEpisodes = 26;
    private const double NewShare = 0.22;

    private readonly List<CatalogueItem> _items = [];
    private readonly List<CatalogueGroup> _groups = [];
    private int _number = 100;

    private Catalogue()
    {
        AddMovies();
        AddShows();
        AddAlbums();
        AddBooks();
        AddPodcasts();
        AddChannels();
        ByNumber = _items.ToDictionary(i => i.Number);
        GroupByNumber = _groups.ToDictionary(g => g.Number);
        Movies = Of(MediaKind.Movie);
        Books = Of(MediaKind.Audiobook);
        Channels = Of(MediaKind.LiveTv);
        Episodes = InGroups(MediaKind.Episode, i => i.Grandparent!); // non-null: episodes lie in a season of a show
        Albums = InGroups(MediaKind.Track, i => i.Parent!); // non-null: tracks lie on an album
        Podcasts = InGroups(MediaKind.PodcastEpisode, i => i.Parent!); // non-null: episodes lie in a podcast
    }

    public static Catalogue Instance { get; } = new();

    public IReadOnlyList<CatalogueItem> Items => _items;
    public IReadOnlyList<CatalogueGroup> Groups => _groups;
    public IReadOnlyDictionary<int, CatalogueItem> ByNumber { get; }
    public IReadOnlyDictionary<int, CatalogueGroup> GroupByNumber { get; }
    public IReadOnlyList<CatalogueItem> Movies { get; }
    public IReadOnlyList<CatalogueItem> Books { get; }
    public IReadOnlyList<CatalogueItem> Channels { get; }

    /// <summary>By show, in the order in which they are watched: the specials last.</summary>
    public IReadOnlyList<(CatalogueGroup Group, IReadOnlyList<CatalogueItem> Items)> Episodes { get; }
    public IReadOnlyList<(CatalogueGroup Group, IReadOnlyList<CatalogueItem> Items)> Albums { get; }
    public IReadOnlyList<(CatalogueGroup Group, IReadOnlyList<CatalogueItem> Items)> Podcasts { get; }

    /// <summary>Plex has everything to watch and hear; the two others have most of it; books lie on their own server.</summary>
    public static bool IsOn(ServerKind server, CatalogueItem item) => item.Kind switch
    {
        MediaKind.Audiobook or MediaKind.PodcastEpisode => server == ServerKind.Audiobookshelf,
        MediaKind.Track => server is ServerKind.Plex or ServerKind.Jellyfin,
        MediaKind.LiveTv => server != ServerKind.Audiobookshelf,
        _ => server switch
        {
            ServerKind.Plex => true,
            ServerKind.Jellyfin => Share(item) % 8 < 6,
            ServerKind.Emby => Share(item) % 8 > 2,
            _ => false,
        },
    };

    private static int Share(CatalogueItem item) => item.Grandparent?.Number ?? item.Number;

    private void AddMovies()
    {
        foreach (var (title, year) in CatalogueTitles.Movies)
        {
            var dice = Dice.For(1, _number);
            var forChildren = title.Contains("Otto", StringComparison.Ordinal) || title.Contains("Captain", StringComparison.Ordinal)
                || title.Contains("Dragon", StringComparison.Ordinal) || title.Contains("Robot", StringComparison.Ordinal) || title.Contains("Pip &", StringComparison.Ordinal)
                || title.Contains("Bramble", StringComparison.Ordinal) || title.Contains("Whale", StringComparison.Ordinal) || title.Contains("Button", StringComparison.Ordinal);
            Add(dice, new()
            {
                Number = Take(),
                Kind = MediaKind.Movie,
                Title = title,
                Year = year,
                Duration = TimeSpan.FromSeconds(forChildren ? dice.Int(4_700, 5_700) : dice.Int(5_300, 9_400)),
                File = MediaFile.Movie(dice, year),
                Genre = forChildren ? "Family" : dice.Pick(CatalogueTitles.MovieGenres),
                ForChildren = forChildren,
            }, NewShare);
        }
    }

    private void AddShows()
    {
        foreach (var (title, year, seasons, episodes, minutes, specials) in CatalogueTitles.Shows)
        {
            var show = Group(GroupKind.Show, title, null, year, null);
            for (var s = 1; s <= seasons + (specials ? 1 : 0); s++)
            {
                var isSpecials = s > seasons;
                var dice = Dice.For(2, _number);
                var season = Group(GroupKind.Season, isSpecials ? "Specials" : $"Season {s}", isSpecials ? 0 : s, year + s - 1, show);
                var file = MediaFile.Episode(dice);
                var newOn = s == seasons && dice.Chance(0.5) ? dice.Int(0, CycleDays - 60) : (int?)null;
                for (var e = 1; e <= (isSpecials ? 2 : episodes); e++)
                {
                    _items.Add(new()
                    {
                        Number = Take(),
                        Kind = MediaKind.Episode,
                        Title = e == 1 && s == 1 ? "Pilot" : EpisodeTitle(dice),
                        Parent = season,
                        Index = e,
                        Year = year + Math.Min(s, seasons) - 1,
                        Duration = TimeSpan.FromSeconds(Math.Round(dice.Around(minutes * 60, minutes * 6))),
                        File = file,
                        Genre = minutes < 15 ? "Family" : dice.Pick(CatalogueTitles.MovieGenres),
                        ForChildren = minutes < 15,
                        NewOnCycleDay = newOn + (e * 3),
                        OldAddedAt = OldestShelf.AddDays((_number * 13 % 900) + s),
                    });
                }
            }
        }
    }

    private void AddAlbums()
    {
        var artists = new Dictionary<string, CatalogueGroup>();
        foreach (var (artist, album, year, tracks) in CatalogueTitles.Albums)
        {
            if (!artists.TryGetValue(artist, out var group))
            {
                artists[artist] = group = Group(GroupKind.Artist, artist, null, null, null);
            }

            var dice = Dice.For(3, _number);
            var disc = Group(GroupKind.Album, album, 1, year, group);
            var file = MediaFile.Album(dice);
            var newOn = dice.Chance(NewShare) ? dice.Int(0, CycleDays) : (int?)null;
            var added = OldestShelf.AddDays(dice.Int(0, 900));
            for (var t = 1; t <= tracks; t++)
            {
                _items.Add(new()
                {
                    Number = Take(),
                    Kind = MediaKind.Track,
                    Title = t == 1 && dice.Chance(0.4) ? album : EpisodeTitle(dice),
                    Parent = disc,
                    Index = t,
                    Year = year,
                    Duration = TimeSpan.FromSeconds(dice.Int(138, 342)),
                    File = file,
                    Genre = "Music",
                    NewOnCycleDay = newOn,
                    OldAddedAt = added,
                });
            }
        }
    }

    private void AddBooks()
    {
        foreach (var (title, author, narrator, series, part, year, hours) in CatalogueTitles.Books)
        {
            var dice = Dice.For(4, _number);
            var group = _groups.Find(g => g.Kind == GroupKind.Author && g.Title == author) ?? Group(GroupKind.Author, author, null, null, null);
            var seconds = Math.Round(hours * 3600);
            Add(dice, new()
            {
                Number = Take(),
                Kind = MediaKind.Audiobook,
                Title = title,
                Parent = group,
                Year = year,
                Duration = TimeSpan.FromSeconds(seconds),
                File = MediaFile.Sound("m4b", "aac", 2, dice.Chance(0.5) ? 64 : 128),
                Genre = "Fiction",
                Author = author,
                Narrator = narrator,
                SeriesName = series,
                SeriesPart = part,
                Chapters = ChaptersOf(seconds, dice),
            }, NewShare);
        }
    }

    private void AddPodcasts()
    {
        foreach (var (title, author, minutes) in CatalogueTitles.Podcasts)
        {
            var podcast = Group(GroupKind.Podcast, title, null, null, null);
            var dice = Dice.For(5, podcast.Number);
            for (var e = 1; e <= PodcastEpisodes; e++)
            {
                _items.Add(new()
                {
                    Number = Take(),
                    Kind = MediaKind.PodcastEpisode,
                    Title = $"#{e}: {dice.Pick(CatalogueTitles.Topics)}",
                    Parent = podcast,
                    Index = e,
                    Duration = TimeSpan.FromSeconds(Math.Round(dice.Around(minutes * 60, minutes * 15))),
                    File = MediaFile.Sound("mp3", "mp3", 2, 128),
                    Genre = "Podcast",
                    Author = author,
                    NewOnCycleDay = ((e - 1) * CycleDays / PodcastEpisodes) + (podcast.Number % 7),
                });
            }
        }
    }

    private void AddChannels()
    {
        foreach (var (name, number, programmes) in CatalogueTitles.Channels)
        {
            _items.Add(new()
            {
                Number = Take(),
                Kind = MediaKind.LiveTv,
                Title = name,
                File = MediaFile.Broadcast,
                ChannelNumber = number,
                Programmes = programmes,
                OldAddedAt = OldestShelf,
            });
        }
    }

    private static List<Chapter> ChaptersOf(double seconds, Dice dice)
    {
        var count = Math.Max(4, (int)(seconds / 1900));
        var chapters = new List<Chapter>(count);
        var start = 0.0;
        for (var c = 0; c < count; c++)
        {
            var end = c == count - 1 ? seconds : Math.Round((c + 1 + dice.Between(-0.3, 0.3)) * seconds / count);
            chapters.Add(new(c, $"Chapter {c + 1}", start, end));
            start = end;
        }

        return chapters;
    }

    private static string EpisodeTitle(Dice dice) => $"The {dice.Pick(CatalogueTitles.Adjectives)} {dice.Pick(CatalogueTitles.Nouns)}";

    private void Add(Dice dice, CatalogueItem item, double newShare) => _items.Add(item with
    {
        NewOnCycleDay = dice.Chance(newShare) ? dice.Int(0, CycleDays) : null,
        OldAddedAt = OldestShelf.AddDays(dice.Int(0, 900)).AddMinutes(dice.Int(0, 1440)),
    });

    private CatalogueGroup Group(GroupKind kind, string title, int? index, int? year, CatalogueGroup? parent)
    {
        var group = new CatalogueGroup(Take(), kind, title, index, year, parent);
        _groups.Add(group);
        return group;
    }

    private int Take() => _number++;

    private List<CatalogueItem> Of(MediaKind kind) => _items.FindAll(i => i.Kind == kind);

    private IReadOnlyList<(CatalogueGroup, IReadOnlyList<CatalogueItem>)> InGroups(MediaKind kind, Func<CatalogueItem, CatalogueGroup> group) =>
        [.. Of(kind).GroupBy(group).Select(g => (g.Key, (IReadOnlyList<CatalogueItem>)[.. g]))];
}
