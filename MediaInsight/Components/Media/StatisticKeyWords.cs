using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <summary>What a row of a statistic is called, in the reader's manner of writing.</summary>
public static class StatisticKeyWords
{
    public const string Untold = "Not told";
    public const string Others = "Others";

    public static string Of(StatisticSplit split, StatisticKey key, CultureInfo culture, DateOnly today) =>
        key.IsOthers ? Others
        : key.IsUnknown ? key.Label ?? Untold
        : Time(split, key.Id, culture, today) ?? Format(split, key) ?? key.Label ?? key.Id;

    /// <summary>The weekdays' ids from the site's first day of the week on.</summary>
    public static IReadOnlyList<string> Weekdays(CultureInfo culture) =>
        [.. Enumerable.Range(0, 7).Select(i => ((DayOfWeek)(((int)culture.DateTimeFormat.FirstDayOfWeek + i) % 7)).ToString()[..3].ToLowerInvariant())];

    public static string Weekday(string id, CultureInfo culture, bool isShort = false) => DayOf(id) is { } day
        ? isShort ? culture.DateTimeFormat.GetAbbreviatedDayName(day) : culture.DateTimeFormat.GetDayName(day)
        : id;

    public static string Hour(int hour, CultureInfo culture) => new TimeOnly(hour, 0).ToString("t", culture);

    /// <summary>What rows of a split are, as a heading: "Person".</summary>
    public static string HeadOf(StatisticSplit split) => split switch
    {
        StatisticSplit.HourOfDay => "Hour",
        StatisticSplit.Weekday => "Day of week",
        StatisticSplit.WeekdayHour => "Day and hour",
        StatisticSplit.Viewer => "Person",
        StatisticSplit.Decision => "Way of streaming",
        StatisticSplit.DeviceType => "Kind of device",
        StatisticSplit.VideoDecision => "Picture",
        StatisticSplit.AudioDecision => "Sound",
        StatisticSplit.SubtitleDecision => "Subtitles",
        StatisticSplit.SentResolution => "Resolution sent",
        StatisticSplit.VideoCodec => "Video codec",
        StatisticSplit.SentVideoCodec => "Video codec sent",
        StatisticSplit.AudioCodec => "Audio codec",
        StatisticSplit.SentAudioCodec => "Audio codec sent",
        StatisticSplit.SentContainer => "Container sent",
        StatisticSplit.DynamicRange => "Dynamic range",
        StatisticSplit.SentDynamicRange => "Dynamic range sent",
        StatisticSplit.AudioChannels => "Channels",
        StatisticSplit.TranscodeReason => "Reason",
        StatisticSplit.Network => "Place",
        _ => split.ToString(),
    };

    private static string? Time(StatisticSplit split, string id, CultureInfo culture, DateOnly today)
    {
        switch (split)
        {
            case StatisticSplit.Day when DateOnly.TryParseExact(id, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                return Formats.Day(day, culture, today);
            case StatisticSplit.Month when DateOnly.TryParseExact(id, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month):
                return month.ToString("MMM yyyy", culture);
            case StatisticSplit.HourOfDay when int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24:
                return Hour(hour, culture);
            case StatisticSplit.Weekday:
                return Weekday(id, culture);
            case StatisticSplit.WeekdayHour when id.Split('-') is [var name, var at] && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24:
                return $"{Weekday(name, culture)} {Hour(hour, culture)}";
            default:
                return null;
        }
    }

    private static string? Format(StatisticSplit split, StatisticKey key) => split switch
    {
        StatisticSplit.Kind when key.Kind is { } kind => MediaKindIcon.Word(kind),
        StatisticSplit.Decision => DecisionOf(key.Id) is { } decision ? DecisionBadge.NameOf(decision) : null,
        StatisticSplit.VideoDecision or StatisticSplit.AudioDecision => DecisionOf(key.Id) is { } track ? Capital(DecisionWords.OfTrack(track)) : null,
        StatisticSplit.SubtitleDecision => Plain(key.Id) is "burn" or "burned" ? Capital(DecisionWords.OfTrack(SubtitleDecision.Burn)) : DecisionOf(key.Id) is { } subtitle ? Capital(DecisionWords.OfTrack(subtitle)) : null,
        StatisticSplit.Resolution or StatisticSplit.SentResolution => FormatNames.Resolution(key.Id),
        StatisticSplit.VideoCodec or StatisticSplit.SentVideoCodec or StatisticSplit.AudioCodec or StatisticSplit.SentAudioCodec => FormatNames.Codec(key.Id),
        StatisticSplit.Container or StatisticSplit.SentContainer => FormatNames.Container(key.Id),
        StatisticSplit.AudioChannels when int.TryParse(key.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var channels) => Capital(FormatNames.Channels(channels)),
        StatisticSplit.TranscodeReason => Capital(TranscodeReasons.Readable(key.Id)),
        StatisticSplit.Network => Plain(key.Id) switch { "lan" => "At home (LAN)", "wan" => "Outside (WAN)", _ => null },
        StatisticSplit.DeviceType => DeviceTypeOf(key.Id),
        _ => null,
    };

    /// <summary>However the words are joined.</summary>
    public static StreamDecision? DecisionOf(string id) => Plain(id) switch
    {
        "directplay" => StreamDecision.DirectPlay,
        "directstream" => StreamDecision.DirectStream,
        "transcode" => StreamDecision.Transcode,
        _ => null,
    };

    private static string DeviceTypeOf(string id) => id switch
    {
        "tv" => "TV",
        "web" => "Browser",
        "mobile" => "Phone",
        _ => Capital(id) ?? id,
    };

    private static DayOfWeek? DayOf(string id) =>
        Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(d => id.Length == 3 && d!.Value.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase));   // non-null: a value of the enum

    private static string Plain(string id) => string.Concat(id.Where(char.IsAsciiLetter)).ToLowerInvariant();

    private static string? Capital(string? text) => text is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : text;
}
