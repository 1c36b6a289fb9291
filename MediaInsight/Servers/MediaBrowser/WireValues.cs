using System.Globalization;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Platform.Json;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Turns the numbers and texts of the common wire into ours; what makes no sense is null.</summary>
internal static class WireValues
{
    /// <summary>Nothing that is played lasts longer; such a number is a fault, not a length.</summary>
    private const long MaxTicks = 366 * TimeSpan.TicksPerDay;

    private const int MaxId = 128;
    private const int MaxReasons = 40;

    /// <summary>A length: 1 tick = 100 ns. Never zero or negative.</summary>
    public static TimeSpan? Duration(long? ticks) => ticks is > 0 and <= MaxTicks ? TimeSpan.FromTicks(ticks.Value) : null;

    public static TimeSpan? Position(long? ticks) => ticks is >= 0 and <= MaxTicks ? TimeSpan.FromTicks(ticks.Value) : null;

    /// <summary>"2026-11-20T20:54:06.7486131Z"; "0001-01-01T00:00:00.0000000Z" means never.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year > 1
            ? at
            : null;

    /// <summary>bit/s to kbit/s; zero means unknown on the wire.</summary>
    public static int? Kbps(long? bitsPerSecond) => bitsPerSecond is > 0 ? (int)Math.Clamp(Math.Round(bitsPerSecond.Value / 1000d), 1, int.MaxValue) : null;

    public static int? Positive(int? number) => number is > 0 ? number : null;

    /// <summary>An id that says something: not empty and not all zeros, which stands for nobody and nothing.</summary>
    public static string? Id(string? text) => Text.Clean(text, MaxId) is { } id && id.AsSpan().ContainsAnyExcept('0', '-') ? id : null;

    /// <summary>Codecs and containers are lower case here.</summary>
    public static string? Code(string? text) => Text.Clean(text, 64)?.ToLowerInvariant();

    /// <summary>"und" is the word for untold.</summary>
    public static string? Language(string? text) => Code(text) is { } code and not "und" ? code : null;

    public static IReadOnlyList<string> Reasons(JsonElement? wire)
    {
        IEnumerable<string?> names = wire switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(LenientJson.TextOf),
            { ValueKind: JsonValueKind.String } text => LenientJson.TextOf(text)?.Split(',') ?? [],
            _ => [],
        };
        return [.. names.Select(n => Text.Clean(n, 80)?.Replace(',', ' ')).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxReasons)];
    }

    /// <summary>[] and [[]] hold nothing.</summary>
    public static bool HasContent(JsonElement? wire) =>
        wire is { ValueKind: JsonValueKind.Array } array
        && array.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Object || (e.ValueKind == JsonValueKind.Array && e.GetArrayLength() > 0));
}
