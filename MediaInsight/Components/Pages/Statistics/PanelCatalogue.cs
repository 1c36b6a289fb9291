using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using static MediaInsight.Analytics.Statistics.StatisticSplit;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>A page of statistics.</summary>
/// <param name="Key">In the address; empty for the first.</param>
/// <param name="Kind">A page about one kind of media.</param>
public sealed record StatisticSection(string Key, string Title, IReadOnlyList<PanelSpec> Panels, MediaKind? Kind = null);

/// <summary>Every page of statistics and what stands on it.</summary>
public static class PanelCatalogue
{
    /// <summary>What ran at the same time: has cards of its own kind.</summary>
    public const string Together = "together";

    /// <summary>Binges, what is watched again, what rises: has cards of its own kind, too.</summary>
    public const string Habits = "habits";

    private static readonly IReadOnlyList<StatisticSplit> Usual = [StatisticSplit.Kind, Viewer, Server, Decision];
    private static readonly IReadOnlyList<PanelMeasure> Sent = [PanelMeasure.Data, PanelMeasure.Bitrate];
    private static readonly IReadOnlyList<PanelMeasure> Ways = [PanelMeasure.Plays, PanelMeasure.Time];

    public static IReadOnlyList<StatisticSection> Sections { get; } =
    [
        new("", "Overview",
        [
            Days("days"),
            Top("titles", "Most watched", Title) with { Limit = 8, Half = true },
            new("ways", "How it was sent", Day, PanelChart.Course) { Stacks = [Decision], Measures = Ways, Half = true, Tall = 8 * Charts.RankChart.RowHeight },
        ]),
        new("when", "When",
        [
            Days("days"),
            new("week", "Weekday and hour", WeekdayHour, PanelChart.WeekHours),
            new("hours", "Hour of day", HourOfDay, PanelChart.Course) { Stacks = Usual, MayStandAlone = true, Half = true },
            new("weekdays", "Day of week", Weekday, PanelChart.Course) { Stacks = Usual, MayStandAlone = true, Half = true },
            new("calendar", "Year", Day, PanelChart.Calendar),
            new("months", "Months", Month, PanelChart.Course) { Stacks = Usual, MayStandAlone = true },
        ]),
        new("what", "What",
        [
            Top("movies", "Movies", Title, MediaKind.Movie),
            Top("shows", "Shows", Title, MediaKind.Episode),
            new("popularity", "Popularity over time", Day, PanelChart.Course) { Stacks = [Title, Genre, Library], Lines = true },
            new("genres", "Genres", Genre, PanelChart.Ranking) { Half = true },
            new("libraries", "Libraries", Library, PanelChart.Ranking) { Stacks = [StatisticSplit.Kind, Viewer, Decision], MayStandAlone = true, Half = true, Limit = 9 },
            Top("least", "Least watched", Title) with { Ascending = true, Measures = [PanelMeasure.Time, PanelMeasure.Plays], Note = "of what was played at all" },
            new("kinds", "Kinds of media", StatisticSplit.Kind, PanelChart.Ranking) { Stacks = [Viewer, Server, Decision], MayStandAlone = true, Half = true, Limit = 9 },
        ]),
        new("who", "Who",
        [
            new("people", "People", Viewer, PanelChart.Ranking) { Stacks = [StatisticSplit.Kind, Decision, Server, DeviceType], MayStandAlone = true, Half = true },
            new("habits", "What each person watches", Viewer, PanelChart.Matrix) { Stacks = [StatisticSplit.Kind, Library, Genre], Limit = 40, ThenLimit = 10, Half = true, Tall = (10 * Charts.RankChart.RowHeight) + 28 },
            new("usage", "Usage per person", Day, PanelChart.Course) { Stacks = [Viewer, StatisticSplit.Account] },
            new("seen", "First and last seen", Viewer, PanelChart.Table) { Limit = 200, Measures = [PanelMeasure.Time] },
            new("clock", "Person by hour of day", Viewer, PanelChart.Matrix) { Stacks = [HourOfDay, Weekday], Limit = 40 },
            new("accounts", "Accounts", StatisticSplit.Account, PanelChart.Ranking) { Half = true },
            new("finish", "Who watches to the end", Viewer, PanelChart.Ranking) { Measures = [PanelMeasure.Completed, PanelMeasure.Plays], Half = true },
        ]),
        new("devices", "Devices",
        [
            new("devices", "Devices", Device, PanelChart.Ranking) { Stacks = [Decision, Viewer, StatisticSplit.Kind], MayStandAlone = true, Half = true },
            new("players", "Players", Player, PanelChart.Ranking) { Stacks = [Decision, Viewer, StatisticSplit.Kind], MayStandAlone = true, Half = true },
            new("compatibility", "Device and codec", Device, PanelChart.Matrix) { Stacks = [VideoCodec, AudioCodec, Container, DynamicRange, StatisticSplit.Resolution], Measures = [PanelMeasure.Direct, PanelMeasure.Plays], Limit = 60, ThenLimit = 12, Note = "share of direct plays" },
            new("platforms", "Platforms", StatisticSplit.Platform, PanelChart.Ranking) { Stacks = [Decision, Viewer], MayStandAlone = true, Half = true, Limit = 8 },
            new("types", "Kinds of device", DeviceType, PanelChart.Donut) { Half = true, Limit = 8, Tall = (8 * Charts.RankChart.RowHeight) + 28 },
            new("device-days", "Devices over time", Day, PanelChart.Course) { Stacks = [DeviceType, StatisticSplit.Platform, Player, Device] },
        ]),
        new("streams", "Streams",
        [
            new("decisions", "How it was sent", Day, PanelChart.Course) { Stacks = [Decision], Measures = [PanelMeasure.Plays, PanelMeasure.Time, PanelMeasure.Transcoded] },
            new("by-resolution", "By resolution of the file", StatisticSplit.Resolution, PanelChart.Ranking) { Stacks = [Decision], Measures = Ways, Half = true, Limit = 7 },
            new("by-sent", "By resolution sent", SentResolution, PanelChart.Ranking) { Stacks = [Decision], Measures = Ways, Half = true, Limit = 7 },
            new("by-platform", "By platform", StatisticSplit.Platform, PanelChart.Ranking) { Stacks = [Decision], Measures = Ways, Half = true, Limit = 8 },
            new("by-person", "By person", Viewer, PanelChart.Ranking) { Stacks = [Decision], Measures = Ways, Half = true, Limit = 8 },
            new("reasons", "Why it was transcoded", Player, PanelChart.Matrix) { Stacks = [TranscodeReason], Measures = Ways, Limit = 60, ThenLimit = 16, Note = "player and reason" },
            Top("transcoded", "Most transcoded titles", Title) with { Measures = [PanelMeasure.Transcodes], Half = false, Note = "by transcoded plays" },
            new("tracks", "Picture and sound", VideoDecision, PanelChart.Ranking) { Stacks = [AudioDecision, StatisticSplit.SubtitleDecision], Measures = Ways, Half = true, Limit = 5 },
            new("encoders", "Encoders", Encoder, PanelChart.Ranking) { Measures = Ways, Half = true, Limit = 5 },
        ]),
        new("formats", "Formats",
        [
            new("video", "Video codec", VideoCodec, PanelChart.Ranking) { Stacks = [Decision, SentVideoCodec], MayStandAlone = true, Half = true, Limit = 7 },
            new("audio", "Audio codec", AudioCodec, PanelChart.Ranking) { Stacks = [Decision, SentAudioCodec], MayStandAlone = true, Half = true, Limit = 7 },
            new("containers", "Container", Container, PanelChart.Ranking) { Stacks = [Decision, SentContainer], MayStandAlone = true, Half = true, Limit = 7 },
            new("ranges", "Dynamic range", DynamicRange, PanelChart.Ranking) { Stacks = [Decision, SentDynamicRange], MayStandAlone = true, Half = true, Limit = 7 },
            new("quality", "Quality", Quality, PanelChart.Donut) { Half = true, Limit = 6 },
            new("channels", "Audio channels", AudioChannels, PanelChart.Donut) { Half = true, Limit = 6 },
            new("resolution-days", "Resolution over time", Day, PanelChart.Course) { Stacks = [StatisticSplit.Resolution, SentResolution, VideoCodec, DynamicRange] },
        ]),
        new("bandwidth", "Bandwidth",
        [
            new("data", "Data sent", Day, PanelChart.Course) { Stacks = [Network, Viewer, Device, StatisticSplit.Kind, Decision, Server], MayStandAlone = true, Measures = Sent, Note = "estimate: bitrate × watch time" },
            new("data-people", "By person", Viewer, PanelChart.Ranking) { Stacks = [Network, StatisticSplit.Kind], MayStandAlone = true, Measures = Sent, Half = true, Limit = 8 },
            new("data-devices", "By device", Device, PanelChart.Ranking) { Stacks = [Network, Decision], MayStandAlone = true, Measures = Sent, Half = true, Limit = 8 },
            new("data-kinds", "By kind of media", StatisticSplit.Kind, PanelChart.Ranking) { Stacks = [Network, Decision], MayStandAlone = true, Measures = Sent, Half = true, Limit = 8 },
            new("network", "At home and outside", Network, PanelChart.Ranking) { Stacks = [Decision, StatisticSplit.Kind], MayStandAlone = true, Measures = [PanelMeasure.Data, PanelMeasure.Bitrate, PanelMeasure.Time, PanelMeasure.Plays], Half = true, Limit = 8 },
            new("data-hours", "By hour of day", HourOfDay, PanelChart.Course) { Stacks = [Network], MayStandAlone = true, Measures = Sent },
        ]),
        new(Together, "At once", []),
        new(Habits, "Habits", []),
    ];

