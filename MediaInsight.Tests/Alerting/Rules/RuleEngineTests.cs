using MediaInsight.Alerting;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data.Events;
using MediaInsight.History;
using MediaInsight.Notifications;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Alerting.Rules;

public sealed class RuleEngineTests : IDisposable
{
    private readonly RuleRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_happens_to_a_play_is_told_in_the_topics_words()
    {
        await _rig.ListenAsync(EventTopics.PlayStarted, EventTopics.PlayPaused, EventTopics.PlayResumed, EventTopics.PlayWatched, EventTopics.PlayStopped);
        _rig.Studio.Evening.Viewer("ann").Plays(Films.First, 27.Minutes()).For(60.Seconds()).Pauses(20.Seconds()).For(60.Seconds()).Idles(10.Seconds());
        await _rig.WatchAsync();

        Assert.Equal(
            [
                "play.started: ann started Show – S01E01 – Episode 1", "play.watched: ann has watched Show – S01E01 – Episode 1", "play.paused: ann paused Show – S01E01 – Episode 1",
                "play.resumed: ann resumed Show – S01E01 – Episode 1", "play.stopped: ann stopped Show – S01E01 – Episode 1",
            ],
            await _rig.SaidAsync());
    }

    [Fact]
    public async Task A_message_carries_what_is_known_of_the_play()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayStarted], TextTemplate = "{viewer}|{kind}|{decision}|{sent_resolution}|{bitrate}|{device}|{player}|{address}|{location}|{server}|{product}|{season}|{progress}|{streams_total}|{time}" });
        _rig.Studio.Evening.Viewer("ann").Plays(Films.First, 15.Minutes()).Streaming(Films.Transcoded with { Sent = Films.Transcoded.Sent with { Resolution = "720p" } }).For(1.Minutes());
        await _rig.WatchAsync();

        var notice = await _rig.OnlyAsync();
        Assert.Equal("ann|Episode|Transcode|720p|3 Mbit/s|tv-ann|App|192.168.1.20|At home|Cinema|Plex|1|50 %|1|20:00", notice.Text);
        Assert.StartsWith("https://media.example.org/sub/activity?play=", notice.Url);
        Assert.Equal("ann", notice.Values["viewer"]);
        Assert.Equal((await _rig.Studio.RowsAsync(db => db.Viewers.Where(v => v.Name == "ann").Select(v => v.Id))).Single(), notice.Viewer);
    }

    [Fact]
    public async Task Conditions_hold_messages_back()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayStarted], Conditions = new(true, [new ConditionLeaf("kind", "is", ["movie"]), new ConditionLeaf("decision", "is_not", ["transcode"])]) });
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(1.Minutes());
        _rig.Studio.Evening.Viewer("ben").Plays(Films.Film).Streaming(Films.Transcoded).For(1.Minutes());
        _rig.Studio.Evening.Viewer("cid").Plays(Films.First).For(1.Minutes());
        await _rig.WatchAsync();

        Assert.Equal(["play.started: ann started The Long Evening (1987)"], await _rig.SaidAsync());
    }

    [Fact]
    public async Task What_happened_before_the_rules_began_is_not_told()
    {
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(1.Minutes());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        await _rig.ListenAsync(EventTopics.PlayStarted, EventTopics.PlayStopped);
        await _rig.PassAsync();

        Assert.Empty(await _rig.SaidAsync());
    }

    [Fact]
    public async Task A_pass_that_dies_leaves_nothing_and_the_next_one_tells_everything_once()
    {
        await _rig.ListenAsync(EventTopics.PlayStarted);
        for (var i = 0; i < 4; i++)
        {
            _rig.Studio.Evening.Viewer($"v{i}").Plays(Films.Film).For(30.Seconds());
        }

        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        await _rig.Studio.SqlAsync("CREATE TRIGGER dies AFTER INSERT ON notification_deliveries WHEN new.title LIKE 'v2%' BEGIN SELECT RAISE(ABORT, 'killed'); END");
        await Assert.ThrowsAnyAsync<Exception>(_rig.PassAsync);
        Assert.Empty(await _rig.SaidAsync());

        await _rig.Studio.SqlAsync("DROP TRIGGER dies");
        await _rig.PassAsync();
        await _rig.PassAsync();
        Assert.Equal(4, (await _rig.SaidAsync()).Distinct().Count());
        Assert.Equal(4, (await _rig.SaidAsync()).Length);

        // A place that was lost tells nothing twice either: the keys are known.
        await _rig.Studio.SqlAsync("UPDATE rule_progress SET play_event_number = 0");
        await _rig.PassAsync();
        Assert.Equal(4, (await _rig.SaidAsync()).Length);
    }

    [Fact]
    public async Task Ten_thousand_events_are_told_in_order_and_none_twice()
    {
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        await _rig.ListenAsync(EventTopics.PlayPaused);
        await _rig.Studio.SqlAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO play_events (play_id, server_id, kind, at, position_ms) SELECT (SELECT id FROM plays), 1, {(int)PlayEventKind.Paused}, {_rig.Time.GetUtcNow().ToUnixTimeMilliseconds()}, i * 100 FROM n
            """);
        var began = TimeProvider.System.GetTimestamp();
        await _rig.PassAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"10 000 events to the outbox: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");

        var keys = (await _rig.DeliveriesAsync()).ConvertAll(d => d.Key);
        Assert.Equal(10_000, keys.Distinct().Count());
        Assert.Equal(keys.OrderBy(k => k.Length).ThenBy(k => k, StringComparer.Ordinal), keys);
    }

    [Fact]
    public async Task A_rule_that_cannot_be_read_silences_nobody_else()
    {
        var broken = await _rig.ListenAsync(EventTopics.PlayStarted);
        await _rig.ListenAsync(EventTopics.PlayStarted);
        await _rig.Studio.SqlAsync($"UPDATE notification_rules SET conditions = 'not json' WHERE id = {broken}");
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds());
        await _rig.WatchAsync();

        Assert.NotEqual(broken, Assert.Single(await _rig.DeliveriesAsync()).RuleId);
        Assert.NotNull((await _rig.Rules.FindAsync(broken, Token))?.Fault);
    }

    [Fact]
    public async Task Channels_that_are_off_or_do_not_take_the_topic_get_nothing()
    {
        var takes = await _rig.AddChannelAsync("takes", """["play.started"]""");
        var others = await _rig.AddChannelAsync("others", """["server.down"]""");
        var off = await _rig.AddChannelAsync("off", isEnabled: false);
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayStarted], ChannelIds = [takes, others, off] });
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds());
        await _rig.WatchAsync();

        Assert.Equal(takes, Assert.Single(await _rig.DeliveriesAsync()).ChannelId);
    }

    [Fact]
    public async Task A_cooldown_begins_with_what_is_on_its_way_and_not_with_what_was_given_up()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.JobFailed], CooldownMinutes = 10 });
        await _rig.RecordAsync(EventTopics.JobFailed);
        await _rig.RecordAsync(EventTopics.JobFailed);
        Assert.Single(await _rig.DeliveriesAsync());

        await _rig.TakeAsync(DeliveryState.Dead);
        await _rig.RecordAsync(EventTopics.JobFailed);
        Assert.Equal(2, (await _rig.DeliveriesAsync()).Count);

        await _rig.TakeAsync();
        _rig.Time.Advance(9.Minutes());
        await _rig.RecordAsync(EventTopics.JobFailed);
        Assert.Equal(2, (await _rig.DeliveriesAsync()).Count);

        _rig.Time.Advance(1.Minutes());
        await _rig.RecordAsync(EventTopics.JobFailed);
        Assert.Equal(3, (await _rig.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_ends_a_cooldown()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.JobFailed], CooldownMinutes = 10 });
        await _rig.RecordAsync(EventTopics.JobFailed);
        await _rig.TakeAsync();

        _rig.Time.Jump(-48.Hours());
        await _rig.RecordAsync(EventTopics.JobFailed);

        Assert.Equal(2, (await _rig.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task A_cooldown_of_each_person_lets_the_next_person_through()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayPaused], CooldownMinutes = 60, CooldownScope = RuleCooldownScope.Viewer });
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds()).Pauses(30.Seconds()).For(30.Seconds()).Pauses(30.Seconds());
        _rig.Studio.Evening.Viewer("ben").Plays(Films.Film).For(50.Seconds()).Pauses(30.Seconds());
        await _rig.WatchAsync();

        Assert.Equal(["play.paused: ann paused The Long Evening (1987)", "play.paused: ben paused The Long Evening (1987)"], await _rig.SaidAsync());
    }

    [Fact]
    public async Task Yesterdays_events_are_no_news_but_a_server_that_went_down_is()
    {
        await _rig.ListenAsync(EventTopics.LibrarySynced, EventTopics.PlayStarted, EventTopics.ServerDown, EventTopics.JobFailed, EventTopics.MediaAdded, EventTopics.DailySummary);
        var lines = new KeptLines();
        using var engine = _rig.NewEngine(logger: lines);
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        foreach (var topic in new[] { EventTopics.LibrarySynced, EventTopics.JobFailed, EventTopics.MediaAdded, EventTopics.DailySummary })
        {
            await _rig.Log.RecordAsync(new() { Topic = topic, At = _rig.Time.GetUtcNow(), Facts = "{}" }, Token);
        }

        await _rig.Log.RecordAsync(new() { Topic = EventTopics.ServerDown, At = _rig.Time.GetUtcNow(), ServerId = _rig.Studio.Server, Facts = "{}" }, Token);
        _rig.Time.Advance(7.Hours());
        await engine.PassAsync(Token);

        Assert.Equal([EventTopics.JobFailed, EventTopics.MediaAdded, EventTopics.DailySummary, EventTopics.ServerDown], (await _rig.DeliveriesAsync()).Select(d => d.Topic));
        Assert.Equal(["1 events were more than 6 hours old when the rules read them: nobody is told of them", "1 events were more than 6 hours old when the rules read them: nobody is told of them"], lines.All);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_left_out_after_a_second_try_and_stops_no_other()
    {
        await _rig.ListenAsync(EventTopics.ServerUpdate, EventTopics.JobFailed);
        var (damaged, now) = ("""{"job":"\ud800"}""", _rig.Time.GetUtcNow());
        await _rig.Log.RecordAsync(new() { Topic = EventTopics.JobFailed, At = now, Facts = """{"job":"first"}""" }, Token);
        await _rig.Log.RecordAsync(new() { Topic = EventTopics.JobFailed, At = now, Facts = damaged }, Token);
        await _rig.Log.RecordAsync(new() { Topic = EventTopics.JobFailed, At = now, Facts = "no json" }, Token);
        await _rig.Log.RecordAsync(new() { Topic = EventTopics.JobFailed, At = now, Facts = """{"job":"last"}""" }, Token);
        var lines = new KeptLines();
        using var engine = _rig.NewEngine(logger: lines);

        await Assert.ThrowsAnyAsync<Exception>(() => engine.PassAsync(Token));
        Assert.Empty(await _rig.SaidAsync());
        await engine.PassAsync(Token);
        await engine.PassAsync(Token);

        var said = await _rig.SaidAsync();
        Assert.Equal((3, "job.failed: first failed", "job.failed: last failed"), (said.Length, said[0], said[^1]));
        Assert.StartsWith("An event cannot be read and is left out by the rules: app_events ", Assert.Single(lines.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_about_a_title_with_a_poster_carries_a_sealed_link_to_it()
    {
        await _rig.ListenAsync(EventTopics.PlayStarted);
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        await _rig.Studio.SqlAsync("UPDATE media_items SET poster_path = '/library/metadata/1/thumb/1'");
        await _rig.PassAsync();

        var link = (await _rig.OnlyAsync()).ImageUrl ?? "";
        Assert.StartsWith("https://media.example.org/sub/share-picture/", link, StringComparison.Ordinal);
        var token = link[(link.LastIndexOf('/') + 1)..];
        var item = (await _rig.Studio.RowsAsync(db => db.MediaItems.Select(i => i.Id))).Single();
        Assert.Equal(item, _rig.Pictures.Read(token));
        Assert.Null(_rig.Pictures.Read(token[..^2] + "xx"));
        Assert.Null(_rig.Pictures.Read(""));
        _rig.Time.Jump(TimeSpan.FromDays(31));
        Assert.Null(_rig.Pictures.Read(token));
    }

    private sealed class KeptLines : ILogger<RuleEngine>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }

    [Fact]
    public async Task The_engine_asks_no_large_table_from_end_to_end()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayStarted, EventTopics.ConcurrentStreams, EventTopics.NewDevice, EventTopics.NewAddress, EventTopics.PlayError, EventTopics.ServerDown], CooldownMinutes = 5 });
        _rig.Studio.Evening.Viewer("ann", "old").Plays(Films.Film).For(30.Seconds());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        await _rig.Studio.SqlAsync("UPDATE plays SET started_at = started_at - 200000000, stopped_at = stopped_at - 200000000");
        _rig.Studio.Evening.Viewer("ann", "new").Plays(Films.Second).For(200.Seconds());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings(60.Seconds()));
        var sql = new RecordedSql(_rig.Studio.Db);
        await _rig.NewEngine(sql).PassAsync(Token);

        var asked = sql.Take();
        Assert.Contains("play.started", string.Join(',', await _rig.SaidAsync()));
        Assert.All(asked, command => Assert.DoesNotContain(sql.Scans(command), s => s.Contains("play", StringComparison.Ordinal) || s.Contains("app_events", StringComparison.Ordinal) || s.Contains("deliveries", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_play_that_begins_is_in_the_outbox_a_moment_later()
    {
        await _rig.ListenAsync(EventTopics.PlayStarted);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Outbox.Filled += () => waits.TrySetResult();
        var recorder = new PlayRecorder(_rig.Studio.Writer, _rig.Studio.Db, _rig.Studio.Settings, new(_rig.Studio.Db, new(new byte[32])), _rig.Log);
        using var engine = _rig.NewEngine();
        await engine.StartAsync(Token);
        for (var i = 0; i < 40; i++)
        {
            _rig.Studio.Evening.Viewer($"v{i}").IsAwayFor(5.Seconds() * i).Plays(Films.Film).For(300.Seconds());
        }

        var took = new List<double>();
        foreach (var reading in _rig.Studio.Evening.Readings(200.Seconds()))
        {
            var events = _rig.Studio.Tracking.Events.Count;
            _rig.Studio.Tracking.See(reading);
            var began = TimeProvider.System.GetTimestamp();
            await recorder.RecordAsync([.. _rig.Studio.Tracking.Events.Skip(events)], [_rig.Studio.Tracking.State], Token);
            await waits.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
            waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
            took.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        await engine.StopAsync(Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"Reading to outbox, ms: median {took.Order().ElementAt(took.Count / 2):0}, p95 {took.Order().ElementAt(took.Count * 95 / 100):0}");
        Assert.Equal(40, (await _rig.SaidAsync()).Distinct().Count());
    }

    [Fact]
    public async Task A_play_that_waits_for_data_is_told_with_the_rules_urgency()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayBuffering], Priority = NoticePriority.Urgent });
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds()).Buffers(20.Seconds()).For(30.Seconds());
        await _rig.WatchAsync();

        var delivery = Assert.Single(await _rig.DeliveriesAsync());
        Assert.Equal(("play.buffering", "The Long Evening (1987) buffers for ann", NoticePriority.Urgent), (delivery.Topic, delivery.Title, delivery.Priority));
        Assert.Equal(NoticePriority.Urgent, (await _rig.OnlyAsync()).Priority);
    }

    [Fact]
    public async Task A_written_event_wakes_the_engine_at_once()
    {
        await _rig.ListenAsync(EventTopics.JobFailed);
        var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Outbox.Filled += () => filled.TrySetResult();
        using var engine = _rig.NewEngine();
        await engine.StartAsync(Token);
        var began = TimeProvider.System.GetTimestamp();
        await _rig.Log.RecordAsync(new() { Topic = EventTopics.JobFailed, At = _rig.Time.GetUtcNow(), Facts = "{}" }, Token);
        await filled.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"Event to outbox: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");
        await engine.StopAsync(Token);

        Assert.Single(await _rig.DeliveriesAsync());
    }
}
