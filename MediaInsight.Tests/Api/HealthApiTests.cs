using MediaInsight.Platform.Logging;
using MediaInsight.Tests.Identity;

namespace MediaInsight.Tests.Api;

public sealed class HealthApiTests
{
    [Fact]
    public async Task Asking_for_health_leaves_no_warning_in_the_log()
    {
        using var factory = SiteFactory.WithOwner();
        using var client = factory.CreateClient();

        using var answer = await client.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        var ring = (LogRing)factory.Services.GetService(typeof(LogRing))!; // non-null: registered with the program's log
        Assert.DoesNotContain(ring.Read(new(LogWeight.Warning), 100), line => line.Message.Contains("OrderBy", StringComparison.Ordinal));
    }
}