    /// <summary>One page for each kind of media.</summary>
    public static IReadOnlyList<StatisticSection> Kinds { get; } =
    [
        OfKind("movies", "Movies", MediaKind.Movie, Top("top", "Movies", Title), Ranked("genres", "Genres", Genre)),
        OfKind("tv", "TV", MediaKind.Episode, Top("top", "Shows", Title), Top("episodes", "Episodes", Item), Ranked("genres", "Genres", Genre), Top("seasons", "Seasons", Season)),
        OfKind("music", "Music", MediaKind.Track, Top("top", "Artists", Title), Top("albums", "Albums", Album), Top("tracks", "Tracks", Item), Ranked("genres", "Genres", Genre)),
        OfKind("live-tv", "Live TV", MediaKind.LiveTv, Ranked("top", "Channels", Channel), Ranked("programmes", "Programmes", Programme)),
        OfKind("audiobooks", "Audiobooks", MediaKind.Audiobook, Top("top", "Books", Title), Ranked("authors", "Authors", Author), Ranked("narrators", "Narrators", Narrator), Ranked("genres", "Genres", Genre)),
        OfKind("podcasts", "Podcasts", MediaKind.PodcastEpisode, Top("top", "Podcasts", Title), Top("episodes", "Episodes", Item)),
    ];

