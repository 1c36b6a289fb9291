using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Splits by how plays were delivered: by their stream profiles.</summary>
internal static class StreamGroups
{
    private const uint AudioKinds = (1u << (int)MediaKind.Track) | (1u << (int)MediaKind.Audiobook) | (1u << (int)MediaKind.PodcastEpisode);

    public static SplitKeys Of(StatisticSplit split, PlayNames names) => split switch
    {
        StatisticSplit.VideoDecision => Seen(split, names, d => d.Video?.Word()),
        StatisticSplit.AudioDecision => Any(split, names, d => d.Audio?.Word()),
        StatisticSplit.SubtitleDecision => Seen(split, names, d => d.Subtitle?.Word()),
        StatisticSplit.Resolution => Seen(split, names, d => d.Source.Resolution),
        StatisticSplit.SentResolution => Seen(split, names, d => d.Sent.Resolution),
        StatisticSplit.Quality => Seen(split, names, d => Bucket(d.Source.Resolution)),
        StatisticSplit.VideoCodec => Seen(split, names, d => d.Source.VideoCodec),
        StatisticSplit.SentVideoCodec => Seen(split, names, d => d.Sent.VideoCodec),
        StatisticSplit.AudioCodec => Any(split, names, d => d.Source.AudioCodec),
        StatisticSplit.SentAudioCodec => Any(split, names, d => d.Sent.AudioCodec),
        StatisticSplit.Container => Any(split, names, d => d.Source.Container),
        StatisticSplit.SentContainer => Any(split, names, d => d.Sent.Container),
        StatisticSplit.DynamicRange => Seen(split, names, d => d.Source.DynamicRange),
        StatisticSplit.SentDynamicRange => Seen(split, names, d => d.Sent.DynamicRange),
        StatisticSplit.AudioChannels => Any(split, names, d => d.Source.AudioChannels?.ToString(CultureInfo.InvariantCulture)),
        StatisticSplit.TranscodeReason => Reasons(split, names),
        StatisticSplit.Encoder => Encoders(split, names),
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "is no split of streams"),
    };

    /// <summary>4K, 1080p, 720p, SD: the four boxes most tools sort files into; what lies between goes to the next lower one.</summary>
    public static string? Bucket(string? resolution) => resolution switch
    {
        null => null,
        "2160p" => "4K",
        "1440p" or "1080p" => "1080p",
        "720p" => "720p",
        _ => "SD",
    };

    // What is only heard has no picture: it would fill the row "not told".
    private static OnlySomeKeys Seen(StatisticSplit split, PlayNames names, Func<StreamDetails, string?> word) => new(Any(split, names, word), AudioKinds) { Name = split.ToString() };

    private static MappedKeys Any(StatisticSplit split, PlayNames names, Func<StreamDetails, string?> word)
    {
        var words = new Vocabulary();
        words.Of("", "");
        var map = Array.ConvertAll(names.Profiles, d => d is null ? 0 : words.Of(word(d) ?? ""));
        return new(PlayTraits.Profile, map, 0, words.Count, g => g == 0 ? new("", null) : new(words[g], words[g])) { Name = split.ToString() };
    }

    private static ManyKeys Reasons(StatisticSplit split, PlayNames names)
    {
        var words = new Vocabulary();
        var lists = Array.ConvertAll(names.Profiles, d => d?.TranscodeReasons is { } reasons
            ? reasons.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(words.Of).Distinct().ToArray() is { Length: > 0 } list ? list : null
            : null);
        return new(PlayTraits.Profile, lists, words.Count, g => new(words[g], words[g])) { Name = split.ToString() };
    }

    private static MappedKeys Encoders(StatisticSplit split, PlayNames names)
    {
        var words = new Vocabulary();
        var map = Array.ConvertAll(names.Profiles, d => d?.Video == StreamDecision.Transcode ? words.Of(d.HardwareEncoder ?? "software") : -1);
        return new(PlayTraits.Profile, map, -1, words.Count, g => new(words[g], words[g])) { Name = split.ToString() };
    }
}
