using System.Collections.Frozen;
using MediaInsight.Domain;
using static MediaInsight.Analytics.Statistics.StatisticSplit;
using Theme = MediaInsight.Analytics.Statistics.StatisticTheme;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Every statistic that has a name. A new chart is a line here.</summary>
public static class StatisticCatalogue
{
    public static IReadOnlyList<StatisticEntry> All { get; } =
    [
        ByTime("plays-by-day", "Plays by day", "Every day of the range, by kind of media.", Day, Kind),
        ByTime("plays-by-day-and-viewer", "Plays by day and person", "Every day of the range, by the persons who watched most.", Day, Viewer),
        ByTime("plays-by-day-and-server", "Plays by day and server", "Every day of the range, by server.", Day, Server),
        ByTime("decisions-by-day", "Stream decisions by day", "Every day of the range: played directly, remuxed or transcoded.", Day, Decision),
        ByTime("plays-by-month", "Plays by month", "Every month that the range touches, by kind of media.", Month, Kind),
        ByTime("plays-by-year", "Plays by year", "Every year that the range touches, by kind of media.", Year, Kind),
        ByTime("plays-by-hour", "Plays by hour of day", "The hours of the day in local time, by kind of media.", HourOfDay, Kind),
        ByTime("plays-by-weekday", "Plays by day of week", "Monday to Sunday, by kind of media.", Weekday, Kind),
        ByTime("heatmap-weekday-hour", "Hours of the week", "Each of the 168 hours of a week: when there is watching.", WeekdayHour) with { Measure = StatisticMeasure.WatchTime },
        ByTime("calendar", "Calendar", "Every day of the range: how long was watched.", Day) with { Measure = StatisticMeasure.WatchTime },
        ByTime("usage-per-viewer-per-day", "Usage per person and day", "How long each person watched on each day; an evening over midnight counts on both days.", Day, Viewer) with { Measure = StatisticMeasure.WatchTime, ThenLimit = StatisticRequest.MaxThenLimit },

        Top("top-viewers", Theme.People, "Top people", "Persons by what they watched, over all their accounts.", Viewer),
        Top("top-accounts", Theme.People, "Top accounts", "Accounts of the servers by what was watched with them.", Account),
        Top("viewers-by-kind", Theme.People, "People and kinds of media", "What each person watches.", Viewer, Kind),
        Top("viewers-by-server", Theme.People, "People and servers", "Where each person watches.", Viewer, Server),

        Top("top-titles", Theme.Titles, "Most watched", "Films, shows, artists, books, podcasts and channels.", Title, viewers: true),
        Top("least-watched", Theme.Titles, "Least watched", "Of all that was played, what was watched least.", Title, viewers: true) with { Ascending = true },
        Top("popularity", Theme.Titles, "Popularity over time", "The most watched titles, month by month.", Title, Month) with { Limit = 12, ThenLimit = StatisticRequest.MaxThenLimit },
        Of("top-movies", MediaKind.Movie, "Top movies", "Films by what was watched of them.", Title),
        Of("top-shows", MediaKind.Episode, "Top shows", "Shows by what was watched of all their episodes.", Title),
        Of("top-seasons", MediaKind.Episode, "Top seasons", "Seasons of shows.", Season),
        Of("top-episodes", MediaKind.Episode, "Top episodes", "Single episodes.", Item),
        Of("top-artists", MediaKind.Track, "Top artists", "Artists by what was heard of all their tracks.", Title),
        Of("top-albums", MediaKind.Track, "Top albums", "Albums by what was heard of them.", Album),
        Of("top-tracks", MediaKind.Track, "Top tracks", "Single tracks.", Item),
        Of("top-books", MediaKind.Audiobook, "Top audiobooks", "Audiobooks by what was heard of them.", Title),
        Of("top-authors", MediaKind.Audiobook, "Top authors", "Authors of audiobooks.", Author),
        Of("top-narrators", MediaKind.Audiobook, "Top narrators", "Narrators of audiobooks; a book of two counts for both.", Narrator),
        Of("top-podcasts", MediaKind.PodcastEpisode, "Top podcasts", "Podcasts by what was heard of all their episodes.", Title),
        Of("top-channels", MediaKind.LiveTv, "Top channels", "Channels of live television.", Channel),
        Of("top-programmes", MediaKind.LiveTv, "Top programmes", "Programmes of live television.", Programme),
        Top("top-genres", Theme.Titles, "Top genres", "Genres; a title of two counts for both.", Genre),
        Top("kinds", Theme.Titles, "Kinds of media", "Films, episodes, tracks, live television, books, podcasts.", Kind),
        Top("top-libraries", Theme.Titles, "Most active libraries", "Libraries by what was played from them.", Library, viewers: true),
        Top("top-servers", Theme.Titles, "Most active servers", "Servers by what was played from them.", Server, viewers: true),

        Streams("decisions", "Stream decisions", "How plays reached their player: directly, remuxed or transcoded.", Decision),
        Streams("decisions-by-resolution", "Decisions by resolution of the file", "How files of each size are played.", StatisticSplit.Resolution, Decision),
        Streams("decisions-by-sent-resolution", "Decisions by resolution as sent", "What size arrives, and how it came about.", SentResolution, Decision),
        Streams("decisions-by-platform", "Decisions by platform", "How plays reach each platform.", StatisticSplit.Platform, Decision),
        Streams("decisions-by-player", "Decisions by player", "How plays reach each app.", Player, Decision),
        Streams("decisions-by-viewer", "Decisions by person", "How plays reach each person.", Viewer, Decision),
        Streams("decisions-by-server", "Decisions by server", "How much each server transcodes.", Server, Decision),
        Streams("resolutions", "Resolution of what is played", "Sizes of the files that were played.", StatisticSplit.Resolution, SentResolution),
        Streams("qualities", "Quality of what is played", "4K, 1080p, 720p and SD.", Quality, Kind),
        Streams("codecs", "Video codecs", "Codecs of the pictures that were played, and what was made of them.", VideoCodec, SentVideoCodec),
        Streams("audio-codecs", "Audio codecs", "Codecs of the sound that was played, and what was made of them.", AudioCodec, SentAudioCodec),
        Streams("containers", "Containers", "Containers of the files that were played, and as sent.", Container, SentContainer),
        Streams("dynamic-range", "Dynamic range", "SDR, HDR10, Dolby Vision of what was played, and as sent.", DynamicRange, SentDynamicRange),
        Streams("audio-channels", "Audio channels", "Channels of the sound that was played.", AudioChannels, AudioDecision),
        Streams("transcode-reasons", "Transcode reasons", "Why each app needed a conversion; a play of two reasons counts for both.", Player, TranscodeReason),
        Streams("transcode-reasons-by-codec", "Transcode reasons by codec", "Why pictures of each codec were converted.", VideoCodec, TranscodeReason),
        Streams("transcoded-titles", "Most transcoded titles", "Films, shows, artists, books, podcasts and channels by how many of their plays were transcoded.", Title) with { Measure = StatisticMeasure.Transcodes },
        Streams("video-decisions", "What becomes of the picture", "Whether the picture is sent as it is or converted, by codec of the file.", VideoDecision, VideoCodec),
        Streams("subtitle-decisions", "What becomes of subtitles", "Whether subtitles are sent, converted or drawn into the picture, by player.", StatisticSplit.SubtitleDecision, Player),
        Streams("encoders", "Encoders", "What converted the pictures: the hardware's name, or software.", Encoder, Server),

        Top("top-devices", Theme.Devices, "Top devices", "Devices with their app.", Device),
        Top("top-device-types", Theme.Devices, "Types of devices", "Television, phone, tablet, browser.", DeviceType),
        Top("top-platforms", Theme.Devices, "Top platforms", "Platforms by what was watched on them.", StatisticSplit.Platform),
        Top("top-players", Theme.Devices, "Top players", "Apps by what was watched with them.", Player),
        Top("device-codec", Theme.Devices, "Device compatibility", "How many plays of each codec a device plays directly: direct plays of all plays.", Device, VideoCodec) with { Measure = StatisticMeasure.Plays },
        Top("device-audio-codec", Theme.Devices, "Device compatibility, sound", "How many plays of each audio codec a device plays directly.", Device, AudioCodec) with { Measure = StatisticMeasure.Plays },
        Top("device-container", Theme.Devices, "Device compatibility, container", "How many plays of each container a device plays directly.", Device, Container) with { Measure = StatisticMeasure.Plays },

        Bytes("bandwidth-by-day", "Data by day", "Data sent on each day, within and beyond the own network; an estimate: bitrate × watch time.", Day, Network),
        Bytes("bandwidth-by-hour", "Data by hour of day", "Data sent in each hour of the day; an estimate.", HourOfDay, Network),
        Bytes("bandwidth-by-viewer", "Data by person", "Data sent to each person; an estimate.", Viewer, Network),
        Bytes("bandwidth-by-device", "Data by device", "Data sent to each device; an estimate.", Device, Network),
        Bytes("bandwidth-by-kind", "Data by kind of media", "Data sent for each kind; an estimate.", Kind, Network),
        Bytes("bandwidth-by-server", "Data by server", "Data that each server sent; an estimate.", Server, Network),
        new("network", Theme.Places, "Network", "Plays within the own network (lan) and from beyond (wan).", Network, Decision) { Measure = StatisticMeasure.Plays },
        new("network-by-viewer", Theme.Places, "Network by person", "Where persons watch from: within the own network or beyond.", Viewer, Network),
    ];

