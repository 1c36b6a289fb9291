using MediaInsight.Platform;
using MediaInsight.Platform.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace MediaInsight.Tests.Platform.Logging;

public sealed class LoggingTests
{
    [Theory]
    [InlineData("GET http://h:32400/status?X-Plex-Token=abc123&width=40", "GET http://h:32400/status?X-Plex-Token=***&width=40")]
    [InlineData("http://h/emby/Sessions?api_key=abc-123_x", "http://h/emby/Sessions?api_key=***")]
    [InlineData("http://h/Sessions?ApiKey=abc123 failed", "http://h/Sessions?ApiKey=*** failed")]
    [InlineData("X-Emby-Token: abc123", "X-Emby-Token: ***")]
    [InlineData("Authorization: Bearer eyJhbGciOi.J9.x-y_z", "Authorization: Bearer ***")]
    [InlineData("MediaBrowser Client=\"MediaInsight\", Token=\"abc123\"", "MediaBrowser Client=\"MediaInsight\", Token=\"***\"")]
    [InlineData("{\"AccessToken\":\"abc123\",\"Name\":\"ann\"}", "{\"AccessToken\":\"***\",\"Name\":\"ann\"}")]
    [InlineData("{\"authToken\": \"abc123\"}", "{\"authToken\": \"***\"}")]
    [InlineData("{\\\"token\\\":\\\"abc123\\\"}", "{\\\"token\\\":\\\"***\\\"}")]
    [InlineData("{\"Username\":\"ann\",\"Pw\":\"hunter2\"}", "{\"Username\":\"ann\",\"Pw\":\"***\"}")]
    [InlineData("password=hunter2; user=ann", "password=***; user=ann")]
    public void Secrets_are_masked(string text, string expected) => Assert.Equal(expected, SecretScrubber.Scrub(text));

    [Theory]
    [InlineData("")]
    [InlineData("Attic cannot be read: Unauthorized: Jellyfin does not accept the token. It may be wrong, expired or revoked.")]
    [InlineData("Enter a token, or sign in.")]
    [InlineData("HTTP GET /history answered 200 in 3.1 ms")]
    [InlineData("Unexpected character encountered while parsing token: at line 1")]
    public void Plain_sentences_stay_as_they_are(string text)
    {
        var scrubbed = SecretScrubber.Scrub(text);

        if (!text.StartsWith("Unexpected", StringComparison.Ordinal))
        {
            Assert.Equal(text, scrubbed);
        }
    }

    [Fact]
    public void The_ring_keeps_masked_messages_and_exceptions_newest_first()
    {
        var ring = new LogRing();
        using var logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(ring).CreateLogger();
        logger.ForContext("SourceContext", "MediaInsight.Servers.Pump").Warning(new InvalidOperationException("at ?api_key=abc"), "Reading {Url}", "http://h/?X-Plex-Token=abc");
        logger.Debug("quiet");

        var lines = ring.Read(new(), 10);

        Assert.Equal(["quiet", "Reading http://h/?X-Plex-Token=***"], lines.Select(l => l.Message));
        Assert.Equal(("Pump", LogWeight.Warning), (lines[1].Source, lines[1].Weight));
        Assert.Contains("?api_key=***", lines[1].Exception, StringComparison.Ordinal);
        Assert.Equal(["MediaInsight", "Pump"], ring.Sources());
        Assert.Single(ring.Read(new(LogWeight.Info), 10));
        Assert.Single(ring.Read(new(Source: "Pump"), 10));
        Assert.Single(ring.Read(new(Text: "API_KEY"), 10));
    }

    [Fact]
    public void The_ring_forgets_the_oldest()
    {
        var ring = new LogRing();
        using var logger = new LoggerConfiguration().WriteTo.Sink(ring).CreateLogger();
        for (var i = 0; i <= LogRing.Capacity; i++)
        {
            logger.Information("n{Number}", i);
        }

        var lines = ring.Read(new(), int.MaxValue);

        Assert.Equal((LogRing.Capacity, "n1"), (lines.Count, lines[^1].Message));
    }

