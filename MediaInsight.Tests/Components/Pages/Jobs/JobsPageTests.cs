using Bunit;
using MediaInsight.Components.Pages.Jobs;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using MediaInsight.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Jobs;

public sealed class JobsPageTests : BunitContext
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_run_by_its_button_shows_how_it_went_and_who_asked_is_written_down()
    {
        var release = new TaskCompletionSource<string>();
        await using var bench = await Workbench.WithJobsAsync(new Probe(release.Task));
        var scheduler = bench.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<JobSchedulerHost>().Single();
        await scheduler.StartAsync(Token);
        var jobs = bench.Get<ScheduledJobs>();
        await Infrastructure.Site.UntilAsync(() => jobs.ListAsync(Token), all => all.All(j => j.NextRunAt is not null));
        var cut = Show(bench, "jobs");
        cut.WaitForAssertion(() => Assert.Contains("Counts things.", cut.Markup, StringComparison.Ordinal));

        await cut.InvokeAsync(() => RunNow(cut).Click());
        await Infrastructure.Site.UntilAsync(() => jobs.ListAsync(Token), all => all.Single(j => j.Name == "probe").RunningSince is not null);
        cut.WaitForAssertion(() => Assert.True(RunNow(cut).HasAttribute("disabled")));
        release.SetResult("Counted 3 things.");
        await Infrastructure.Site.UntilAsync(() => jobs.RunsAsync("probe", 5, Token), runs => runs is [{ Outcome: JobOutcome.Done }]);
        await Infrastructure.Site.UntilAsync(bench.AuditAsync, entries => entries.Any(e => e is { Action: "job.run", Target: "probe", Actor: "olga" }));

        Services.GetRequiredService<NavigationManager>().NavigateTo("jobs?job=probe");
        cut.WaitForAssertion(() => Assert.Contains("Counted 3 things.", cut.Find(".runs li").TextContent, StringComparison.Ordinal));
        await DisposeComponentsAsync();
        await scheduler.StopAsync(Token);
    }

    private static AngleSharp.Dom.IElement RunNow(IRenderedComponent<JobsPage> cut) =>
        cut.FindAll("tbody tr").First(r => r.TextContent.Contains("probe", StringComparison.Ordinal)).QuerySelectorAll("button").Single(b => b.TextContent.Trim() == "Run now");

    private IRenderedComponent<JobsPage> Show(Workbench bench, string address)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddSingleton(TimeProvider.System);
        Services.AddUi();
        Services.AddSingleton(bench.Get<SettingsStore>()).AddSingleton(bench.Get<ScheduledJobs>()).AddSingleton(bench.Get<AuditLog>()).AddJobsLive();
        SetRendererInfo(new("Server", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<JobsPage>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(Readers.Admin()))));
    }

    private sealed class Probe(Task<string> work) : IJob
    {
        public string Name => "probe";
        public string Description => "Counts things.";
        public JobSchedule Schedule => JobSchedule.EveryMinutes(60, atStart: false);

        public Task<string> RunAsync(CancellationToken cancellationToken) => work.WaitAsync(cancellationToken);
    }
}
