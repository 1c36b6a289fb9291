using System.Globalization;
using System.Net;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Topics;
using MediaInsight.Domain;

namespace MediaInsight.Alerting.Conditions;

/// <summary>One field against the values of a condition.</summary>
internal static class Comparison
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static bool Holds(ConditionLeaf leaf, EventValues values)
    {
        var told = values[leaf.Field];
        if (leaf.Operator is ConditionOperators.NotTold or ConditionOperators.Told || told is null)
        {
            return leaf.Operator == (told is null ? ConditionOperators.NotTold : ConditionOperators.Told);
        }

        return ConditionFields.Find(leaf.Field) is { } field && ConditionOperators.Find(field.Type, leaf.Operator) is not null && field.Type switch
        {
            FieldType.Number or FieldType.Percent or FieldType.Minutes or FieldType.Bitrate => Numbers(leaf, told),
            FieldType.TimeOfDay => Times(leaf, told),
            _ => Words(leaf, told),
        };
    }

    /// <summary>"12.5", "12,5"; null for what is no number.</summary>
    public static double? Number(string text) =>
        double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Minutes after midnight; "24:00" is the end of the day.</summary>
    public static int? Time(string text) =>
        text.Trim() == "24:00" ? 1440
        : TimeOnly.TryParseExact(text.Trim(), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    public static DayOfWeek? Weekday(string text) => Array.IndexOf(Days, text.Trim().ToLowerInvariant()) is >= 0 and var day ? (DayOfWeek)day : null;

    public static string Word(DayOfWeek day) => Days[(int)day];

    private static bool Numbers(ConditionLeaf leaf, EventValue told)
    {
        var wanted = leaf.Values.Select(Number).ToList();
        if (told.Number is not { } actual || wanted.Count == 0 || wanted.Contains(null))
        {
            return false;
        }

        var first = wanted[0]!.Value; // non-null: none is, asked above
        return leaf.Operator switch
        {
            ConditionOperators.MoreThan => actual > first,
            ConditionOperators.LessThan => actual < first,
            ConditionOperators.AtLeast => actual >= first,
            ConditionOperators.AtMost => actual <= first,
            ConditionOperators.Between => wanted.Count == 2 && Within(actual, first, wanted[1]!.Value), // non-null: none is
            ConditionOperators.NotBetween => wanted.Count == 2 && !Within(actual, first, wanted[1]!.Value), // non-null: none is
            ConditionOperators.Is => wanted.Any(w => Same(actual, w)),
            ConditionOperators.IsNot => !wanted.Any(w => Same(actual, w)),
            _ => false,
        };
    }

    private static bool Within(double value, double a, double b) => value >= Math.Min(a, b) && value <= Math.Max(a, b);

    // Figures are shown with one decimal: 8.2 is what a reader took from the page.
    private static bool Same(double value, double? wanted) => wanted is { } w && Math.Abs(value - w) < 0.05;

    /// <summary>From is part of the span, to is not; over midnight when from is later than to.</summary>
    private static bool Times(ConditionLeaf leaf, EventValue told)
    {
        if (told.Number is not { } now || leaf.Values.Count != 2 || Time(leaf.Values[0]) is not { } from || Time(leaf.Values[1]) is not { } to)
        {
            return false;
        }

        var within = from <= to ? now >= from && now < to : now >= from || now < to;
        return within == (leaf.Operator == ConditionOperators.Between);
    }

    private static bool Words(ConditionLeaf leaf, EventValue told) => leaf.Operator switch
    {
        ConditionOperators.Is => Any(leaf, told, static (actual, wanted) => actual.Equals(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.IsNot => !Any(leaf, told, static (actual, wanted) => actual.Equals(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.Contains => Any(leaf, told, static (actual, wanted) => actual.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.ContainsNot => !Any(leaf, told, static (actual, wanted) => actual.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.StartsWith => Any(leaf, told, static (actual, wanted) => actual.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.StartsNotWith => !Any(leaf, told, static (actual, wanted) => actual.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.EndsWith => Any(leaf, told, static (actual, wanted) => actual.EndsWith(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.EndsNotWith => !Any(leaf, told, static (actual, wanted) => actual.EndsWith(wanted, StringComparison.OrdinalIgnoreCase)),
        ConditionOperators.InNetwork => Any(leaf, told, InNetwork),
        ConditionOperators.NotInNetwork => !Any(leaf, told, InNetwork),
        _ => false,
    };

    private static bool Any(ConditionLeaf leaf, EventValue told, Func<string, string, bool> holds) =>
        told.Keys.Any(key => leaf.Values.Any(wanted => holds(key, wanted.Trim())));

    private static bool InNetwork(string address, string network) =>
        OwnNetworks.TryParse(network, out var parsed) && IPAddress.TryParse(address, out var ip) && parsed.Contains(ip);
}
