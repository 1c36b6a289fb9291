namespace MediaInsight.Domain;

/// <summary>Names of picture sizes: by the larger fit of width and height, so that cinema formats keep their class.</summary>
public static class Resolution
{
    /// <summary>2160p, 1440p, 1080p, 720p, 576p, 480p or sd; null when neither side is told.</summary>
    public static string? Of(int? width, int? height) => (width ?? 0, height ?? 0) switch
    {
        ( <= 0, <= 0) => null,
        ( >= 3200, _) or (_, >= 1600) => "2160p",
        ( >= 2200, _) or (_, >= 1250) => "1440p",
        ( >= 1800, _) or (_, >= 1000) => "1080p",
        ( >= 1200, _) or (_, >= 680) => "720p",
        (_, >= 560) => "576p",
        (_, >= 440) => "480p",
        _ => "sd",
    };

    /// <summary>Reads what servers write: 4k, 1080, 1080p, 720, sd. Unknown words give null.</summary>
    public static string? Named(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "4k" or "2160" or "2160p" or "uhd" => "2160p",
        "2k" or "1440" or "1440p" => "1440p",
        "1080" or "1080p" or "1080i" or "fullhd" => "1080p",
        "720" or "720p" or "hd" => "720p",
        "576" or "576p" or "576i" => "576p",
        "480" or "480p" or "480i" => "480p",
        "sd" or "360" or "360p" or "240" or "240p" => "sd",
        _ => null,
    };
}
