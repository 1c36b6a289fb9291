namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Numbers of the wire as instants and durations; what cannot be one is null.</summary>
internal static class Epoch
{
    /// <summary>Ten years in seconds: nothing heard is longer, and far below what a TimeSpan holds.</summary>
    private const double MaxSeconds = 315_360_000;

    // 9999-12-31, the last millisecond a DateTimeOffset holds.
    private const long MaxMilliseconds = 253_402_300_799_999;

    public static DateTimeOffset? Instant(long? milliseconds) =>
        milliseconds is > 0 and <= MaxMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;

    /// <summary>Seconds of the wire, never negative; 0 for nonsense.</summary>
    public static double Seconds(double? seconds) => seconds is > 0 and <= MaxSeconds ? seconds.Value : 0;

    public static TimeSpan Span(double seconds) => TimeSpan.FromMilliseconds(Math.Round(Seconds(seconds) * 1000));
}
