using System.Text.Json.Serialization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Exports;

namespace MediaInsight.Api.Contracts;

/// <summary>A <see cref="StatisticReply"/> with all its rows, which are written while they are read.</summary>
internal sealed record StatisticFile(
    StatisticAbout? Statistic, string Split, string? Then, string Measure, StatisticScope Filter, IReadOnlyList<StatisticKeyAnswer> Parts, IAsyncEnumerable<StatisticRowAnswer> Rows,
    StatisticFiguresAnswer Total, int Groups, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatisticFile? Previous)
{
    /// <param name="more">The next portions; null: what is there is what was asked for.</param>
    public static StatisticFile Of(
        StatisticEntry? entry, FilterWords words, TimeZoneInfo zone, StatisticResult result, StatisticResult? previous, Func<StatisticRequest, Task<StatisticResult>>? more)
    {
        var head = StatisticReply.Of(entry, words, zone, result with { Rows = [] }, null);
        return new(
            head.Statistic, head.Split, head.Then, head.Measure, head.Filter, head.Parts, StatisticExport.PortionsAsync(result, more).SelectMany(p => p.Rows).Select(StatisticRowAnswer.Of),
            head.Total, head.Groups, previous is null ? null : Of(null, words, zone, previous, null, more));
    }
}
