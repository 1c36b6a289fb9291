using MediaInsight.Platform;

namespace MediaInsight.Servers;

internal sealed class ImagePruneJob(ImageCache images) : IJob
{
    private const long MaxBytes = 512L * 1024 * 1024;

    public string Name => "image-cache";

    public string Description => "Keeps the picture cache below 512 MB and refreshes pictures older than 30 days.";

    public JobSchedule Schedule => JobSchedule.Daily(4, 20);

    public Task<string> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult(images.Prune(MaxBytes) is > 0 and var freed ? $"Freed {freed / 1024 / 1024} MB." : "Nothing to free.");
}
