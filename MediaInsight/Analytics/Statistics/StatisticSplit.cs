namespace MediaInsight.Analytics.Statistics;

/// <summary>What figures are broken down by. A play stands in one row of a split, except where the comment says otherwise.</summary>
public enum StatisticSplit
{
    /// <summary>One row: the total.</summary>
    None,

    /// <summary>Every day of the range, zeros included; watch time on the days it passed on. Like the other five splits by time.</summary>
    Day,

    /// <summary>Every calendar month that the range touches.</summary>
    Month,
    Year,

    /// <summary>0–23, local time.</summary>
    HourOfDay,

    /// <summary>Monday to Sunday.</summary>
    Weekday,

    /// <summary>168 hours from Monday midnight.</summary>
    WeekdayHour,

    Viewer,
    Account,
    Server,
    Library,
    Kind,

    /// <summary>Film, show, artist, book, podcast, channel (docs/domain/statistics.md, title).</summary>
    Title,

    /// <summary>What was played itself: film, episode, track, programme.</summary>
    Item,
    Season,
    Album,

    /// <summary>Of audiobooks.</summary>
    Author,

    /// <summary>Of audiobooks; a book of two narrators stands in two rows.</summary>
    Narrator,

    /// <summary>A title of two genres stands in two rows.</summary>
    Genre,

    /// <summary>Of live television.</summary>
    Channel,

    /// <summary>Of live television.</summary>
    Programme,

    /// <summary>A device with one app, whatever its versions.</summary>
    Device,
    DeviceType,
    Platform,

    /// <summary>The app.</summary>
    Player,

    Decision,
    VideoDecision,
    AudioDecision,
    SubtitleDecision,

    /// <summary>Of the file: 2160p … sd.</summary>
    Resolution,

    /// <summary>As sent.</summary>
    SentResolution,

    /// <summary>Of the file: 4K, 1080p, 720p, SD.</summary>
    Quality,
    VideoCodec,
    SentVideoCodec,
    AudioCodec,
    SentAudioCodec,
    Container,
    SentContainer,

    /// <summary>SDR, HDR10, Dolby Vision …</summary>
    DynamicRange,
    SentDynamicRange,

    /// <summary>1, 2, 6, 8: channels of the file's sound.</summary>
    AudioChannels,

    /// <summary>Only plays with a reason; one of two reasons stands in two rows.</summary>
    TranscodeReason,

    /// <summary>Only plays whose picture was converted: encoder's name, or software.</summary>
    Encoder,

    /// <summary>lan, wan.</summary>
    Network,
}

/// <summary>What rows are ordered by.</summary>
public enum StatisticMeasure
{
    WatchTime,
    Plays,

    /// <summary>Estimate.</summary>
    Bytes,
    DirectPlays,
    Transcodes,
    Completed,
    LastAt,
}
