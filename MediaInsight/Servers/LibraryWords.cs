using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>What the connectors have in common when they read lists: bounds, names of providers, places in a list.</summary>
internal static class LibraryWords
{
    /// <summary>No title has more; what comes after is noise.</summary>
    public const int MaxFiles = 50;
    private const int MaxGenres = 20;
    private const int MaxLanguages = 30;

    public static IReadOnlyList<string> Genres(IEnumerable<string?> names) =>
        [.. names.Take(200).Select(n => Text.Clean(n, 60)?.Replace('|', '/')).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxGenres)];

    public static string? Languages(IEnumerable<string?> codes) =>
        string.Join(",", codes.Take(200).Select(c => Text.Clean(c, 20)?.Replace(',', ' ').ToLowerInvariant()).Where(c => c is not null and not "und").Distinct(StringComparer.Ordinal).Take(MaxLanguages)) is { Length: > 0 } joined ? joined : null;

    /// <summary>One of each provider, the first; sorted, so that another order is no change.</summary>
    public static IReadOnlyList<ProviderId> Providers(IEnumerable<(string? Name, string? Value)> told) =>
        [.. told.Take(100).Select(t => (Name: ProviderOf(t.Name), Value: Text.Clean(t.Value, 200)))
            .Where(t => t.Name is not null && t.Value is not null)
            .Select(t => new ProviderId(t.Name!, t.Value!)) // non-null: asked for above
            .DistinctBy(p => p.Provider).OrderBy(p => p.Provider, StringComparer.Ordinal)];

    /// <summary>Atmos is no codec: it rides on E-AC-3 and TrueHD, and only names and profiles tell of it.</summary>
    public static bool SaysAtmos(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text?.Contains("atmos", StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"2:300": the third list, from its 301st row.</summary>
    public static (int Phase, int Start) Place(string? cursor)
    {
        var parts = (cursor ?? "").Split(':');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var phase)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? (phase, start)
                : (0, 0);
    }

    public static string Cursor(int phase, int start) => string.Create(CultureInfo.InvariantCulture, $"{phase}:{start}");

    private static string? ProviderOf(string? name)
    {
        var clean = Text.Clean(name, 40)?.ToLowerInvariant();
        return clean switch
        {
            "themoviedb" => "tmdb",
            "thetvdb" => "tvdb",
            "mbid" => "musicbrainz",
            { } word when word.StartsWith("musicbrainz", StringComparison.Ordinal) && word.Length > 11 => word switch
            {
                // A track carries the ids of its album and artist too: each its own provider.
                "musicbrainztrack" => "musicbrainz",
                _ => word,
            },
            _ => clean,
        };
    }
}
