using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>"What was on at half past nine last Tuesday": three hours around an instant, a lane for each person or device.</summary>
public partial class EveningPanel
{
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(90);

    [Parameter, EditorRequired]
    public StatisticAddress Address { get; set; } = null!;   // non-null: required

    [Parameter, EditorRequired]
    public ReadScope Scope { get; set; } = ReadScope.None;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>Local time of the filter's zone, from the address; null: yesterday evening.</summary>
    [Parameter]
    public DateTime? Chosen { get; set; }

    [Parameter]
    public EventCallback<DateTime> OnChoose { get; set; }

    private bool ByDevice { get; set; }

    private TimeZoneInfo Zone => Address.Words.ZoneOr(Clock.Zone);

    private DateTime At => Chosen ?? Today.AddDays(-1).ToDateTime(new TimeOnly(21, 0));

    private DateTimeOffset Instant
    {
        get
        {
            // An hour that daylight saving skips is taken for the first that exists.
            var local = At;
            while (Zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(15);
            }

            return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
        }
    }

    private IReadOnlyList<(string Format, string Url)> Exports => PanelExports.Of(
        "what-was-on", Address.Words with { Range = FilterRange.All, Filter = Address.Words.Filter with { From = null, To = null } },
        ("at", Written(Instant - Around)), ("until", Written(Instant + Around)), ("lanes", ByDevice ? "device" : "viewer"));

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Exact => Formats.Exact(TimeZoneInfo.ConvertTime(Instant, Zone), Clock.Culture);

    private Task<TimelineResult> AskAsync(CancellationToken token) => Reader.ReadAsync(
        new() { From = Instant - Around, Before = Instant + Around, Filter = Address.Words.Filter, By = ByDevice ? TimelineLanes.Device : TimelineLanes.Viewer }, Scope, token);

    private string Then(TimelineResult result) =>
        $"{Formats.Count(result.Lanes.Sum(l => l.Plays.Count(p => IsOn(p.Row))), "stream", culture: Clock.Culture)} on {Formats.When(TimeZoneInfo.ConvertTime(Instant, Zone), Today, Clock.Culture)}";

    private bool IsOn(HistoryRow row) => row.StartedAt <= Instant && row.StoppedAt > Instant;

    private Task Choose(ChangeEventArgs e) =>
        StatisticAddress.TimeOf(e.Value as string) is { } at ? OnChoose.InvokeAsync(at) : Task.CompletedTask;

    private static string Place(TimelineResult result, DateTimeOffset at) =>
        Math.Clamp((at - result.From) / (result.Before - result.From), 0, 1).ToString("0.####", CultureInfo.InvariantCulture);

    private IEnumerable<(string Text, string Place)> Ticks(TimelineResult result)
    {
        for (var minutes = 0; minutes <= 150; minutes += 30)
        {
            var at = result.From.AddMinutes(minutes);
            yield return (Formats.Time(TimeZoneInfo.ConvertTime(at, Zone), Clock.Culture), Place(result, at));
        }
    }

    private string Name(StatisticKey key) => StatisticKeyWords.Of(ByDevice ? StatisticSplit.Device : StatisticSplit.Viewer, key, Clock.Culture, Today);

    private string Words(HistoryRow row) =>
        $"{MediaTitle.Of(row).Line}: {row.ViewerName}, {Time(row.StartedAt)} – {Time(row.StoppedAt)}, {DecisionBadge.NameOf(row.Decision)}";

    private string Time(DateTimeOffset at) => Formats.Time(TimeZoneInfo.ConvertTime(at, Zone), Clock.Culture);
}
