using MediaInsight.Alerting;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data.Events;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Alerting.Rules;

public sealed class DryRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task It_says_what_the_engine_said_of_the_same_events(int seed)
    {
        var random = new Random(seed);
        using var rig = new RuleRig();
        var draft = Draft(random);
        await rig.AddRuleAsync(draft);
        Title[] titles = [Films.Film, Films.First, Films.Second, Films.Song, Films.Book];
        foreach (var (name, slot) in new[] { ("ann", "tv"), ("ann", "phone"), ("ben", "pad") })
        {
            var viewer = rig.Studio.Evening.Viewer(name, slot);
            for (var i = 0; i < 3; i++)
            {
                var title = titles[random.Next(titles.Length)];
                viewer.Idles(Some(random, 4)).Streaming(random.Next(2) == 0 ? Films.Direct : Films.Transcoded).Plays(title, random.Next(2) == 0 ? TimeSpan.Zero : title.Length!.Value - 40.Seconds()).For(Some(random, 6)); // non-null: none is endless
                if (random.Next(2) == 0)
                {
                    viewer.Pauses(Some(random, 4)).For(Some(random, 4));
                }

                if (random.Next(2) == 0)
                {
                    viewer.Streaming(Films.Transcoded).For(Some(random, 6));
                }
            }

            viewer.Idles(20.Seconds());
        }

        await rig.WatchAsync(takes: true);
        await rig.RecordAsync(EventTopics.JobFailed, facts: """{"job":"backup"}""");

        var said = (await rig.DeliveriesAsync()).Select(d => d.Key.Split(':')[2]).Select(n => n.StartsWith("watched", StringComparison.Ordinal) ? "watched" : n.StartsWith("transcode", StringComparison.Ordinal) ? "transcode" : n).ToList();
        var trial = await rig.DryRun.RunAsync(draft, 30, Token);
        var would = trial.Messages.Where(m => m.Outcome == TrialOutcome.Told).Reverse().Select(m => m.Topic == EventTopics.PlayWatched ? "watched" : m.Topic == EventTopics.TranscodeStarted ? "transcode" : m.Number);

        Assert.Empty(trial.Problems);
        Assert.Equal(string.Join(' ', said), string.Join(' ', would));
        Assert.Equal(said.Count, trial.Told);
        Assert.Equal((trial.Told, trial.CoolingDown), (trial.Days.Sum(d => d.Told), trial.Days.Sum(d => d.CoolingDown)));
        Assert.True(trial.Told > 0 || trial.Events > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{trial.Events} events, {trial.Told} told, {trial.CoolingDown} cooling down");
    }

    [Fact]
    public async Task It_leaves_out_what_a_cooldown_would_and_counts_it()
    {
        using var rig = new RuleRig();
        for (var i = 0; i < 6; i++)
        {
            await rig.RecordAsync(EventTopics.JobFailed, facts: $$"""{"job":"job-{{i}}","error":"It broke."}""");
            rig.Time.Advance(4.Minutes());
        }

        var trial = await rig.DryRun.RunAsync(new() { Topics = [EventTopics.JobFailed], CooldownMinutes = 10 }, 30, Token);

        Assert.Equal((6, 2, 4), (trial.Events, trial.Told, trial.CoolingDown));
        Assert.Equal(["job-5 failed", "job-4 failed", "job-3 failed", "job-2 failed", "job-1 failed", "job-0 failed"], trial.Messages.Select(m => m.Notice.Title));
        Assert.Empty(await rig.DeliveriesAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_is_skipped_and_told_and_hides_no_other()
    {
        using var rig = new RuleRig();
        var now = rig.Time.GetUtcNow();
        foreach (var job in new[] { "first", "\\ud800", "last" })
        {
            await rig.Log.RecordAsync(new() { Topic = EventTopics.JobFailed, At = now, Facts = $$"""{"job":"{{job}}"}""" }, Token);
        }

        var draft = new RuleDraft { Topics = [EventTopics.JobFailed] };
        var trial = await rig.DryRun.RunAsync(draft, 30, Token);
        Assert.Equal((3, 1, 2), (trial.Events, trial.Unreadable, trial.Told));
        Assert.Equal(["last failed", "first failed"], trial.Messages.Select(m => m.Notice.Title));

        var past = await rig.Preview.PastAsync(draft.Topics, Token);
        Assert.Equal(["a3", "a1"], past.Select(p => p.Number));
        Assert.Null(await rig.Preview.ShowAsync(draft, "a2", Token));
    }

    [Fact]
    public async Task It_looks_no_further_back_than_asked_and_says_what_is_wrong_with_a_draft()
    {
        using var rig = new RuleRig();
        await rig.RecordAsync(EventTopics.JobFailed);
        rig.Time.Advance(TimeSpan.FromDays(8));
        await rig.RecordAsync(EventTopics.JobFailed);

        Assert.Equal(1, (await rig.DryRun.RunAsync(new() { Topics = [EventTopics.JobFailed] }, 7, Token)).Told);
        Assert.Equal(2, (await rig.DryRun.RunAsync(new() { Topics = [EventTopics.JobFailed] }, 30, Token)).Told);
        var wrong = await rig.DryRun.RunAsync(new() { Topics = [EventTopics.JobFailed], TextTemplate = "{viewer}" }, 30, Token);
        Assert.Equal(nameof(RuleDraft.TextTemplate), Assert.Single(wrong.Problems).Field);
    }

    [Fact]
    public async Task A_draft_is_shown_on_what_happened_and_on_an_example_where_nothing_has()
    {
        using var rig = new RuleRig();
        rig.Studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Films.Transcoded).For(1.Minutes());
        await rig.Studio.RecordAsync(rig.Studio.Evening.Readings());
        var draft = new RuleDraft { Topics = [EventTopics.PlayStarted, EventTopics.TranscodeStarted], TitleTemplate = "{viewer!upper}: {decision}" };

        var past = await rig.Preview.PastAsync(draft.Topics, Token);
        Assert.Equal(["transcode.started", "play.started"], past.Select(p => p.Topic));
        var shown = await rig.Preview.ShowAsync(draft, past[0].Number, Token);
        Assert.Equal(("ANN: Transcode", TrialOutcome.Told), (shown?.Notice.Title, shown?.Outcome));
        var held = await rig.Preview.ShowAsync(draft with { Conditions = new(true, [new ConditionLeaf("viewer", "is", ["999"])]) }, past[1].Number, Token);
        Assert.Equal(TrialOutcome.NotMeant, held?.Outcome);
        Assert.Null(await rig.Preview.ShowAsync(draft, "p999", Token));
        Assert.Null(await rig.Preview.ShowAsync(draft, "nonsense", Token));
        Assert.Equal("Home is down", rig.Preview.Example(new(), EventTopics.ServerDown).Title);
    }

    /// <summary>Long enough for a play to settle: before that the server's word on how it is sent is not final.</summary>
    private static TimeSpan Some(Random random, int most) => TimeSpan.FromSeconds(5 * random.Next(7, most + 9));

    private static RuleDraft Draft(Random random) => new()
    {
        Topics =
        [
            .. new[]
            {
                EventTopics.PlayStarted, EventTopics.PlayPaused, EventTopics.PlayStopped, EventTopics.PlayWatched, EventTopics.TranscodeStarted, EventTopics.ConcurrentStreams, EventTopics.StreamChanged,
                EventTopics.JobFailed,
            }.Where(_ => random.Next(3) > 0).DefaultIfEmpty(EventTopics.PlayStopped),
        ],
        Conditions = random.Next(2) == 0 ? ConditionGroup.Always : new(false, [new ConditionLeaf("decision", "is", ["transcode"]), new ConditionLeaf("kind", "is_not", ["music_track"]), new ConditionLeaf("job", "told", [])]),
        CooldownMinutes = random.Next(3) == 0 ? 0 : 1,
        CooldownScope = (RuleCooldownScope)random.Next(4),
        TitleTemplate = "{event}",
    };
}
