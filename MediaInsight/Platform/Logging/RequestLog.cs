using MediaInsight.Platform.Web;

namespace MediaInsight.Platform.Logging;

/// <summary>One line per request, never with its query; assets, health checks and the circuit's own traffic only when they fail.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has left: neither an answer nor a fault.
            throw;
        }
        catch (Exception e)
        {
            LogFailed(e, context.Request.Method, ApiPaths.Shown(context.Request.Path), time.GetElapsedTime(began).TotalMilliseconds);
            throw;
        }

        LogDone(LevelOf(context.Request.Path, context.Response.StatusCode), context.Request.Method, ApiPaths.Shown(context.Request.Path), context.Response.StatusCode, time.GetElapsedTime(began).TotalMilliseconds);
    }

    internal static LogLevel LevelOf(PathString path, int status) => status switch
    {
        >= 500 => LogLevel.Error,

        // Most accounts have no picture, and every page with people asks for theirs.
        StatusCodes.Status404NotFound when path.StartsWithSegments("/img") => LogLevel.Debug,
        >= 400 => LogLevel.Information,
        _ => IsQuiet(path) ? LogLevel.Debug : LogLevel.Information,
    };

    private static bool IsQuiet(PathString path) =>
        path.StartsWithSegments("/health") || path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/_framework") || path.StartsWithSegments("/img") || Path.HasExtension(path.Value);

    [LoggerMessage(EventId = 1700, Message = "HTTP {Method} {Path} answered {Status} in {Elapsed:0.0} ms")]
    private partial void LogDone(LogLevel level, string method, PathString path, int status, double elapsed);

    [LoggerMessage(1701, LogLevel.Error, "HTTP {Method} {Path} failed after {Elapsed:0.0} ms")]
    private partial void LogFailed(Exception e, string method, PathString path, double elapsed);
}
