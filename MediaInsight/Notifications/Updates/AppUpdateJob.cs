using System.Reflection;
using System.Text.Json;
using MediaInsight.Data.Events;
using MediaInsight.Platform;

namespace MediaInsight.Notifications.Updates;

/// <summary>Tells once of each MediaInsight that is newer than the running one, where a release feed is configured.</summary>
public sealed class AppUpdateJob(ReleaseFeed feed, EventLog log, TimeProvider time) : IJob
{
    public string Name => "app-updates";
    public string Description => "Asks the configured release feed whether a newer MediaInsight is there.";
    public JobSchedule Schedule => JobSchedule.Daily(7, 40);

    private static string Running => typeof(AppUpdateJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (!feed.IsOn)
        {
            return "No release feed is configured.";
        }

        try
        {
            // A build between two releases counts as the one it comes before.
            if (await feed.ReadAsync(cancellationToken) is not { } newest || ReleaseFeed.Number(Running.Split('-')[0]) is not { } running || newest <= running)
            {
                return "Nothing newer is there.";
            }

            await log.RecordAsync(new()
            {
                Topic = EventTopics.AppUpdate,
                At = time.GetUtcNow(),
                Key = $"{EventTopics.AppUpdate}:{newest}",
                Facts = EventLog.Facts(("product", "MediaInsight"), ("version", Running), ("new_version", newest.ToString())),
            }, cancellationToken);
            return $"MediaInsight {newest} is there.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // No fault of this installation: tomorrow it is asked again.
            return $"The release feed could not be read ({e.GetType().Name}).";
        }
    }
}
