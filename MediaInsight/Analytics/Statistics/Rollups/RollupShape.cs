using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>What sums of many plays still tell apart in time.</summary>
internal enum RollupUnit
{
    None,

    /// <summary>Local days, by <see cref="DateOnly.DayNumber"/>.</summary>
    Day,

    /// <summary>Local months: year × 12 + month - 1.</summary>
    Month,

    /// <summary>168 local hours from Monday midnight.</summary>
    WeekHour,
}

/// <summary>Which plays are summed up in one row: those that agree in some columns and, with a unit, on each piece of time they passed on.</summary>
/// <param name="Zone">Id of the zone whose clock cuts the time; empty without a unit.</param>
/// <param name="WithAccounts">Rows also know which accounts are in them.</param>
/// <param name="Splits">Those by which devices and streams are told apart; empty: each by its number.</param>
internal readonly record struct RollupShape(PlayTraits Columns, RollupUnit Unit, string Zone, bool WithAccounts, string Splits)
{
    private const PlayTraits Few = PlayTraits.Kind | PlayTraits.Decision | PlayTraits.Server | PlayTraits.Library | PlayTraits.Location;

    /// <summary>Questions that differ little share their sums: a title is of one kind, server and library, and what has few values is told apart together.</summary>
    public static RollupShape Of(PlayTraits columns, RollupUnit unit, string zone, bool withAccounts, string splits)
    {
        columns |= (columns & PlayTraits.Item) != 0 ? PlayTraits.Kind | PlayTraits.Server | PlayTraits.Library : 0;
        columns |= (columns & PlayTraits.Profile) != 0 ? PlayTraits.Kind | PlayTraits.Decision : 0;
        return new(unit == RollupUnit.None && (columns & ~Few) == 0 ? Few : columns, unit, unit == RollupUnit.None ? "" : zone, withAccounts, splits);
    }

    public bool Has(PlayTraits column) => (Columns & column) != 0;
}
