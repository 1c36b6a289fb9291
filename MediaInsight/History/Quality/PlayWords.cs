using System.Globalization;

namespace MediaInsight.History.Quality;

internal static class PlayWords
{
    /// <summary>"2 h 05 min", "3 d 4 h", "12 s".</summary>
    public static string Span(long? ms)
    {
        var time = TimeSpan.FromMilliseconds(Math.Clamp(Math.Abs(ms ?? 0), 0, 1_000_000_000_000_000));
        var culture = CultureInfo.InvariantCulture;
        return time switch
        {
            { TotalDays: >= 1 } => string.Create(culture, $"{(long)time.TotalDays} d {time.Hours} h"),
            { TotalHours: >= 1 } => string.Create(culture, $"{time.Hours} h {time.Minutes:00} min"),
            { TotalMinutes: >= 1 } => string.Create(culture, $"{time.Minutes} min"),
            _ => string.Create(culture, $"{time.Seconds} s"),
        };
    }
}
