using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>Which devices and streams a question does not tell apart: by number, the first one that is alike. Null: each is told apart.</summary>
/// <param name="Splits">The splits that say so.</param>
internal sealed record RollupClasses(int[]? Devices, int[]? Profiles, string Splits)
{
    public static readonly RollupClasses None = new(null, null, "");

    public static RollupClasses Of(IReadOnlyList<SplitKeys> keys)
    {
        var (devices, profiles) = (First(keys, PlayTraits.Device), First(keys, PlayTraits.Profile));
        return new(devices, profiles, $"{Names(keys, PlayTraits.Device, devices)} {Names(keys, PlayTraits.Profile, profiles)}");
    }

    public int Device(int number) => Alike(Devices, number);

    public int Profile(int number) => Alike(Profiles, number);

    /// <summary>New devices and streams came; what was alike still is, and nothing else.</summary>
    public bool Continues(RollupClasses before) => Continues(Devices, before.Devices) && Continues(Profiles, before.Profiles);

    private static bool Continues(int[]? now, int[]? before) => now is null ? before is null : before is not null && now.AsSpan().StartsWith(before);

    private static int Alike(int[]? first, int number) => first is not null && (uint)number < (uint)first.Length ? first[number] : number;

    private static int[]? First(IReadOnlyList<SplitKeys> keys, PlayTraits column)
    {
        var asking = keys.Where(k => (k.Columns & column) != 0).ToList();
        var classes = asking.Select(k => k.Name.Length == 0 ? null : k.Classes(column)).OfType<int[]>().ToList();
        if (asking.Count == 0 || classes.Count < asking.Count)
        {
            return null;
        }

        var (first, known) = (new int[classes.Min(c => c.Length)], new Dictionary<string, int>(StringComparer.Ordinal));
        for (var n = 0; n < first.Length; n++)
        {
            var alike = string.Join(' ', classes.Select(c => c[n]));
            first[n] = known.TryGetValue(alike, out var other) ? other : known[alike] = n;
        }

        return first;
    }

    private static string Names(IReadOnlyList<SplitKeys> keys, PlayTraits column, int[]? first) =>
        first is null ? "" : string.Join('+', keys.Where(k => (k.Columns & column) != 0).Select(k => k.Name).Order(StringComparer.Ordinal));
}