    public static StatisticSection? Find(string? key) => Sections.Concat(Kinds).FirstOrDefault(s => s.Key == (key ?? ""));

    private static StatisticSection OfKind(string key, string title, MediaKind kind, params PanelSpec[] lists) => new(
        key,
        title,
        [
            new("days", "Over time", Day, PanelChart.Course) { Stacks = [Viewer, Title, Library, Decision, Server], MayStandAlone = true },
            .. lists,
            new("people", "People", Viewer, PanelChart.Ranking) { Stacks = [Decision, Server], MayStandAlone = true, Half = true, Limit = 9 },
            new("devices", "Devices", Device, PanelChart.Ranking) { Stacks = [Decision, Viewer], MayStandAlone = true, Half = true, Limit = 9 },
            new("week", "Weekday and hour", WeekdayHour, PanelChart.WeekHours),
        ],
        kind);

    private static PanelSpec Days(string key) => new(key, "Over time", Day, PanelChart.Course) { Stacks = Usual, MayStandAlone = true, Measures = [PanelMeasure.Time, PanelMeasure.Plays, PanelMeasure.Data] };

    private static PanelSpec Top(string key, string title, StatisticSplit by, MediaKind? kind = null) =>
        new(key, title, by, PanelChart.Ranking) { Kind = kind, Half = true, Measures = [PanelMeasure.Time, PanelMeasure.Plays, PanelMeasure.Completed] };

    private static PanelSpec Ranked(string key, string title, StatisticSplit by) => new(key, title, by, PanelChart.Ranking) { Half = true };
}
