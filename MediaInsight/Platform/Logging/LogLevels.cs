using Serilog;
using Serilog.Events;

namespace MediaInsight.Platform.Logging;

/// <summary>
/// Which events are written, from configuration: <c>MediaInsight__LogLevel</c> (debug, info, warn, error) and, finer,
/// <c>Serilog__MinimumLevel__Default</c> and <c>Serilog__MinimumLevel__Override__Source</c>. Only levels are read from the
/// Serilog section: a sink configured there would write past the masking of secrets.
/// </summary>
public sealed class LogLevels
{
    // What the frameworks say at Information is of use to nobody who runs this program.
    private static readonly (string Source, LogEventLevel Level)[] Quiet =
    [
        ("Microsoft", LogEventLevel.Warning),
        ("System", LogEventLevel.Warning),
        ("Quartz", LogEventLevel.Warning),
        ("Microsoft.Hosting.Lifetime", LogEventLevel.Information),

        // That the keys lie unencrypted in a folder of their own is a decision (docs/operations/configuration.md), not news of every first start.
        ("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error),
    ];

    private readonly Dictionary<string, LogEventLevel> _overrides = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private LogLevels()
    {
    }

    /// <summary>Of everything without a level of its own.</summary>
    public LogEventLevel Default { get; private set; } = LogEventLevel.Information;

    public IReadOnlyDictionary<string, LogEventLevel> Overrides => _overrides;

    /// <summary>Each names its variable; empty when all is well.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static LogLevels Of(IConfiguration configuration)
    {
        var levels = new LogLevels();
        foreach (var (source, level) in Quiet)
        {
            levels._overrides[source] = level;
        }

        levels.ReadSimple(configuration);
        levels.ReadSerilog(configuration.GetSection("Serilog:MinimumLevel"));
        return levels;
    }

    internal void Apply(LoggerConfiguration logger)
    {
        logger.MinimumLevel.Is(Default);
        foreach (var (source, level) in _overrides)
        {
            logger.MinimumLevel.Override(source, level);
        }
    }

    private void ReadSimple(IConfiguration configuration)
    {
        var (variable, value) = configuration["MediaInsight:LogLevel"] is { } own ? ("MediaInsight__LogLevel", own) : ("LOG_LEVEL", configuration["LOG_LEVEL"]);
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        switch (value.Trim().ToUpperInvariant())
        {
            case "DEBUG":
                Default = LogEventLevel.Debug;
                break;
            case "INFO":
                Default = LogEventLevel.Information;
                break;
            case "WARN":
                Default = LogEventLevel.Warning;
                break;
            case "ERROR":
                Default = LogEventLevel.Error;
                break;
            default:
                _problems.Add($"{variable}: '{value}' is no log level. Use debug, info, warn or error.");
                break;
        }
    }

    private void ReadSerilog(IConfigurationSection section)
    {
        if ((section.Value ?? section["Default"]) is { } given)
        {
            Default = Parse(given, section.Value is null ? "Serilog__MinimumLevel__Default" : "Serilog__MinimumLevel") ?? Default;
        }

        foreach (var entry in section.GetSection("Override").GetChildren())
        {
            if (entry.Value is { } value && Parse(value, $"Serilog__MinimumLevel__Override__{entry.Key}") is { } level)
            {
                _overrides[entry.Key] = level;
            }
        }
    }

    private LogEventLevel? Parse(string value, string variable)
    {
        if (Enum.TryParse<LogEventLevel>(value.Trim(), ignoreCase: true, out var level) && Enum.IsDefined(level))
        {
            return level;
        }

        _problems.Add($"{variable}: '{value}' is no log level. Use Verbose, Debug, Information, Warning, Error or Fatal.");
        return null;
    }
}
