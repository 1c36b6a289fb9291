using MediaInsight.Jobs;
using MediaInsight.Platform;
using MediaInsight.Tests.Components.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using IJob = MediaInsight.Platform.IJob;

namespace MediaInsight.Tests.Jobs;

public sealed class JobTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_recorded_with_its_sentence()
    {
        await using var bench = await Workbench.WithJobsAsync(new Probe(_ => Task.FromResult("Counted 3 things.")));

        Assert.Equal(JobOutcome.Done, await bench.Get<ScheduledJobs>().RunAsync("probe", Token));

        var run = Assert.Single(await bench.Get<ScheduledJobs>().RunsAsync("probe", 10, Token));
        Assert.Equal((JobOutcome.Done, "Counted 3 things.", Workbench.Now), (run.Outcome, run.Message, run.StartedAt));
        Assert.NotNull(run.EndedAt);
    }

    [Fact]
    public async Task A_failure_is_recorded_without_secrets_and_the_next_run_goes_on()
    {
        var first = true;
        await using var bench = await Workbench.WithJobsAsync(new Probe(_ => first ? throw new InvalidOperationException("no answer from http://x/?X-Plex-Token=s3cret") : Task.FromResult("Fine.")));
        var jobs = bench.Get<ScheduledJobs>();

        Assert.Equal(JobOutcome.Failed, await jobs.RunAsync("probe", Token));
        first = false;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(JobOutcome.Done, await jobs.RunAsync("probe", Token));

        var runs = await jobs.RunsAsync("probe", 10, Token);
        Assert.Equal([JobOutcome.Done, JobOutcome.Failed], runs.Select(r => r.Outcome));
        Assert.Equal("no answer from http://x/?X-Plex-Token=***", runs[1].Message);
    }

    [Fact]
    public async Task One_job_never_runs_twice_at_a_time()
    {
        var release = new TaskCompletionSource<string>();
        await using var bench = await Workbench.WithJobsAsync(new Probe(_ => release.Task));
        var jobs = bench.Get<ScheduledJobs>();

        var running = jobs.RunAsync("probe", Token);
        Assert.Null(await jobs.RunAsync("probe", Token));
        Assert.False(await jobs.RunNowAsync("probe", "olga", Token));
        Assert.NotNull(Assert.Single(await jobs.ListAsync(Token), j => j.Name == "probe").RunningSince);
        release.SetResult("Done.");

        Assert.Equal(JobOutcome.Done, await running);
        Assert.Single(await jobs.RunsAsync("probe", 10, Token));
    }

    [Fact]
    public async Task A_stop_of_the_program_interrupts_a_run()
    {
        using var stop = new CancellationTokenSource();
        await using var bench = await Workbench.WithJobsAsync(new Probe(async token =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "";
        }));

        Assert.Equal(JobOutcome.Interrupted, await bench.Get<ScheduledJobs>().RunAsync("probe", stop.Token));
        Assert.Equal(JobOutcome.Interrupted, Assert.Single(await bench.Get<ScheduledJobs>().RunsAsync("probe", 10, Token)).Outcome);
    }

    [Fact]
    public async Task Runs_that_a_crash_left_behind_are_interrupted_at_the_next_start()
    {
        await using var bench = await Workbench.WithJobsAsync();
        await using (var db = await bench.OpenAsync())
        {
            db.JobRuns.Add(new() { Job = "probe", StartedAt = Workbench.Now.AddHours(-1) });
            await db.SaveChangesAsync(Token);
        }

        await bench.Get<JobRunner>().CloseAbandonedAsync(Token);

        var run = Assert.Single(await bench.Get<ScheduledJobs>().RunsAsync("probe", 10, Token));
        Assert.Equal((JobOutcome.Interrupted, Workbench.Now), (run.Outcome, run.EndedAt));
    }

    [Fact]
    public async Task The_last_50_runs_of_each_job_are_kept()
    {
        await using var bench = await Workbench.WithJobsAsync();
        await using (var db = await bench.OpenAsync())
        {
            db.JobRuns.AddRange(Enumerable.Range(0, 60).Select(i => new JobRun { Job = "often", StartedAt = Workbench.Now.AddMinutes(i), Outcome = JobOutcome.Done }));
            db.JobRuns.Add(new() { Job = "seldom", StartedAt = Workbench.Now.AddDays(-9), Outcome = JobOutcome.Done });
            await db.SaveChangesAsync(Token);
        }

        await bench.Get<ScheduledJobs>().RunAsync("cleanup", Token);

        await using var after = await bench.OpenAsync();
        var kept = await after.JobRuns.Where(r => r.Job == "often").OrderBy(r => r.StartedAt).ToListAsync(Token);
        Assert.Equal((50, Workbench.Now.AddMinutes(10)), (kept.Count, kept[0].StartedAt));
        Assert.Equal(1, await after.JobRuns.CountAsync(r => r.Job == "seldom", Token));
        Assert.Equal("Forgot 10 old runs.", Assert.Single(await bench.Get<ScheduledJobs>().RunsAsync("cleanup", 5, Token)).Message);
    }

    [Fact]
    public async Task The_scheduler_runs_what_is_asked_for_and_stops_in_order()
    {
        var ran = new TaskCompletionSource();
        await using var bench = await Workbench.WithJobsAsync(new Probe(_ =>
        {
            ran.TrySetResult();
            return Task.FromResult("Done.");
        }));
        var host = bench.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<JobSchedulerHost>().Single();
        await host.StartAsync(Token);
        await WaitUntilAsync(async () => (await bench.Get<ScheduledJobs>().ListAsync(Token)).All(j => j.NextRunAt is not null));

        Assert.True(await bench.Get<ScheduledJobs>().RunNowAsync("probe", "olga", Token));
        await ran.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await host.StopAsync(Token);

        Assert.Equal(JobOutcome.Done, Assert.Single(await bench.Get<ScheduledJobs>().RunsAsync("probe", 5, Token)).Outcome);
    }

    [Fact]
    public void A_daily_job_keeps_its_time_of_day_when_the_clocks_change()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var trigger = JobTriggers.Regular("probe", JobSchedule.Daily(4, 10), berlin, new(2026, 3, 27, 12, 0, 0, TimeSpan.Zero));

        var saturday = trigger.GetFireTimeAfter(new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero));
        var sunday = trigger.GetFireTimeAfter(saturday);

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 3, 10, 0, TimeSpan.Zero), saturday);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 2, 10, 0, TimeSpan.Zero), sunday);
    }

    [Fact]
    public void A_daily_job_in_the_doubled_hour_runs_once()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var trigger = JobTriggers.Regular("probe", JobSchedule.Daily(2, 30), berlin, new(2026, 10, 24, 12, 0, 0, TimeSpan.Zero));

        var first = trigger.GetFireTimeAfter(new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.Zero));
        var second = trigger.GetFireTimeAfter(first);

        Assert.Equal(new DateOnly(2026, 10, 25), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(first!.Value, berlin).DateTime));
        Assert.Equal(new DateTimeOffset(2026, 10, 26, 1, 30, 0, TimeSpan.Zero), second);
    }

    [Theory]
    [InlineData(15, false, "Every 15 minutes")]
    [InlineData(1, true, "Every minute, and at start")]
    [InlineData(120, false, "Every 2 hours")]
    [InlineData(1440, false, "Every day")]
    public void A_schedule_is_told_in_words(int minutes, bool atStart, string words) => Assert.Equal(words, JobTriggers.Words(JobSchedule.EveryMinutes(minutes, atStart)));

    [Fact]
    public void A_daily_schedule_is_told_in_words() => Assert.Equal("Daily at 04:10", JobTriggers.Words(JobSchedule.Daily(4, 10)));

    // The scheduler has threads of its own: the outcome is awaited, not guessed.
    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Probe(Func<CancellationToken, Task<string>> work) : IJob
    {
        public string Name => "probe";
        public string Description => "For tests.";
        public JobSchedule Schedule => JobSchedule.EveryMinutes(60, atStart: false);

        public Task<string> RunAsync(CancellationToken cancellationToken) => work(cancellationToken);
    }
}
