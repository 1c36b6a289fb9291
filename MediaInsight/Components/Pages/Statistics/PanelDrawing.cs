using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>A panel's answer as charts take it.</summary>
public sealed class PanelDrawing(PanelData data, PanelMeasure measure, CultureInfo culture, DateOnly today)
{
    public const string Before = "Before";

    private StatisticSplit By => data.Now.Request.By;

    private StatisticSplit Then => data.Now.Request.Then;

    public ChartUnit Unit => PanelMeasures.UnitOf(measure);

    /// <summary>Short where there is little room.</summary>
    public IReadOnlyList<string> Labels => [.. data.Now.Rows.Select(r => By == StatisticSplit.Weekday ? StatisticKeyWords.Weekday(r.Key.Id, culture, isShort: true) : Name(By, r.Key))];

    /// <summary>Of a matrix: rows and columns with anything in them.</summary>
    public IReadOnlyList<string> RowNames => [.. Filled.Select(r => Name(By, r.Key))];

    public IReadOnlyList<string> ColumnNames => [.. Told.Select(i => Then switch
    {
        StatisticSplit.HourOfDay => data.Now.Parts[i].Id.PadLeft(2, '0'),
        StatisticSplit.Weekday => StatisticKeyWords.Weekday(data.Now.Parts[i].Id, culture, isShort: true),
        _ => Name(Then, data.Now.Parts[i]),
    })];

    private IReadOnlyList<StatisticRow> Filled { get; } = [.. data.Now.Rows.Where(r => r.Parts.Any(p => !p.IsEmpty))];

    private IReadOnlyList<int> Told { get; } = [.. Enumerable.Range(0, data.Now.Parts.Count).Where(i => data.Now.Rows.Any(r => !r.Parts[i].IsEmpty))];

    public IReadOnlyList<RankPart> Parts => PanelMeasures.AddsUp(measure) ? [.. data.Now.Parts.Select(p => new RankPart(Name(Then, p), ToneOf(Then, p)))] : [];

    /// <summary>One series per part, or one; the previous period beside them, point by point.</summary>
    public IReadOnlyList<ChartSeries> Series
    {
        get
        {
            List<ChartSeries> series = data.Now.Parts.Count > 0
                ? [.. Distinct([.. data.Now.Parts.Select(p => Name(Then, p))]).Select((name, i) => new ChartSeries(name, [.. data.Now.Rows.Select(r => Value(r.Parts[i]))]) { Tone = ToneOf(Then, data.Now.Parts[i]) })]
                : [new(PanelMeasures.NameOf(measure), [.. data.Now.Rows.Select(r => Value(r.Figures))])];
            if (data.Before is { } before)
            {
                series.Add(new(Before, [.. data.Now.Rows.Select((_, i) => i < before.Rows.Count ? Value(before.Rows[i].Figures) : null)]) { IsMuted = true });
            }

            return series;
        }
    }

    // The end of a list by conversions are those that have none.
    private IEnumerable<StatisticRow> Ranked => measure == PanelMeasure.Transcodes ? data.Now.Rows.Where(r => r.Figures.Transcodes > 0) : data.Now.Rows;

    /// <summary>Behind a course over days or months.</summary>
    public ChartGaps Gaps(TimeZoneInfo zone) => By switch
    {
        StatisticSplit.Day => ChartGaps.OfDays(PanelData.StepsOf(data.Now), data.Unobserved, zone, culture),
        StatisticSplit.Month => ChartGaps.OfMonths(PanelData.StepsOf(data.Now), data.Unobserved, zone, culture),
        _ => ChartGaps.None,
    };

    /// <param name="href">Where a row leads.</param>
    public IReadOnlyList<RankRow> Ranks(Func<StatisticKey, string?> href)
    {
        var former = data.Before?.Rows.ToDictionary(r => r.Key.Id, r => Value(r.Figures));
        return [.. Ranked.Select(row => new RankRow(Name(By, row.Key), Parts.Count > 0 ? [.. row.Parts.Select(p => Value(p) ?? 0)] : [Value(row.Figures) ?? 0], ChartFormats.Short(Value(row.Figures), Unit, culture))
        {
            Sub = Sub(row),
            Href = row.Key.IsOthers ? null : href(row.Key),
            IsPerson = By is StatisticSplit.Viewer && row.Key.Viewer is not null,
            Image = row.Key.Viewer is { } viewer ? AppUrls.ViewerPicture(viewer) : row.Key.Item is { } item ? AppUrls.ItemPoster(item, 96) : null,
            Kind = By is StatisticSplit.Title or StatisticSplit.Item or StatisticSplit.Album or StatisticSplit.Season ? row.Key.Kind ?? MediaKind.Other : null,
            Delta = former is null ? null : Delta(Value(row.Figures), former.GetValueOrDefault(row.Key.Id), culture),
        })];
    }

