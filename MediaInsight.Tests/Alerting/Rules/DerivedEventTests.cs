using MediaInsight.Data.Events;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Alerting.Rules;

/// <summary>What the rules find in plays, and of servers.</summary>
public sealed class DerivedEventTests : IDisposable
{
    private readonly RuleRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(null, 2)]
    [InlineData(3, 1)]
    public async Task Several_streams_of_a_person_are_told_from_the_rules_number_on(int? threshold, int messages)
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.ConcurrentStreams], Threshold = threshold });
        _rig.Studio.Evening.Viewer("ann", "tv").Plays(Films.Film).For(2.Minutes());
        _rig.Studio.Evening.Viewer("ann", "phone").IsAwayFor(20.Seconds()).Plays(Films.First).For(100.Seconds());
        _rig.Studio.Evening.Viewer("ann", "pad").IsAwayFor(40.Seconds()).Plays(Films.Second).For(80.Seconds());
        _rig.Studio.Evening.Viewer("ben", "radio").Plays(Films.Song).For(2.Minutes());
        await _rig.WatchAsync();

        var said = await _rig.SaidAsync();
        Assert.Equal(messages, said.Length);
        Assert.Equal("viewer.concurrent: ann watches 3 streams at once", said[^1]);
    }

    [Fact]
    public async Task Streams_to_one_address_count_once_if_the_rule_says_so()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.ConcurrentStreams], ByAddress = true });
        _rig.Studio.Evening.Viewer("ann", "tv").Plays(Films.Film).For(2.Minutes());
        _rig.Studio.Evening.Viewer("ann", "phone").IsAwayFor(20.Seconds()).Plays(Films.First).For(100.Seconds());
        await _rig.WatchAsync();

        Assert.Empty(await _rig.SaidAsync());
    }

    [Fact]
    public async Task A_device_and_an_address_are_new_once_and_never_on_the_first_day()
    {
        await _rig.ListenAsync(EventTopics.NewDevice, EventTopics.NewAddress);
        _rig.Studio.Evening.Viewer("ann", "tv").Plays(Films.Film).For(30.Seconds());
        await _rig.WatchAsync();
        Assert.Empty(await _rig.SaidAsync());

        await _rig.Studio.SqlAsync("UPDATE plays SET started_at = started_at - 100000000, stopped_at = stopped_at - 100000000, ip_address = '10.0.0.9'");
        _rig.Studio.Evening.Viewer("ann", "phone").IsAwayFor(_rig.Studio.Evening.Length + 60.Seconds()).Plays(Films.First).For(30.Seconds()).Idles(30.Seconds()).Plays(Films.Second).For(30.Seconds());
        await _rig.WatchAsync();

        Assert.Equal(["viewer.new-device: ann plays on a new device", "viewer.new-address: ann plays from a new address"], await _rig.SaidAsync());
    }

    [Fact]
    public async Task Of_somebody_incognito_neither_device_nor_address_is_told()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayStopped, EventTopics.NewDevice], TextTemplate = "{viewer}|{device|-}|{address|-}|{player}" });
        _rig.Studio.Evening.Viewer("ann", "tv").Plays(Films.Film).For(30.Seconds());
        foreach (var reading in _rig.Studio.Evening.Readings())
        {
            await _rig.Studio.RecordAsync([reading]);
        }

        await _rig.Studio.SqlAsync("UPDATE viewers SET hidden_name = name, name = 'Somebody 7'; UPDATE plays SET started_at = started_at - 100000000");
        await _rig.PassAsync();

        Assert.Equal("Somebody 7|-|-|App", (await _rig.OnlyAsync()).Text);
    }

    [Fact]
    public async Task Conversions_that_begin_change_and_fail_are_told()
    {
        await _rig.ListenAsync(EventTopics.TranscodeStarted, EventTopics.StreamChanged, EventTopics.PlayError);
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Streaming(Films.Transcoded).For(6.Seconds()).Idles(20.Seconds());
        _rig.Studio.Evening.Viewer("ben").Plays(Films.Film).Streaming(Films.Transcoded).For(2.Minutes());
        await _rig.WatchAsync();

        Assert.Equal(
            [
                "transcode.started: The Long Evening (1987) is transcoded for ben", "stream.changed: ann gets another quality of The Long Evening (1987)",
                "transcode.started: The Long Evening (1987) is transcoded for ann", "play.error: The Long Evening (1987) did not play well for ann",
            ],
            await _rig.SaidAsync());
    }

    [Fact]
    public async Task A_conversion_that_becomes_known_after_the_start_is_told_once()
    {
        await _rig.ListenAsync(EventTopics.PlayStarted, EventTopics.TranscodeStarted);
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(5.Seconds()).Streaming(Films.Transcoded).For(1.Minutes()).Idles(20.Seconds());
        await _rig.WatchAsync();

        Assert.Equal(["play.started: ann started The Long Evening (1987)", "transcode.started: The Long Evening (1987) is transcoded for ann"], await _rig.SaidAsync());
        var trial = await _rig.DryRun.RunAsync(new() { Topics = [EventTopics.TranscodeStarted] }, 1, Token);
        Assert.Equal(1, trial.Told);
    }

    [Fact]
    public async Task A_deleted_play_is_told_of_no_more()
    {
        await _rig.ListenAsync(EventTopics.PlayStarted);
        _rig.Studio.Evening.Viewer("ann").Plays(Films.Film).For(30.Seconds());
        await _rig.Studio.RecordAsync(_rig.Studio.Evening.Readings());
        await _rig.Studio.SqlAsync("DELETE FROM plays");
        await _rig.PassAsync();

        Assert.Empty(await _rig.SaidAsync());
    }

    [Fact]
    public async Task A_server_is_told_to_be_down_after_the_rules_wait_and_only_then_to_be_up()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.ServerDown, EventTopics.ServerUp], Threshold = 5 });
        await OutageAsync(4.Minutes());
        Assert.Empty(await _rig.SaidAsync());

        await OutageAsync(12.Minutes());
        Assert.Equal(["server.down: Cinema is down", "server.up: Cinema is up again"], await _rig.SaidAsync());
        Assert.Contains("12 min", (await _rig.DeliveriesAsync())[1].Notice);
    }

    [Fact]
    public async Task A_wait_that_ends_while_the_program_is_off_is_told_afterwards_and_once()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.ServerDown], Threshold = 5 });
        await _rig.Studio.Writer.RunAsync((db, token) => Ingest(db, _rig.Time.GetUtcNow(), null, token), Token);
        await _rig.PassAsync();
        Assert.Empty(await _rig.SaidAsync());

        _rig.Time.Advance(3.Hours());
        using var again = _rig.NewEngine();
        await again.PassAsync(Token);
        await again.PassAsync(Token);
        _rig.Time.Advance(1.Minutes());
        await again.PassAsync(Token);
        Assert.Equal(["server.down: Cinema is down"], await _rig.SaidAsync());
    }

    [Fact]
    public async Task A_server_that_is_back_at_the_start_is_not_told_to_be_down_though_the_wait_ended_while_the_program_was_off()
    {
        await _rig.AddRuleAsync(new() { Topics = [EventTopics.ServerDown, EventTopics.ServerUp], Threshold = 5 });
        var down = _rig.Time.GetUtcNow();
        await _rig.Studio.Writer.RunAsync((db, token) => Ingest(db, down, null, token), Token);
        await _rig.PassAsync();

        _rig.Time.Advance(3.Hours());
        using var again = _rig.NewEngine();
        await again.PassAsync(Token);
        _rig.Time.Advance(20.Seconds());
        await _rig.Studio.Writer.RunAsync((db, token) => MediaInsight.Ingest.OutageEvents.EndAsync(db, _rig.Studio.Server, _rig.Time.GetUtcNow(), token), Token);
        await again.PassAsync(Token);
        _rig.Time.Advance(10.Minutes());
        await again.PassAsync(Token);
        Assert.Empty(await _rig.SaidAsync());
    }

    [Fact]
    public async Task Rules_with_different_waits_speak_at_their_own_time()
    {
        await _rig.AddRuleAsync(new() { Name = "soon", Topics = [EventTopics.ServerDown], Threshold = 0 });
        await _rig.AddRuleAsync(new() { Name = "late", Topics = [EventTopics.ServerDown], Threshold = 30 });
        await _rig.Studio.Writer.RunAsync((db, token) => Ingest(db, _rig.Time.GetUtcNow(), null, token), Token);
        await _rig.PassAsync();
        Assert.Equal("soon", Assert.Single(await _rig.DeliveriesAsync()).RuleName);

        for (var i = 0; i < 40; i++)
        {
            _rig.Time.Advance(1.Minutes());
            await _rig.PassAsync();
        }

        Assert.Equal(["soon", "late"], (await _rig.DeliveriesAsync()).Select(d => d.RuleName));
    }

    /// <summary>Down now, up after a while; the rules look every half minute.</summary>
    private async Task OutageAsync(TimeSpan length)
    {
        var down = _rig.Time.GetUtcNow();
        await _rig.Studio.Writer.RunAsync((db, token) => Ingest(db, down, null, token), Token);
        for (var passed = TimeSpan.Zero; passed < length; passed += 30.Seconds())
        {
            await _rig.PassAsync();
            _rig.Time.Advance(30.Seconds());
        }

        await _rig.Studio.Writer.RunAsync((db, token) => Ingest(db, down, _rig.Time.GetUtcNow(), token), Token);
        await _rig.PassAsync();
        _rig.Time.Advance(20.Minutes());
        await _rig.PassAsync();
    }

    private Task<bool> Ingest(MediaInsight.Data.MediaInsightDb db, DateTimeOffset down, DateTimeOffset? up, CancellationToken token) =>
        MediaInsight.Ingest.OutageEvents.AddAsync(db, _rig.Studio.Server, down, up, "It does not answer.", token);
}
