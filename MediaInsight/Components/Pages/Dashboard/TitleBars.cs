using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Dashboard;

/// <summary>A most watched title as a line with poster and bar.</summary>
internal static class TitleBars
{
    public static BarItem Of(TopTitle title, CultureInfo culture) => new(title.Title, title.WatchedMs, Formats.Hours(title.WatchedMs, culture))
    {
        Kind = title.Kind,
        Image = AppUrls.ItemPoster(title.ItemId, 96),
        Href = title.ShownId is { } item ? AppUrls.Item(item) : AppUrls.History(search: title.Title),
        Sub = string.Join(" · ", new[] { What(title), Formats.Count(title.Plays, "play") }.Where(t => t.Length > 0)),
    };

    private static string What(TopTitle title) => title.Kind switch
    {
        MediaKind.Movie => title.Year?.ToString(CultureInfo.InvariantCulture) ?? "Movie",
        MediaKind.Episode or MediaKind.PodcastEpisode => Formats.Count(title.Titles, "episode"),
        MediaKind.Track => Formats.Count(title.Titles, "track"),
        MediaKind.Audiobook => title.By ?? "Audiobook",
        _ => MediaKindIcon.Word(title.Kind),
    };
}
