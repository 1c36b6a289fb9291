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
        StatisticSplit.VideoDecision => Seen(names, d => d.Video?.Word()),
        StatisticSplit.AudioDecision => Any(names, d => d.Audio?.Word()),
        StatisticSplit.SubtitleDecision => Seen(names, d => d.Subtitle?.Word()),
        StatisticSplit.Resolution => Seen(names, d => d.Source.Resolution),
        StatisticSplit.SentResolution => Seen(names, d => d.Sent.Resolution),
        StatisticSplit.Quality => Seen(names, d => Bucket(d.Source.Resolution)),
        StatisticSplit.VideoCodec => Seen(names, d => d.Source.VideoCodec),
        StatisticSplit.SentVideoCodec => Seen(names, d => d.Sent.VideoCodec),
        StatisticSplit.AudioCodec => Any(names, d => d.Source.AudioCodec),
        StatisticSplit.SentAudioCodec => Any(names, d => d.Sent.AudioCodec),
        StatisticSplit.Container => Any(names, d => d.Source.Container),
        StatisticSplit.SentContainer => Any(names, d => d.Sent.Container),
        StatisticSplit.DynamicRange => Seen(names, d => d.Source.DynamicRange),
        StatisticSplit.SentDynamicRange => Seen(names, d => d.Sent.DynamicRange),
        StatisticSplit.AudioChannels => Any(names, d => d.Source.AudioChannels?.ToString(CultureInfo.InvariantCulture)),
        StatisticSplit.TranscodeReason => Reasons(names),
        StatisticSplit.Encoder => Encoders(names),
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
    private static OnlySomeKeys Seen(PlayNames names, Func<StreamDetails, string?> word) => new(Any(names, word), (block, row) => (AudioKinds >> block.Kind[row] & 1) == 0);

    private static MappedKeys Any(PlayNames names, Func<StreamDetails, string?> word)
    {
        var words = new Vocabulary();
        words.Of("", "");
        var map = Array.ConvertAll(names.Profiles, d => d is null ? 0 : words.Of(word(d) ?? ""));
        return new(b => b.Profile, map, 0, words.Count, g => g == 0 ? new("", null) : new(words[g], words[g]));
    }

    private static ManyKeys Reasons(PlayNames names)
    {
        var words = new Vocabulary();
        var lists = Array.ConvertAll(names.Profiles, d => d?.TranscodeReasons is { } reasons
            ? reasons.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(words.Of).Distinct().ToArray() is { Length: > 0 } list ? list : null
            : null);
        return new(b => b.Profile, lists, words.Count, g => new(words[g], words[g]));
    }

    private static MappedKeys Encoders(PlayNames names)
    {
        var words = new Vocabulary();
        var map = Array.ConvertAll(names.Profiles, d => d?.Video == StreamDecision.Transcode ? words.Of(d.HardwareEncoder ?? "software") : -1);
        return new(b => b.Profile, map, -1, words.Count, g => new(words[g], words[g]));
    }
}
