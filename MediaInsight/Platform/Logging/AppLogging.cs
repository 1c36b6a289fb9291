using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Serilog;
using Serilog.Events;

namespace MediaInsight.Platform.Logging;

/// <summary>Where events go: the console, files of the last days, and memory for the Logs page.</summary>
public static class AppLogging
{
    /// <summary>Files kept; one per day, more on a day with much to say.</summary>
    public const int FilesKept = 14;

    /// <summary>Largest size of one file.</summary>
    public const long MaxFileBytes = 20_000_000;

    /// <summary>All that is wrong with the configured levels, each naming its variable.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration) => LogLevels.Of(configuration).Problems;

    public static WebApplicationBuilder AddAppLogging(this WebApplicationBuilder builder, AppPaths paths)
    {
        var ring = new LogRing();
        var text = new ScrubbedText();
        var configuration = new LoggerConfiguration()
            .Enrich.FromLogContext()
            .Filter.ByExcluding(IsFailedStart)
            .WriteTo.Console(text)
            .WriteTo.File(text, Path.Combine(paths.Logs, LogFiles.Pattern), rollingInterval: RollingInterval.Day, retainedFileCountLimit: FilesKept, fileSizeLimitBytes: MaxFileBytes, rollOnFileSizeLimit: true)
            .WriteTo.Sink(ring);
        LogLevels.Of(builder.Configuration).Apply(configuration);
        builder.Logging.ClearProviders();

        // The levels above decide alone; the framework's own filter would hide Debug from them.
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddSerilog(configuration.CreateLogger(), dispose: true);
        builder.Services.AddSingleton(ring);
        builder.Services.AddSingleton<LogFiles>();
        return builder;
    }

    // The program itself says in words why it ends; the host would add where in its code that was noticed.
    private static bool IsFailedStart(LogEvent e) =>
        e.Exception is IOException { InnerException: AddressInUseException } or SocketException
        && e.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: "Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Server.Kestrel" };

    /// <summary>One line per request; before everything that answers.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseMiddleware<RequestLog>();

    /// <summary>GET logs/files/{name}, for holders of the policy.</summary>
    public static IEndpointConventionBuilder MapLogFiles(this IEndpointRouteBuilder routes, string policy) =>
        routes.MapGet("/logs/files/{name}", LogFiles.Download).RequireAuthorization(policy).ExcludeFromDescription();
}
