using System.Globalization;
using System.Text;
using MediaInsight.Analytics;

namespace MediaInsight.Api.Exports;

/// <summary>What an exported file is called: what is in it and of which days, in letters that every system takes.</summary>
internal static class ExportName
{
    public static string Of(string what, DateOnly? from, DateOnly? to, DateOnly today) => (from, to) switch
    {
        (null, null) => Plain($"mediainsight-{what}-all-until-{Day(today)}"),
        ({ } first, { } last) when first == last => Plain($"mediainsight-{what}-{Day(first)}"),
        _ => Plain($"mediainsight-{what}-{Day(from) ?? "begin"}-to-{Day(to ?? today)}"),
    };

    public static string Of(string what, AnalyticsFilter filter, DateOnly today) => Of(what, filter.From, filter.To, today);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-');
        }

        return plain.ToString();
    }
}
