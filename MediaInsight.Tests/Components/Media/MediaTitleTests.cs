using MediaInsight.Components.Media;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Components.Media;

public sealed class MediaTitleTests
{
    public static TheoryData<MediaRef, string?, string, string?> Lines => new()
    {
        { Media(MediaKind.Movie, "Stalker") with { Year = 1979 }, null, "Stalker (1979)", null },
        { Media(MediaKind.Movie, "Stalker (1979)") with { Year = 1979 }, null, "Stalker (1979)", null },
        { Media(MediaKind.Movie, "Stalker"), null, "Stalker", null },
        { Media(MediaKind.Episode, "Ozymandias") with { GrandparentTitle = "Breaking Bad", ParentTitle = "Season 5", SeasonNumber = 5, EpisodeNumber = 14 }, null, "Breaking Bad", "S5 · E14 — Ozymandias" },
        { Media(MediaKind.Episode, "Minisode") with { GrandparentTitle = "Breaking Bad", SeasonNumber = 0, EpisodeNumber = 3 }, null, "Breaking Bad", "Specials · E3 — Minisode" },
        { Media(MediaKind.Episode, "12 March") with { GrandparentTitle = "The Daily Show", ParentTitle = "2026" }, null, "The Daily Show", "2026 — 12 March" },
        { Media(MediaKind.Episode, "Lost tape"), null, "Lost tape", null },
        { Media(MediaKind.Track, "So What") with { GrandparentTitle = "Miles Davis", ParentTitle = "Kind of Blue", EpisodeNumber = 1 }, null, "So What", "Miles Davis — Kind of Blue" },
        { Media(MediaKind.Track, "So What") with { GrandparentTitle = "Queen", ParentTitle = "Queen" }, null, "So What", "Queen" },
        { Media(MediaKind.Audiobook, "The Left Hand of Darkness") with { GrandparentTitle = "Ursula K. Le Guin" }, "Chapter 4", "The Left Hand of Darkness", "Ursula K. Le Guin · Chapter 4" },
        { Media(MediaKind.Audiobook, "Untold"), null, "Untold", null },
        { Media(MediaKind.PodcastEpisode, "The Case of the Missing Hit") with { GrandparentTitle = "Reply All" }, null, "The Case of the Missing Hit", "Reply All" },
        { Media(MediaKind.LiveTv, "Tagesschau") with { ChannelName = "Das Erste" }, null, "Das Erste", "Tagesschau" },
        { Media(MediaKind.LiveTv, "Pilot") with { ChannelName = "BBC One", GrandparentTitle = "Luther", SeasonNumber = 1, EpisodeNumber = 1 }, null, "BBC One", "Luther — S1 · E1 — Pilot" },
        { Media(MediaKind.LiveTv, "Das Erste") with { ChannelName = "Das Erste" }, null, "Das Erste", "Live TV" },
        { Media(MediaKind.LiveTv, "Some show"), null, "Some show", "Live TV" },
        { Media(MediaKind.MusicVideo, "Sledgehammer") with { GrandparentTitle = "Peter Gabriel" }, null, "Sledgehammer", "Peter Gabriel" },
        { Media(MediaKind.Extra, "Teaser"), null, "Teaser", "Extra" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_kind_has_its_two_lines(MediaRef media, string? chapter, string title, string? sub)
    {
        var lines = MediaTitle.Of(media, chapter);

        Assert.Equal(title, lines.Title);
        Assert.Equal(sub, lines.Sub);
    }

    private static MediaRef Media(MediaKind kind, string title) => new() { ExternalId = "1", Kind = kind, Title = title };
}
