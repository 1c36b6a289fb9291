using System.Text.RegularExpressions;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>Pages of film and music databases. A link is made only from an id that looks as theirs do; anything else is shown as text.</summary>
internal static partial class ProviderLinks
{
    public static string Name(string provider) => provider switch
    {
        "imdb" => "IMDb",
        "tmdb" => "TMDB",
        "tvdb" => "TheTVDB",
        "musicbrainz" => "MusicBrainz",
        "asin" => "Audible",
        "isbn" => "ISBN",
        "plex" => "Plex",
        _ => provider,
    };

    /// <summary>Null where there is no page, or the id is none.</summary>
    public static string? Of(string provider, string value, MediaKind kind) => (provider, kind) switch
    {
        ("imdb", _) when Imdb().IsMatch(value) => $"https://www.imdb.com/title/{value}/",
        ("tmdb", MediaKind.Movie) when Number().IsMatch(value) => $"https://www.themoviedb.org/movie/{value}",
        ("tmdb", MediaKind.Show) when Number().IsMatch(value) => $"https://www.themoviedb.org/tv/{value}",
        ("tvdb", MediaKind.Movie) when Number().IsMatch(value) => $"https://thetvdb.com/dereferrer/movie/{value}",
        ("tvdb", MediaKind.Show) when Number().IsMatch(value) => $"https://thetvdb.com/dereferrer/series/{value}",
        ("tvdb", MediaKind.Episode) when Number().IsMatch(value) => $"https://thetvdb.com/dereferrer/episode/{value}",
        ("musicbrainz", MediaKind.Artist) when Uuid().IsMatch(value) => $"https://musicbrainz.org/artist/{value}",
        ("musicbrainz", MediaKind.Album) when Uuid().IsMatch(value) => $"https://musicbrainz.org/release/{value}",
        ("musicbrainz", MediaKind.Track) when Uuid().IsMatch(value) => $"https://musicbrainz.org/recording/{value}",
        ("asin", _) when Asin().IsMatch(value) => $"https://www.audible.com/pd/{value}",
        ("isbn", _) when Isbn().IsMatch(value) => $"https://openlibrary.org/isbn/{value.Replace("-", "", StringComparison.Ordinal)}",
        _ => null,
    };

    [GeneratedRegex(@"\Att[0-9]{5,12}\z")]
    private static partial Regex Imdb();

    [GeneratedRegex(@"\A[0-9]{1,12}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A[A-Z0-9]{10}\z")]
    private static partial Regex Asin();

    [GeneratedRegex(@"\A[0-9][0-9-]{8,16}[0-9Xx]\z")]
    private static partial Regex Isbn();
}
