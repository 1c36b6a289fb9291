using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace MediaInsight.Platform.Logging;

/// <summary>One line per event (more for exceptions), without secrets.</summary>
internal sealed class ScrubbedText : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _inner = new("{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _inner.Format(logEvent, text);
        output.Write(SecretScrubber.Scrub(text.ToString()));
    }
}