    private static readonly FrozenDictionary<string, StatisticEntry> ById = All.ToFrozenDictionary(e => e.Id, StringComparer.OrdinalIgnoreCase);

    public static StatisticEntry? Find(string id) => ById.GetValueOrDefault(id);

    private static StatisticEntry ByTime(string id, string title, string says, StatisticSplit by, StatisticSplit then = None) =>
        new(id, Theme.Time, title, says, by, then) { Measure = StatisticMeasure.Plays };

    private static StatisticEntry Top(string id, Theme theme, string title, string says, StatisticSplit by, StatisticSplit then = None, bool viewers = false) =>
        new(id, theme, title, says, by, then) { WithViewers = viewers };

    private static StatisticEntry Of(string id, MediaKind kind, string title, string says, StatisticSplit by) =>
        new(id, Theme.Titles, title, says, by) { Kind = kind, WithViewers = true };

    private static StatisticEntry Streams(string id, string title, string says, StatisticSplit by, StatisticSplit then = None) =>
        new(id, Theme.Streams, title, says, by, then) { Measure = StatisticMeasure.Plays };

    private static StatisticEntry Bytes(string id, string title, string says, StatisticSplit by, StatisticSplit then = None) =>
        new(id, Theme.Bandwidth, title, says, by, then) { Measure = StatisticMeasure.Bytes };
}
