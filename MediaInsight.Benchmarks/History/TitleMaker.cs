using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Benchmarks.History;

/// <param name="Kind">Of what is played.</param>
/// <param name="Share">Of all playable titles.</param>
internal sealed record LibraryPlan(int Server, string Name, LibraryContent Content, MediaKind Kind, double Share);

/// <summary>Invents what libraries list: each work as its own list, containers before what lies in them.</summary>
internal sealed class TitleMaker(Chance chance, DataSetPlan plan, DateTimeOffset now)
{
    public static readonly LibraryPlan[] Libraries =
    [
        new(0, "Films", LibraryContent.Movies, MediaKind.Movie, 0.07), new(1, "Films", LibraryContent.Movies, MediaKind.Movie, 0.05), new(2, "Films", LibraryContent.Movies, MediaKind.Movie, 0.03),
        new(0, "Series", LibraryContent.Shows, MediaKind.Episode, 0.20), new(1, "Series", LibraryContent.Shows, MediaKind.Episode, 0.15), new(2, "Series", LibraryContent.Shows, MediaKind.Episode, 0.11),
        new(0, "Music", LibraryContent.Music, MediaKind.Track, 0.14), new(1, "Music", LibraryContent.Music, MediaKind.Track, 0.09), new(2, "Music", LibraryContent.Music, MediaKind.Track, 0.055),
        new(2, "Clips", LibraryContent.Other, MediaKind.MusicVideo, 0.01),
        new(0, "Television", LibraryContent.LiveTv, MediaKind.LiveTv, 0.01), new(1, "Television", LibraryContent.LiveTv, MediaKind.LiveTv, 0.005),
        new(Catalogue.AudiobookServer, "Books", LibraryContent.Audiobooks, MediaKind.Audiobook, 0.03), new(Catalogue.AudiobookServer, "Podcasts", LibraryContent.Podcasts, MediaKind.PodcastEpisode, 0.05),
    ];

    private readonly List<(string Title, int Year)> _films = [];
    private readonly Dictionary<string, int> _formats = new(StringComparer.Ordinal);
    private int _ids;

    public int FormatOf(LibraryItemSnapshot item) => _formats[item.Media.ExternalId];

    public List<List<LibraryItemSnapshot>> Of(LibraryPlan library)
    {
        var (wanted, works) = ((int)Math.Round(library.Share * plan.Titles), new List<List<LibraryItemSnapshot>>());
        for (var made = 0; made < wanted;)
        {
            var work = Work(library, wanted - made, works.Count);
            works.Add(work);
            made += work.Count(i => !i.Media.Kind.IsContainer());
        }

        return works;
    }

    private List<LibraryItemSnapshot> Work(LibraryPlan library, int most, int number) => library.Kind switch
    {
        MediaKind.Movie => [Film(library)],
        MediaKind.Episode => Nested(library, MediaKind.Show, MediaKind.Season, Math.Min(most, 10 * chance.Between(1, 9)), 10, 20, 62, Words.Title(chance)),
        MediaKind.Track => Nested(library, MediaKind.Artist, MediaKind.Album, Math.Min(most, 12 * chance.Between(1, 4)), 12, 2, 6, Words.Person(chance)),
        MediaKind.PodcastEpisode => Nested(library, MediaKind.Podcast, null, Math.Min(most, chance.Between(10, 60)), 1000, 20, 90, Words.Title(chance)),
        MediaKind.Audiobook => [Item(library, MediaKind.Audiobook, Words.Title(chance), chance.Between(240, 1200), Added(), grandparent: Words.Person(chance)) with { Narrators = Words.Person(chance) }],
        MediaKind.LiveTv => [.. Enumerable.Range(0, Math.Min(most, 8)).Select(_ => Item(library, MediaKind.LiveTv, Words.Title(chance), null, now.AddDays(-plan.Days), channel: $"Channel {number + 1}"))],
        _ => [Item(library, library.Kind, Words.Title(chance), chance.Between(3, 6), Added(), grandparent: Words.Person(chance))],
    };

    /// <summary>A third of the films of the later servers lie on an earlier one too.</summary>
    private LibraryItemSnapshot Film(LibraryPlan library)
    {
        var (title, year) = library.Server > 0 && chance.Happens(0.33) ? chance.Of(_films) : (Words.Title(chance), chance.Between(1950, plan.Until.Year));
        _films.Add((title, year));
        return Item(library, MediaKind.Movie, title, chance.Between(80, 160), Added(), year: year);
    }