    public IReadOnlyList<ChartSlice> Slices => [.. data.Now.Rows.Select(r => new ChartSlice(Name(By, r.Key), Value(r.Figures) ?? 0) { Tone = ToneOf(By, r.Key) })];

    public IReadOnlyList<IReadOnlyList<double?>> Matrix =>
        [.. Filled.Select(r => (IReadOnlyList<double?>)[.. Told.Select(i => r.Parts[i].IsEmpty ? null : Value(r.Parts[i]))])];

    /// <summary>"11 of 12 plays direct, 3 h".</summary>
    public string? MatrixNote(int row, int column)
    {
        var figures = Filled[row].Parts[Told[column]];
        return $"{Name(By, Filled[row].Key)}, {Name(Then, data.Now.Parts[Told[column]])}: {Formats.Count(figures.Plays, "play", culture: culture)}, {Formats.Count(figures.DirectPlays, culture)} as they are, {Formats.Count(figures.Transcodes, culture)} transcoded, {Formats.Hours(figures.WatchedMs, culture)}";
    }

    public IReadOnlyList<DateOnly> Days => [.. data.Now.Rows.Select(r => DateOnly.ParseExact(r.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture))];

    public IReadOnlyList<double> Values => [.. data.Now.Rows.Select(r => Value(r.Figures) ?? 0)];

    /// <summary>[weekday from the site's first][hour].</summary>
    public IReadOnlyList<IReadOnlyList<double>> WeekHours
    {
        get
        {
            var byId = data.Now.Rows.ToDictionary(r => r.Key.Id, r => Value(r.Figures) ?? 0);
            return [.. StatisticKeyWords.Weekdays(culture).Select(day => (IReadOnlyList<double>)
                [.. Enumerable.Range(0, 24).Select(h => byId.GetValueOrDefault($"{day}-{h.ToString(CultureInfo.InvariantCulture)}"))])];
        }
    }

    public string Name(StatisticSplit split, StatisticKey key) => StatisticKeyWords.Of(split, key, culture, today);

    /// <summary>"+12 %", "−3 %", "new".</summary>
    public static string Delta(double? now, double? before, CultureInfo culture) => (now, before) switch
    {
        (null or 0, null or 0) => "",
        (_, null or 0) => "new",
        var (n, b) => ((n ?? 0) - b!.Value) / b.Value is var change && Math.Abs(change) < 0.005   // non-null: the case above
            ? "="
            : (change > 0 ? "+" : "\u2212") + Formats.Percent(Math.Abs(change), culture),
    };

    private double? Value(StatisticFigures figures) => PanelMeasures.ValueOf(measure, figures);

    private string Sub(StatisticRow row) => string.Join(" · ", new[]
    {
        row.Key.Detail,
        By == StatisticSplit.Title && row.Key.Kind == MediaKind.Movie ? row.Key.Year?.ToString(CultureInfo.InvariantCulture) : null,
        measure == PanelMeasure.Plays ? Formats.Hours(row.Figures.WatchedMs, culture) : Formats.Count(row.Figures.Plays, "play", culture: culture),
        By is not (StatisticSplit.Viewer or StatisticSplit.Account) && row.Figures.Viewers is > 1 and { } people ? Formats.Count(people, "person", "people", culture) : null,
    }.Where(t => !string.IsNullOrEmpty(t)));

    // Two accounts may bear one name: the chart knows its series by it.
    private static IEnumerable<string> Distinct(IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            seen[name] = seen.GetValueOrDefault(name) + 1;
            yield return seen[name] == 1 ? name : $"{name} ({seen[name].ToString(CultureInfo.InvariantCulture)})";
        }
    }

    /// <summary>What has a colour of its own keeps it.</summary>
    private static string? ToneOf(StatisticSplit split, StatisticKey key) =>
        key.IsOthers || key.IsUnknown ? "faint"
        : split is StatisticSplit.Decision or StatisticSplit.VideoDecision or StatisticSplit.AudioDecision ? StatisticKeyWords.DecisionOf(key.Id) switch
        {
            StreamDecision.DirectPlay => "direct-play",
            StreamDecision.DirectStream => "direct-stream",
            StreamDecision.Transcode => "transcode",
            _ => "faint",
        }
        : split == StatisticSplit.Kind && key.Kind is { } kind ? $"chart-{((int)kind % 8) + 1}"
        : null;
}
