using MediaInsight.Live;
using MediaInsight.Platform.Logging;

namespace MediaInsight.Components.Pages.Logs;

/// <summary>"Something was written": pages read again.</summary>
public sealed record LogSignal(long Number);

public static class LogsLive
{
    public static IServiceCollection AddLogsLive(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var number = 0L;
        var feed = new LiveFeed<LogSignal>(new(0), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(1));
        provider.GetRequiredService<LogRing>().Added += () => feed.Publish(new(Interlocked.Increment(ref number)));
        return feed;
    });
}