    /// <summary>A show with seasons and episodes, an artist with albums and tracks, a podcast with episodes.</summary>
    private List<LibraryItemSnapshot> Nested(LibraryPlan library, MediaKind topKind, MediaKind? middleKind, int count, int perMiddle, int leastMinutes, int mostMinutes, string name)
    {
        var (added, minutes) = (Added(), chance.Between(leastMinutes, mostMinutes));
        var top = Item(library, topKind, name, null, added);
        var list = new List<LibraryItemSnapshot> { top };
        LibraryItemSnapshot? middle = null;
        for (var i = 0; i < count; i++)
        {
            if (middleKind is { } kind && i % perMiddle == 0)
            {
                var part = (i / perMiddle) + 1;
                middle = Item(library, kind, kind == MediaKind.Season ? $"Season {part}" : Words.Title(chance), null, added, grandparent: null, parent: top, season: kind == MediaKind.Season ? part : null);
                list.Add(middle);
            }

            list.Add(Item(
                library, library.Kind, library.Kind == MediaKind.PodcastEpisode ? $"{i + 1}: {Words.Title(chance)}" : Words.Title(chance), Math.Max(1, minutes + chance.Between(-1, 2)), added, grandparent: name, parent: middle, top: top,
                season: library.Kind == MediaKind.Episode ? (i / perMiddle) + 1 : null, episode: (i % perMiddle) + 1));
        }

        return list;
    }

    private LibraryItemSnapshot Item(
        LibraryPlan library, MediaKind kind, string title, int? minutes, DateTimeOffset added, string? grandparent = null, string? channel = null, int? year = null,
        LibraryItemSnapshot? parent = null, LibraryItemSnapshot? top = null, int? season = null, int? episode = null)
    {
        var id = Id(library.Server);
        var duration = minutes is { } m ? TimeSpan.FromSeconds((m * 60) + chance.Below(60)) : (TimeSpan?)null;
        var formats = kind switch { MediaKind.Track => Formats.Sound, MediaKind.Audiobook or MediaKind.PodcastEpisode => Formats.Spoken, _ => Formats.Video };
        var format = chance.Below(formats.Length);
        _formats[id] = format;
        var listed = library.Content != LibraryContent.LiveTv;
        return new()
        {
            Media = new()
            {
                ExternalId = id,
                Kind = kind,
                Title = title,
                ParentTitle = parent?.Media.Title,
                GrandparentTitle = grandparent,
                SeasonNumber = season,
                EpisodeNumber = episode,
                Year = year ?? added.Year - chance.Below(20),
                ParentExternalId = parent?.Media.ExternalId,
                GrandparentExternalId = top?.Media.ExternalId,
                LibraryExternalId = listed ? library.Name.ToLowerInvariant() : null,
                ChannelName = channel,
                LastingId = listed ? $"mbid://{id}" : null,
                PosterPath = listed ? $"/images/{id}/poster?tag={_ids:x8}" : null,
            },
            Duration = duration,
            AddedAt = listed ? added : null,
            Summary = kind is MediaKind.Movie or MediaKind.Show or MediaKind.Episode or MediaKind.Audiobook or MediaKind.PodcastEpisode ? Words.Summary(chance) : null,
            ContentRating = kind is MediaKind.Movie or MediaKind.Show ? chance.Of(Ratings) : null,
            Genres = kind is MediaKind.Season or MediaKind.Album ? [] : Words.Some(kind is MediaKind.Track or MediaKind.Artist ? Words.Styles : Words.Genres, chance),
            ProviderIds = Providers(kind),
            Files = listed && duration is { } length ? [Formats.File(formats[format], $"/media/{library.Name}/{grandparent ?? title}/{title}", length)] : [],
        };
    }

    private static readonly string[] Ratings = ["G", "PG", "PG-13", "R", "TV-14", "TV-MA"];

    private IReadOnlyList<ProviderId> Providers(MediaKind kind) => kind switch
    {
        MediaKind.Movie => [new("imdb", $"tt{_ids:0000000}"), new("tmdb", _ids.ToString(CultureInfo.InvariantCulture))],
        MediaKind.Show or MediaKind.Episode => [new("tvdb", _ids.ToString(CultureInfo.InvariantCulture))],
        MediaKind.Artist or MediaKind.Album or MediaKind.Track => [new("musicbrainz", $"{_ids:x8}-0000-4000-8000-{_ids:x12}")],
        MediaKind.Audiobook => [new("asin", $"B{_ids:000000000}")],
        _ => [],
    };

    /// <summary>As each product writes ids.</summary>
    private string Id(int server)
    {
        var number = ++_ids;
        return server switch { 1 => $"{number * 2_654_435_761L:x32}", Catalogue.AudiobookServer => $"{number:x8}-1111-4222-8333-{number:x12}", _ => (10_000 + number).ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>Half was there before the first day, the rest came since.</summary>
    private DateTimeOffset Added() => now.AddDays(-(chance.Happens(0.5) ? plan.Days + chance.Between(1, 900) : chance.Between(1, plan.Days))).AddMinutes(-chance.Below(1440));
}
