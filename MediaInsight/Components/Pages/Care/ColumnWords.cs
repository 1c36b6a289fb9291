using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Care;

/// <summary>Columns of plays as a person reads them.</summary>
internal static class ColumnWords
{
    public static string Name(string column) => column switch
    {
        "watched_ms" => "Watched",
        "paused_ms" => "Paused",
        "buffering_ms" => "Buffering",
        "position_ms" => "Ended at position",
        "start_position_ms" => "Began at position",
        "stopped_at" => "Ended",
        "percent_permille" => "Reached",
        "completed" => "Counts as watched",
        "is_short" => "Too short to count",
        "decision" => "Sent",
        _ => column,
    };

    public static string Value(string column, long? value, SiteClock clock) => (column, value) switch
    {
        (_, null) => "not told",
        ("watched_ms" or "paused_ms" or "buffering_ms" or "position_ms" or "start_position_ms", { } ms) => ms < 0 ? "−" + Formats.Clock(-ms) : Formats.Clock(ms),
        ("stopped_at", { } at) => Formats.Exact(clock.Local(DateTimeOffset.FromUnixTimeMilliseconds(at)), clock.Culture),
        ("percent_permille", { } permille) => Formats.Percent(permille / 1000d, clock.Culture),
        ("completed" or "is_short", { } flag) => flag == 0 ? "no" : "yes",
        ("decision", { } decision) => DecisionBadge.NameOf((StreamDecision)decision),
        (_, { } number) => number.ToString(CultureInfo.InvariantCulture),
    };
}
