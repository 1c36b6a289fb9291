using System.Globalization;

namespace MediaInsight.Monitoring.Linux;

internal static class LoadAverage
{
    /// <summary>The first of <code>1.81 1.63 3.45 5/150 24168</code>, of one minute; null: not of this form.</summary>
    public static double? Parse(string text) =>
        Lines.Words(text.Trim()) is [var first, _, ..] && double.TryParse(first, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var load) && double.IsFinite(load)
            ? load
            : null;
}
