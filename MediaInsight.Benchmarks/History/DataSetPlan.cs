using System.Globalization;

namespace MediaInsight.Benchmarks.History;

/// <summary>What a data set is made from: the same plan gives the same rows.</summary>
/// <param name="Titles">Playable ones; shows, seasons, artists, albums and podcasts come on top.</param>
/// <param name="Until">The last day with plays.</param>
internal sealed record DataSetPlan(int Plays, int People, int Titles, int Years, int Seed, DateOnly Until)
{
    /// <summary>The zone that its household lives in.</summary>
    public const string Zone = "Europe/Berlin";

    public static DataSetPlan Default(DateOnly until) => new(1_000_000, 200, 20_000, 3, 4, until);

    public int Days => Years * 365;

    public DateOnly First => Until.AddDays(1 - Days);

    /// <summary>Everything but the last day: a data set that ended some days ago serves as well.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"history-{Plays}-{People}-{Titles}-{Years}-{Seed}");

    public string? Problem =>
        Plays is < 1000 or > 100_000_000 ? "--plays must be between 1000 and 100000000"
        : People is < 4 or > 100_000 ? "--people must be between 4 and 100000"
        : Titles is < 500 or > 1_000_000 ? "--titles must be between 500 and 1000000"
        : Years is < 1 or > 30 ? "--years must be between 1 and 30"
        : null;
}
