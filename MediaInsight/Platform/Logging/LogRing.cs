using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace MediaInsight.Platform.Logging;

/// <summary>The numbers rise with the weight.</summary>
public enum LogWeight
{
    Debug = 0,
    Info = 1,
    Warning = 2,
    Error = 3,
}

/// <param name="Number">Rising from 1.</param>
/// <param name="Source">The class that wrote it, without its namespace.</param>
/// <param name="Exception">With its stack; null when there was none.</param>
public sealed record LogLine(long Number, DateTimeOffset At, LogWeight Weight, string Source, string Message, string? Exception);

/// <summary>The last events in memory, for the Logs page. Secrets are masked before anything is kept.</summary>
public sealed class LogRing : ILogEventSink
{
    /// <summary>Events kept.</summary>
    public const int Capacity = 2000;

    private const int MaxText = 8000;

    // Words without the quotes that a rendered message puts around them.
    private static readonly MessageTemplateTextFormatter Words = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new(Capacity);
    private long _last;

    /// <summary>Raised after each event, on the thread that wrote it: must return at once and must not log.</summary>
    public event Action? Added;

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Words.Format(logEvent, text);
        var message = Bounded(SecretScrubber.Scrub(text.ToString()));
        var exception = logEvent.Exception is { } e ? Bounded(SecretScrubber.Scrub(e.ToString())) : null;
        lock (_gate)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(new(++_last, logEvent.Timestamp.ToUniversalTime(), WeightOf(logEvent.Level), SourceOf(logEvent), message, exception));
        }

        Added?.Invoke();
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LogLine> Read(LogFilter filter, int limit)
    {
        lock (_gate)
        {
            return [.. _lines.Reverse().Where(filter.Matches).Take(limit)];
        }
    }

    /// <summary>Every source that wrote something still in memory, by name.</summary>
    public IReadOnlyList<string> Sources()
    {
        lock (_gate)
        {
            return [.. _lines.Select(l => l.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];
        }
    }

    private static string Bounded(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";

    private static LogWeight WeightOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => LogWeight.Debug,
        LogEventLevel.Information => LogWeight.Info,
        LogEventLevel.Warning => LogWeight.Warning,
        _ => LogWeight.Error,
    };

    private static string SourceOf(LogEvent logEvent)
    {
        var full = logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is ScalarValue { Value: string name } ? name : "";
        return full.Length == 0 ? "MediaInsight" : full[(full.LastIndexOf('.') + 1)..];
    }
}

/// <param name="AtLeast">Lighter events are left out.</param>
/// <param name="Source">Exactly this one; null or empty: all.</param>
/// <param name="Text">Part of message, source or exception; null or empty: everything.</param>
public sealed record LogFilter(LogWeight AtLeast = LogWeight.Debug, string? Source = null, string? Text = null)
{
    public bool Matches(LogLine line) =>
        line.Weight >= AtLeast
        && (string.IsNullOrEmpty(Source) || line.Source == Source)
        && (string.IsNullOrWhiteSpace(Text)
            || line.Message.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase)
            || line.Source.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase)
            || line.Exception?.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase) == true);
}
