using System.Text.Json.Serialization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Api.Contracts;

/// <summary>What there is, and what was watched of it, ever. Titles are null for who sees one person's plays only.</summary>
/// <param name="UniquePlays">Different titles that were played.</param>
public sealed record StatsOverview(
    int TotalUsers, int TotalAccounts, int TotalServers, int? TotalLibraries, int? TotalItems, int? Movies, int? Series, int? Seasons, int? Episodes, int? Artists, int? Albums, int? Tracks,
    int? Audiobooks, int? Podcasts, int? TotalFiles, long? LibrarySizeBytes, long TotalPlays, int UniquePlays, double TotalHours);

/// <summary>A person on a day of the site.</summary>
public sealed record StatsUsageRow(DateOnly Day, string User, string UserId, double Hours, double WatchedSeconds);

/// <param name="UserId">The person.</param>
public sealed record StatsUserRow(string UserId, string Name, double Hours, long Plays, DateTimeOffset? LastSeenAt);

/// <param name="Type">Movie, Series, Artist, Audiobook, Podcast, Channel: what the title is.</param>
public sealed record StatsItemRow(string? ItemId, string Name, string Type, string? Detail, int? Year, double Hours, long Plays, int? Users);

/// <summary>Titles by kind in a box.</summary>
public sealed record StatsKinds([property: JsonPropertyName("Movie")] int Movie, [property: JsonPropertyName("Episode")] int Episode);

public sealed record StatsQualities(IReadOnlyDictionary<string, StatsKinds> Buckets);

public sealed record StatsCodecs(IReadOnlyDictionary<string, StatsKinds> Codecs);

/// <param name="Days">Whole days of watching, ever; hours and minutes are what is left over.</param>
public sealed record StatsActiveUser(string User, string UserId, long Days, long Hours, long Minutes, double WatchedSeconds);

public sealed record StatsUsersTotal(int TotalUsers);

public sealed record StatsUserDetail(
    string UserId, string UserName, int? Days, double TotalHours, long TotalPlays, DateTimeOffset? FirstSeenAt, DateTimeOffset? LastSeenAt,
    IReadOnlyList<StatsItemRow> TopItems, IReadOnlyDictionary<string, long> PlaysByType, IReadOnlyList<StatsDay> History, IReadOnlyList<SessionRow> RecentActivity);

public sealed record StatsDay(string Day, long Plays, double Hours);

/// <param name="Methods">Plays by how they were sent; those whose server did not say are Unknown.</param>
/// <param name="SessionDetails">Newest first; only transcodes unless show_all.</param>
public sealed record StatsPlayMethods(
    int? Days, StatsMethods Methods, IReadOnlyDictionary<string, long> VideoDecisions, IReadOnlyDictionary<string, long> AudioDecisions, IReadOnlyDictionary<string, long> SubtitleDecisions,
    IReadOnlyDictionary<string, long> TranscodeReasons, IReadOnlyList<SessionRow> SessionDetails, long Total, int Limit, int Offset, bool ShowAll);

public sealed record StatsMethods(
    [property: JsonPropertyName("DirectPlay")] long DirectPlay, [property: JsonPropertyName("DirectStream")] long DirectStream, [property: JsonPropertyName("Transcode")] long Transcode,
    [property: JsonPropertyName("Unknown")] long Unknown)
{
    internal static StatsMethods Of(StatisticFigures f) => new(f.DirectPlays, f.DirectStreams, f.Transcodes, Math.Max(0, f.Plays - f.DirectPlays - f.DirectStreams - f.Transcodes));
}

public sealed record StatsTitle(string Id, string Name, string Type, string? SeriesName, int? SeasonNumber, int? EpisodeNumber, int? Year, string? Resolution, string Quality, string? Codec)
{
    internal static StatsTitle Of(FormattedTitle t) => new(
        t.Id.ToString(), t.Title, t.Kind.ToString(), t.GrandparentTitle, t.SeasonNumber, t.EpisodeNumber, t.Year, t.Resolution, StreamGroups.Bucket(t.Resolution) ?? StatsWords.Unknown, t.VideoCodec);
}

public sealed record StatsTitlePage(IReadOnlyList<StatsTitle> Items, int Total, int Page, int PageSize);

internal static class StatsWords
{
    public const string Unknown = "Unknown";

    /// <summary>Best first.</summary>
    public static readonly IReadOnlyList<string> Qualities = ["4K", "1080p", "720p", "SD", Unknown];
}
