using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;

namespace MediaInsight.Components.Media;

/// <summary>What a title is called in two lines: the one people look for, and what places it.</summary>
/// <param name="Sub">Null when one line says everything.</param>
public sealed record MediaTitle(string Title, string? Sub)
{
    /// <summary>Both in one line, for names, tooltips and headings.</summary>
    public string Line => Sub is null ? Title : $"{Title} – {Sub}";

    public static MediaTitle Of(SessionSnapshot session) => Of(session.Media, session.Chapter);

    public static MediaTitle Of(MediaRef media, string? chapter = null) => Of(
        media.Kind, media.Title, media.ParentTitle, media.GrandparentTitle, media.SeasonNumber, media.EpisodeNumber, media.Year, media.ChannelName, chapter);

    public static MediaTitle Of(HistoryRow row) => Of(
        row.Kind, row.Title, row.ParentTitle, row.GrandparentTitle, row.SeasonNumber, row.EpisodeNumber, row.Year, row.ChannelName, null);

    private static MediaTitle Of(
        MediaKind kind, string title, string? parent, string? grandparent, int? season, int? episode, int? year, string? channel, string? chapter) => kind switch
        {
            MediaKind.Movie => new(WithYear(title, year), null),
            MediaKind.Episode => Episode(title, parent, grandparent, season, episode),
            MediaKind.Track => new(title, Join(" — ", grandparent, parent)),
            MediaKind.MusicVideo => new(title, grandparent ?? parent),
            MediaKind.Audiobook => new(title, Join(" · ", grandparent, chapter ?? parent)),
            MediaKind.PodcastEpisode => new(title, Join(" · ", grandparent ?? parent, chapter)),
            MediaKind.LiveTv => LiveTv(title, grandparent, season, episode, channel),
            MediaKind.Extra => new(title, grandparent ?? parent ?? "Extra"),
            _ => new(WithYear(title, year), grandparent ?? parent),
        };

    private static MediaTitle Episode(string title, string? parent, string? grandparent, int? season, int? episode)
    {
        var number = Number(season, episode) ?? parent;
        return grandparent is null
            ? new(title, number)
            : new(grandparent, number is null ? title : $"{number} — {title}");
    }

    /// <summary>"S2 · E5"; season 0 is the specials, not a season that is missing.</summary>
    private static string? Number(int? season, int? episode) => (season, episode) switch
    {
        (null, null) => null,
        (0, null) => "Specials",
        (0, { } e) => string.Create(CultureInfo.InvariantCulture, $"Specials · E{e}"),
        ({ } s, null) => string.Create(CultureInfo.InvariantCulture, $"S{s}"),
        (null, { } e) => string.Create(CultureInfo.InvariantCulture, $"E{e}"),
        ({ } s, { } e) => string.Create(CultureInfo.InvariantCulture, $"S{s} · E{e}"),
    };

    /// <summary>The channel is what was switched on; the programme changes by itself.</summary>
    private static MediaTitle LiveTv(string title, string? show, int? season, int? episode, string? channel)
    {
        var programme = show is null || string.Equals(show, title, StringComparison.OrdinalIgnoreCase)
            ? title
            : Join(" — ", show, Number(season, episode), title);
        return channel is null ? new(programme ?? title, "Live TV")
            : string.Equals(channel, programme, StringComparison.OrdinalIgnoreCase) ? new(channel, "Live TV")
            : new(channel, programme);
    }

    private static string WithYear(string title, int? year) =>
        year is > 0 and { } y && !title.EndsWith($"({y})", StringComparison.Ordinal) ? $"{title} ({y})" : title;

    private static string? Join(string separator, params ReadOnlySpan<string?> parts)
    {
        var told = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrEmpty(part) && !told.Contains(part))
            {
                told.Add(part);
            }
        }

        return told.Count == 0 ? null : string.Join(separator, told);
    }
}
