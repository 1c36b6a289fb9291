using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <summary>Codecs, containers and sizes as people write them. An unknown word is shown in capitals, never lost.</summary>
public static class FormatNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["h264"] = "H.264",
        ["avc"] = "H.264",
        ["avc1"] = "H.264",
        ["hevc"] = "HEVC",
        ["h265"] = "HEVC",
        ["hvc1"] = "HEVC",
        ["av1"] = "AV1",
        ["vp8"] = "VP8",
        ["vp9"] = "VP9",
        ["mpeg1video"] = "MPEG-1",
        ["mpeg2video"] = "MPEG-2",
        ["mpeg4"] = "MPEG-4",
        ["msmpeg4v3"] = "MPEG-4",
        ["vc1"] = "VC-1",
        ["wmv3"] = "WMV",
        ["prores"] = "ProRes",
        ["theora"] = "Theora",
        ["aac"] = "AAC",
        ["ac3"] = "AC-3",
        ["eac3"] = "E-AC-3",
        ["truehd"] = "TrueHD",
        ["dts"] = "DTS",
        ["dca"] = "DTS",
        ["dca-ma"] = "DTS-HD MA",
        ["flac"] = "FLAC",
        ["mp3"] = "MP3",
        ["mp2"] = "MP2",
        ["opus"] = "Opus",
        ["vorbis"] = "Vorbis",
        ["alac"] = "ALAC",
        ["pcm"] = "PCM",
        ["wmav2"] = "WMA",
        ["wmapro"] = "WMA",
        ["srt"] = "SRT",
        ["subrip"] = "SRT",
        ["ass"] = "ASS",
        ["ssa"] = "SSA",
        ["pgs"] = "PGS",
        ["pgssub"] = "PGS",
        ["hdmv_pgs_subtitle"] = "PGS",
        ["vobsub"] = "VobSub",
        ["dvdsub"] = "VobSub",
        ["dvd_subtitle"] = "VobSub",
        ["mov_text"] = "MP4 text",
        ["webvtt"] = "WebVTT",
        ["vtt"] = "WebVTT",
        ["eia_608"] = "closed captions",
        ["dvb_subtitle"] = "DVB",
        ["dvbsub"] = "DVB",
        ["mkv"] = "MKV",
        ["matroska"] = "MKV",
        ["mp4"] = "MP4",
        ["m4v"] = "MP4",
        ["mov"] = "MOV",
        ["webm"] = "WebM",
        ["mpegts"] = "MPEG-TS",
        ["ts"] = "MPEG-TS",
        ["m2ts"] = "M2TS",
        ["hls"] = "HLS",
        ["dash"] = "DASH",
    };

    public static string? Codec(string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        return Names.GetValueOrDefault(code.Trim())
            ?? (code.StartsWith("pcm_", StringComparison.OrdinalIgnoreCase) ? "PCM" : code.Trim().ToUpperInvariant());
    }

    /// <summary>Servers list what a file may be called: "mov,mp4,m4a,3gp".</summary>
    public static string? Container(string? code)
    {
        var names = code?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return names.Length == 0 ? null : Codec(names.Contains("mp4", StringComparer.OrdinalIgnoreCase) ? "mp4" : names[0]);
    }

    public static string? Resolution(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" => null,
        "2160p" => "4K",
        "sd" => "SD",
        { } other => other,
    };

    /// <summary>Loudspeakers as "stereo", "5.1", "7.1"; numbers without a usual name stay numbers.</summary>
    public static string? Channels(int? channels) => channels switch
    {
        null or <= 0 => null,
        1 => "mono",
        2 => "stereo",
        6 => "5.1",
        7 => "6.1",
        8 => "7.1",
        { } n => string.Create(CultureInfo.InvariantCulture, $"{n} channels"),
    };

    /// <summary>"English" for "eng", "en", "en-US"; what is no language stays as it is.</summary>
    public static string? Language(string? code)
    {
        if (string.IsNullOrWhiteSpace(code) || code.Length > 12 || code.Equals("und", StringComparison.OrdinalIgnoreCase))
        {
            return string.IsNullOrWhiteSpace(code) || code.Length <= 12 ? null : code;
        }

        return Languages.GetValueOrDefault(code) ?? Languages.GetValueOrDefault(code.Split('-')[0]) ?? code;
    }

    public static string? Video(MediaFormat format) => Words(" ", Resolution(format.Resolution), Range(format.DynamicRange), Codec(format.VideoCodec));

    public static string? Audio(MediaFormat format) => Words(" ", Codec(format.AudioCodec), Channels(format.AudioChannels));

    /// <summary>SDR goes without saying.</summary>
    public static string? Range(string? dynamicRange) => dynamicRange is null or "" or "SDR" ? null : dynamicRange;

    internal static string? Words(string separator, params ReadOnlySpan<string?> words)
    {
        var told = new List<string>();
        foreach (var word in words)
        {
            if (!string.IsNullOrEmpty(word))
            {
                told.Add(word);
            }
        }

        return told.Count == 0 ? null : string.Join(separator, told);
    }

    // Three letters have two forms for some languages (ger and deu): the bibliographic ones are added by hand.
    private static readonly Dictionary<string, string> Languages = Known();

    private static Dictionary<string, string> Known()
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(c => c.Name.Length is 2 or 3))
        {
            known.TryAdd(culture.TwoLetterISOLanguageName, culture.EnglishName);
            known.TryAdd(culture.ThreeLetterISOLanguageName, culture.EnglishName);
        }

        (string Code, string Same)[] bibliographic =
        [
            ("ger", "deu"), ("fre", "fra"), ("dut", "nld"), ("cze", "ces"), ("slo", "slk"), ("gre", "ell"), ("rum", "ron"), ("chi", "zho"),
            ("per", "fas"), ("ice", "isl"), ("alb", "sqi"), ("arm", "hye"), ("geo", "kat"), ("mac", "mkd"), ("may", "msa"), ("wel", "cym"),
        ];
        foreach (var (code, same) in bibliographic)
        {
            if (known.TryGetValue(same, out var name))
            {
                known.TryAdd(code, name);
            }
        }

        return known;
    }
}