    [Theory]
    [InlineData("debug", LogEventLevel.Debug)]
    [InlineData("INFO", LogEventLevel.Information)]
    [InlineData("warn", LogEventLevel.Warning)]
    [InlineData("error", LogEventLevel.Error)]
    public void The_simple_level_is_read(string value, LogEventLevel level)
    {
        var levels = LogLevels.Of(Configuration(("MediaInsight:LogLevel", value)));

        Assert.Equal(level, levels.Default);
        Assert.Empty(levels.Problems);
    }

    [Fact]
    public void Frameworks_are_quiet_and_a_finer_level_wins()
    {
        var levels = LogLevels.Of(Configuration(("LOG_LEVEL", "debug"), ("Serilog:MinimumLevel:Override:Quartz", "Debug")));

        Assert.Equal(LogEventLevel.Debug, levels.Default);
        Assert.Equal((LogEventLevel.Warning, LogEventLevel.Debug), (levels.Overrides["Microsoft"], levels.Overrides["Quartz"]));
    }

    [Fact]
    public void A_wrong_level_names_its_variable()
    {
        var problems = AppLogging.Problems(Configuration(("MediaInsight:LogLevel", "loud"), ("Serilog:MinimumLevel:Default", "Quiet")));

        Assert.Equal(
            ["MediaInsight__LogLevel: 'loud' is no log level. Use debug, info, warn or error.", "Serilog__MinimumLevel__Default: 'Quiet' is no log level. Use Verbose, Debug, Information, Warning, Error or Fatal."],
            problems);
    }

    [Theory]
    [InlineData("mediainsight-20261121.log", true)]
    [InlineData("mediainsight-20261121_001.log", true)]
    [InlineData("mediainsight-20261121.log\n", false)]
    [InlineData("../mediainsight.db", false)]
    [InlineData("..%2Fadmin_token", false)]
    [InlineData("mediainsight-20261121.log/../../admin_token", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("mediainsight-20261121.log.bak", false)]
    [InlineData("other-20261121.log", false)]
    [InlineData("", false)]
    public void Only_our_own_log_files_have_a_name(string name, bool isOne) => Assert.Equal(isOne, LogFiles.IsName(name));

    [Fact]
    public void Only_log_files_are_listed_and_opened()
    {
        var folder = Directory.CreateTempSubdirectory("mi-logs-").FullName;
        try
        {
            var paths = new AppPaths(folder);
            var files = new LogFiles(paths);
            File.WriteAllText(Path.Combine(paths.Logs, "mediainsight-20261120.log"), "yesterday");
            File.WriteAllText(Path.Combine(paths.Logs, "mediainsight-20261121.log"), "today");
            File.WriteAllText(Path.Combine(paths.Logs, "notes.log"), "mine");
            File.WriteAllText(Path.Combine(folder, "admin_token"), "secret");

            Assert.Equal(["mediainsight-20261121.log", "mediainsight-20261120.log"], files.List().Select(f => f.Name));
            Assert.Null(files.Open("../admin_token"));
            Assert.Null(files.Open("mediainsight-20991231.log"));
            using var today = files.Open("mediainsight-20261121.log");
            Assert.Equal(5, today?.Length);

            // Somebody cleared it away: the page of logs still stands.
            Directory.Delete(paths.Logs, recursive: true);
            Assert.Empty(files.List());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/history", 200, LogLevel.Information)]
    [InlineData("/css/app.css", 200, LogLevel.Debug)]
    [InlineData("/_blazor", 101, LogLevel.Debug)]
    [InlineData("/health", 200, LogLevel.Debug)]
    [InlineData("/css/gone.css", 404, LogLevel.Information)]
    [InlineData("/health", 503, LogLevel.Error)]
    public void Requests_of_no_interest_are_quiet(string path, int status, LogLevel level) => Assert.Equal(level, RequestLog.LevelOf(new PathString(path), status));

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value))).Build();
}
