using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>What people do with titles: begin, finish, take up again, watch in one go.</summary>
public partial class HabitPanels
{
    [Parameter, EditorRequired]
    public StatisticAddress Address { get; set; } = null!;   // non-null: required

    [Parameter, EditorRequired]
    public ReadScope Scope { get; set; } = ReadScope.None;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter]
    public string RangeText { get; set; } = "";

    private AnalyticsFilter Filter => Address.Words.Filter;

    private TimeZoneInfo Zone => Address.Words.ZoneOr(Clock.Zone);

    private object Question => (Address.Words, Scope, Today);

    private string? AgainstWhen(PopularityResult result) => result is { PreviousFrom: { } from, PreviousTo: { } to } ? $"against {Day(from)} – {Day(to)}" : null;

    private List<FactTable.Fact> Rising(PopularityResult result) => [.. result.Rows.Select(r => Title(
        r.Key, null, Formats.Hours(r.WatchedMs, Clock.Culture), Formats.Hours(r.PreviousWatchedMs, Clock.Culture),
        r.RankChange is { } change ? $"{r.Rank.ToString(CultureInfo.InvariantCulture)} ({(change >= 0 ? "+" : "\u2212")}{Math.Abs(change).ToString(CultureInfo.InvariantCulture)})" : $"{r.Rank.ToString(CultureInfo.InvariantCulture)} (new)"))];

    private List<FactTable.Fact> New(SeenResult result) => [.. result.Rows.Select(r => Title(
        r.Key, null, When(r.FirstAt), Formats.Count(r.Plays, Clock.Culture), Formats.Hours(r.WatchedMs, Clock.Culture)))];

    private List<FactTable.Fact> Held(EngagementResult result) => [.. result.Rows.Select(r => Title(
        r.Key, null, Formats.Count(r.WatchCount, Clock.Culture), Formats.Count(r.Viewers, Clock.Culture), Formats.Hours(r.WatchedMs, Clock.Culture),
        Formats.Percent(r.CompletionRate, Clock.Culture), Formats.Percent(r.AverageCompletion, Clock.Culture), When(r.LastWatchedAt)))];

    private List<FactTable.Fact> Runs(BingeResult result) => [.. result.Longest.Select(r => Title(
        r.Show, Person(r.Viewer), $"{r.Episodes.ToString(CultureInfo.InvariantCulture)}: {Episode(r.First)} – {Episode(r.Last)}", When(r.StartedAt), Formats.Hours(r.WatchedMs, Clock.Culture)))];

    private List<FactTable.Fact> Again(RewatchResult result) => [.. result.Rows.Select(r => Title(
        r.Title, Person(r.Viewer), Formats.Count(r.Completions, Clock.Culture), When(r.LastAt), Every(r.AverageInterval)))];

    private FactTable.Fact Title(StatisticKey key, string? sub, params IReadOnlyList<string> cells) => new(
        StatisticKeyWords.Of(StatisticSplit.Title, key, Clock.Culture, Today), sub ?? key.Detail ?? key.Year?.ToString(CultureInfo.InvariantCulture), StatisticLinks.Of(StatisticSplit.Title, key, Address), cells);

    private string Person(StatisticKey key) => StatisticKeyWords.Of(StatisticSplit.Viewer, key, Clock.Culture, Today);

    private static string Episode(BingeEpisode episode) => episode is { Season: { } season, Episode: { } number } ? $"S{season}E{number}" : episode.Title;

    private string Every(TimeSpan interval) => interval.TotalDays >= 1 ? Formats.Count((long)Math.Round(interval.TotalDays), "day", culture: Clock.Culture) : Formats.Duration(interval, Clock.Culture);

    private string When(DateTimeOffset at) => Formats.When(TimeZoneInfo.ConvertTime(at, Zone), Today, Clock.Culture);

    private string Day(DateOnly day) => Formats.Day(day, Clock.Culture, Today);
}
