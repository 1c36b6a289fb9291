using MediaInsight.Alerting.Facts;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Alerting.Conditions;

/// <summary>An event with a few values.</summary>
internal static class Told
{
    public static readonly DateTimeOffset At = new(2026, 3, 7, 21, 30, 0, TimeSpan.Zero);

    public static EventValues Of(MediaKind? kind, params IEnumerable<(string Word, EventValue Value)> values) =>
        new() { Topic = "play.started", At = At, Kind = kind, Values = values.ToDictionary(v => v.Word, v => v.Value) };

    public static EventValues Of(params IEnumerable<(string Word, EventValue Value)> values) => Of(null, values);

    public static EventValues Text(string word, string text) => Of((word, new EventValue(text)));

    public static EventValue Number(double number) => new($"{number}", number);
}
