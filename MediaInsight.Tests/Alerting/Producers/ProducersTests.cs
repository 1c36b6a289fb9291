using MediaInsight.Alerting.Producers;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Jobs;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Tests.Alerting.Rules;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Alerting.Producers;

/// <summary>Servers, jobs, sums of days, and updates.</summary>
public sealed class ProducersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_fails_is_told_with_its_reason_and_a_backup_by_its_own_name()
    {
        using var rig = new RuleRig();
        await rig.ListenAsync(EventTopics.JobFailed, EventTopics.BackupFailed);
        var runner = new JobRunner(rig.Studio.Writer, rig.Log, rig.Time, NullLogger<JobRunner>.Instance);
        foreach (var name in new[] { "library-sync", "backup" })
        {
            await runner.RunAsync(new Failing(name), Token);
        }

        await rig.PassAsync();
        Assert.Equal(["job.failed: library-sync failed", "backup.failed: The backup failed"], await rig.SaidAsync());
        Assert.Contains("The disk is full.", (await rig.DeliveriesAsync())[1].Notice);
    }

    [Fact]
    public async Task A_server_that_stops_answering_is_told_and_that_it_is_back()
    {
        using var rig = new RuleRig();
        await rig.AddRuleAsync(new() { Topics = [EventTopics.ServerDown, EventTopics.ServerUp], Threshold = 1 });
        var registry = new ServerRegistry(rig.Studio.Db, rig.Studio.Writer, new SecretProtector(new EphemeralDataProtectionProvider()), rig.Time);
        await registry.LoadAsync(Token);
        using var gaps = new GapLog(rig.Studio.Writer, registry, rig.Log, rig.Time, NullLogger<GapLog>.Instance);
        await gaps.StartAsync(Token);
        gaps.Good(rig.Studio.Server, rig.Time.GetUtcNow(), 5.Seconds());
        rig.Time.Advance(40.Seconds());
        await WrittenAsync(rig.Log, () => gaps.Failed(rig.Studio.Server, rig.Time.GetUtcNow(), "It does not answer."));
        rig.Time.Advance(3.Minutes());
        await rig.PassAsync();
        await WrittenAsync(rig.Log, () => gaps.Good(rig.Studio.Server, rig.Time.GetUtcNow(), 5.Seconds()));
        await rig.PassAsync();
        await gaps.StopAsync(Token);

        Assert.Equal(["server.down: Cinema is down", "server.up: Cinema is up again"], await rig.SaidAsync());
        Assert.Contains("It was down for 4 min.", (await rig.DeliveriesAsync())[1].Notice);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public async Task A_server_that_was_down_when_the_program_stopped_and_answers_at_its_start_is_up_and_can_go_down_again(int minutesOff)
    {
        using var rig = new RuleRig();
        await rig.AddRuleAsync(new() { Topics = [EventTopics.ServerDown, EventTopics.ServerUp], Threshold = 0 });
        var first = await StartAsync(rig);
        first.Good(rig.Studio.Server, rig.Time.GetUtcNow(), 5.Seconds());
        rig.Time.Advance(40.Seconds());
        await WrittenAsync(rig.Log, () => first.Failed(rig.Studio.Server, rig.Time.GetUtcNow(), "It does not answer."));
        await rig.PassAsync();
        await first.StopAsync(Token);
        first.Dispose();

        rig.Time.Advance(minutesOff.Minutes());
        var second = await StartAsync(rig);
        await WrittenAsync(rig.Log, () => second.Good(rig.Studio.Server, rig.Time.GetUtcNow(), 5.Seconds()));
        await rig.PassAsync();
        rig.Time.Advance(40.Seconds());
        await WrittenAsync(rig.Log, () => second.Failed(rig.Studio.Server, rig.Time.GetUtcNow(), "It does not answer."));
        await rig.PassAsync();
        await second.StopAsync(Token);
        second.Dispose();

        Assert.Equal(["server.down: Cinema is down", "server.up: Cinema is up again", "server.down: Cinema is down"], await rig.SaidAsync());
    }

    [Fact]
    public async Task The_days_sum_is_told_once()
    {
        using var rig = new RuleRig();
        await rig.ListenAsync(EventTopics.DailySummary, EventTopics.WeeklySummary);
        rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Minutes());
        await rig.Studio.RecordAsync(rig.Studio.Evening.Readings());

        // A Sunday evening: the next morning is a Monday.
        rig.Time.Advance(12.Hours());
        var job = new SummaryJob(rig.Studio.Statistics, new(rig.Studio.Statistics), new(rig.Studio.Db), rig.Studio.Db, rig.Log, rig.Studio.Settings, rig.Time);
        await job.RunAsync(Token);
        await job.RunAsync(Token);
        await rig.PassAsync();

        Assert.Equal(["summary.daily: Yesterday: 1 plays, 0.5 hours", "summary.weekly: Last week: 1 plays, 0.5 hours"], await rig.SaidAsync());
        Assert.Contains("The Long Evening (1)", (await rig.DeliveriesAsync())[0].Notice);
    }

    [Fact]
    public async Task A_morning_that_was_missed_is_made_up_for_after_its_hour_and_only_the_newest()
    {
        using var rig = new RuleRig();
        await rig.ListenAsync(EventTopics.DailySummary, EventTopics.WeeklySummary);
        var job = new SummaryJob(rig.Studio.Statistics, new(rig.Studio.Statistics), new(rig.Studio.Db), rig.Studio.Db, rig.Log, rig.Studio.Settings, rig.Time);
        Assert.True(job.Schedule.AtStart);

        // Started on a Wednesday, before the hour and after it.
        rig.Time.Advance(59.Hours() + 59.Minutes());
        await job.RunAsync(Token);
        await rig.PassAsync();
        Assert.Empty(await rig.SaidAsync());
        rig.Time.Advance(5.Hours());
        Assert.Equal("Summed up yesterday and last week.", await job.RunAsync(Token));
        Assert.Equal("Nothing to sum up that was not told.", await job.RunAsync(Token));
        await rig.PassAsync();

        Assert.Equal(["summary.daily:2026-03-03", "summary.weekly:2026-02-23"], await rig.Studio.RowsAsync(db => db.AppEvents.AsNoTracking().OrderBy(e => e.Number).Select(e => e.Key)));
        Assert.Equal(["summary.daily: Yesterday: 0 plays, 0 hours", "summary.weekly: Last week: 0 plays, 0 hours"], await rig.SaidAsync());
    }

    [Fact]
    public async Task An_update_is_told_once_for_an_installed_version_however_old_its_event_gets()
    {
        await using var bench = await Components.Pages.Workbench.WithAsync();
        bench.Wire.On("/System/Info", """{"HasUpdateAvailable":true}""");
        var server = (await bench.Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, "Attic", "http://attic/", "token", null), null, Token)).Server!; // non-null: the entry is valid
        await bench.Get<ServerRegistry>().LearnAsync(server.Id, "m", "10.9.1", Token);
        var (job, cleanup) = (bench.Make<ServerUpdateJob>(), bench.Make<MediaInsight.History.HistoryCleanupJob>());

        Assert.Equal("1 servers asked, 1 with an update.", await job.RunAsync(Token));
        await bench.Get<EventLog>().RecordAsync(new() { Topic = EventTopics.JobFailed, At = bench.Time.GetUtcNow(), Facts = "{}" }, Token);
        bench.Time.Jump(TimeSpan.FromDays(60));
        await cleanup.RunAsync(Token);
        await job.RunAsync(Token);

        await using var db = await bench.OpenAsync();
        var told = Assert.Single(await db.AppEvents.AsNoTracking().ToListAsync(Token));
        Assert.Equal((EventTopics.ServerUpdate, server.Id, $"server.update:{server.Id}:10.9.1"), (told.Topic, told.ServerId, told.Key));
    }

    [Fact]
    public async Task A_library_that_was_read_and_a_server_with_an_update_are_told_in_words()
    {
        using var rig = new RuleRig();
        await rig.ListenAsync(EventTopics.LibrarySynced, EventTopics.ServerUpdate);
        await rig.RecordAsync(EventTopics.LibrarySynced, rig.Studio.Server, """{"library":"Films","added":2,"changed":1,"removed":0}""");
        await rig.RecordAsync(EventTopics.ServerUpdate, rig.Studio.Server, """{"version":"1.40.1"}""");

        Assert.Equal(["library.synced: Films was read", "server.update: Cinema has an update"], await rig.SaidAsync());
        var texts = (await rig.DeliveriesAsync()).ConvertAll(d => System.Text.Json.JsonSerializer.Deserialize<MediaInsight.Notifications.Notice>(d.Notice)!.Text); // non-null: written from one
        Assert.Equal(["2 added, 1 changed, 0 removed\nCinema", "Plex 1.40.1 can be updated to a newer version."], texts);
    }

    [Theory]
    [InlineData("""{"HasUpdateAvailable":true}""", true)]
    [InlineData("""{"HasUpdateAvailable":false}""", false)]
    [InlineData("{}", null)]
    public async Task A_server_says_whether_it_has_an_update(string answer, bool? has)
    {
        using var wire = new WireReplay();
        wire.On("/System/Info", answer);
        using var client = new JellyfinClientFactory(wire.Factory(TimeProvider.System)).Create(WireReplay.Connection(ServerKind.Jellyfin));

        Assert.Equal(has, (await Assert.IsType<IServerUpdates>(client, exactMatch: false).GetUpdateAsync(Token))?.IsOffered);
    }

    [Theory]
    [InlineData("""{"MediaContainer":{"size":1,"status":0,"Release":[{"version":"1.40.0.7775-456fbaf97","state":"notify"}]}}""", true, "1.40.0.7775-456fbaf97")]
    [InlineData("""<MediaContainer size="1" canInstall="1"><Release key="https://plex.tv/updater/releases/1" version="1.40.2.8395" state="available"/></MediaContainer>""", true, "1.40.2.8395")]
    [InlineData("""{"MediaContainer":{"size":1,"Release":[{"version":"1.40.0.7775","state":"skipped"}]}}""", false, null)]
    [InlineData("""{"MediaContainer":{"size":0,"canInstall":false,"status":0}}""", false, null)]
    [InlineData(null, null, null)]
    public async Task A_plex_server_names_the_version_it_offers(string? answer, bool? has, string? version)
    {
        using var wire = new WireReplay();
        wire.On("/updater/status", answer ?? "<html>404</html>", answer?.StartsWith('{') == true ? "application/json" : "text/xml", answer is null ? System.Net.HttpStatusCode.NotFound : System.Net.HttpStatusCode.OK);
        using var client = new MediaInsight.Servers.Plex.PlexClient(wire.Factory(TimeProvider.System), WireReplay.Connection(ServerKind.Plex));

        var offer = await client.GetUpdateAsync(Token);
        Assert.Equal((has, version), (offer?.IsOffered, offer?.Version));
    }

    [Fact]
    public async Task Recorded_offers_of_plex_servers_are_read()
    {
        foreach (var (name, version) in new[] { ("server/updater_status_captured.json", "1.40.0.7775-456fbaf97"), ("server/updater_status.official.json", "1.40.2.8395-c67dce28e") })
        {
            if (Recordings.Read("plex", name) is { } body)
            {
                using var wire = new WireReplay();
                wire.On("/updater/status", body);
                using var client = new MediaInsight.Servers.Plex.PlexClient(wire.Factory(TimeProvider.System), WireReplay.Connection(ServerKind.Plex));
                Assert.Equal(new UpdateOffer(true, version), await client.GetUpdateAsync(Token));
            }
        }
    }

    [Fact]
    public async Task Each_version_a_plex_server_offers_is_told_once_and_the_installed_one_never()
    {
        await using var bench = await Components.Pages.Workbench.WithAsync();
        var server = (await bench.Get<ServerRegistry>().AddAsync(new(ServerKind.Plex, "Cinema", "http://cinema/", "token", null), null, Token)).Server!; // non-null: the entry is valid
        await bench.Get<ServerRegistry>().LearnAsync(server.Id, "m", "1.40.0", Token);
        var job = bench.Make<ServerUpdateJob>();
        foreach (var version in new[] { "1.40.0", "1.41.0", "1.41.0", "1.42.0" })
        {
            bench.Wire.On("/updater/status", $$$"""{"MediaContainer":{"Release":[{"version":"{{{version}}}","state":"notify"}]}}""");
            await job.RunAsync(Token);
        }

        await using var db = await bench.OpenAsync();
        Assert.Equal(["""{"version":"1.40.0","new_version":"1.41.0"}""", """{"version":"1.40.0","new_version":"1.42.0"}"""], await db.AppEvents.AsNoTracking().OrderBy(e => e.Number).Select(e => e.Facts).ToListAsync(Token));
    }

    [Theory]
    [InlineData("""{"tag_name":"v999.1.0"}""", "999.1.0")]
    [InlineData("""[{"version":"999.3.0-rc1"},{"tag_name":"v999.4.0","prerelease":true},{"version":"999.2"},{"tag_name":"999.1.7"}]""", "999.2.0")]
    [InlineData("""{"tag_name":"v0.0.1"}""", null)]
    [InlineData("""{"tag_name":7}""", null)]
    [InlineData("no json", null)]
    public async Task A_newer_mediainsight_of_the_configured_feed_is_told_once(string feed, string? version)
    {
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answer = _ => ReceiverAnswer.Ok with { Body = feed };
        using var rig = new RuleRig();
        using var releases = new MediaInsight.Notifications.Updates.ReleaseFeed(receiver.Of("/latest"), new([], TimeProvider.System));
        var job = new MediaInsight.Notifications.Updates.AppUpdateJob(releases, rig.Log, rig.Time);
        await rig.ListenAsync(EventTopics.AppUpdate);

        await job.RunAsync(Token);
        await job.RunAsync(Token);
        await rig.PassAsync();

        string[] expected = version is null ? [] : [$"app.update: MediaInsight {version} is there"];
        Assert.Equal(expected, await rig.SaidAsync());
    }

    private static async Task<GapLog> StartAsync(RuleRig rig)
    {
        var registry = new ServerRegistry(rig.Studio.Db, rig.Studio.Writer, new SecretProtector(new EphemeralDataProtectionProvider()), rig.Time);
        await registry.LoadAsync(Token);
        var gaps = new GapLog(rig.Studio.Writer, registry, rig.Log, rig.Time, NullLogger<GapLog>.Instance);
        await gaps.StartAsync(Token);
        return gaps;
    }

    private static async Task WrittenAsync(EventLog log, Action happens)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Done() => written.TrySetResult();
        log.Written += Done;
        happens();
        await written.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
        log.Written -= Done;
    }

    private sealed class Failing(string name) : IJob
    {
        public string Name => name;

        public string Description => "Fails.";

        public JobSchedule Schedule => JobSchedule.Daily(1, 0);

        public Task<string> RunAsync(CancellationToken cancellationToken) => throw new IOException("The disk is full.");
    }
}
