using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Ingest;

public sealed class CatchUpPlanTests
{
    private static readonly DateTimeOffset Eight = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Eight + 5.Hours();

    /// <summary>Nobody watched from nine to ten.</summary>
    private static readonly Stretch Nine = new(Eight + 1.Hours(), Eight + 2.Hours());

    /// <summary>Minutes after eight: told begin and end, recorded begin and end (null: none; -1: runs still), same title, what is decided.</summary>
    [Theory]
    [InlineData(65, 95, null, null, true, nameof(CatchUpVerdict.Add))]
    [InlineData(59, 121, null, null, true, nameof(CatchUpVerdict.Add))] // clocks differ by a minute
    [InlineData(50, 80, null, null, true, nameof(CatchUpVerdict.Watched))] // it began before the gap and was not recorded: nobody fills in what somebody deleted
    [InlineData(90, 130, null, null, true, nameof(CatchUpVerdict.Watched))]
    [InlineData(10, 40, null, null, true, nameof(CatchUpVerdict.Watched))]
    [InlineData(40, 75, 40, 60, true, nameof(CatchUpVerdict.Known))] // recorded up to the gap
    [InlineData(65, 95, 95, 110, true, nameof(CatchUpVerdict.Known))] // goes on after the gap
    [InlineData(65, 95, 96, -1, true, nameof(CatchUpVerdict.Known))] // runs still
    [InlineData(65, 95, 64, 94, true, nameof(CatchUpVerdict.Known))] // the ends differ by a minute
    [InlineData(65, 95, 64, 94, false, nameof(CatchUpVerdict.Add))] // another title at the same time
    [InlineData(65, 95, 10, 40, true, nameof(CatchUpVerdict.Add))] // the same title, seen before
    public void A_play_with_times_is_added_where_nobody_watched_and_nothing_overlaps(int from, int to, int? knownFrom, int? knownTo, bool sameTitle, string expected)
    {
        var play = Play("a") with { StartedAt = At(from), StoppedAt = At(to), Duration = 100.Minutes() };
        KnownPlay[] known = knownFrom is { } begin ? [Known(sameTitle ? "film" : "other", begin, knownTo == -1 ? null : knownTo)] : [];

        Assert.Equal(expected, Assert.Single(CatchUpPlan.Decide([play], [Nine], known, new HashSet<string>(), Now)).ToString());
    }

    /// <summary>A Plex view: only that it ended, a film of a hundred minutes.</summary>
    [Theory]
    [InlineData(90, null, null, nameof(CatchUpVerdict.Add))]
    [InlineData(30, null, null, nameof(CatchUpVerdict.Watched))]
    [InlineData(90, 10, 60, nameof(CatchUpVerdict.Known))] // its begin was recorded
    [InlineData(90, 121, 130, nameof(CatchUpVerdict.Known))] // its last minutes were recorded
    [InlineData(90, -600, -500, nameof(CatchUpVerdict.Add))] // seen in the morning
    public void A_view_is_told_once_though_only_its_end_is_known(int at, int? knownFrom, int? knownTo, string expected)
    {
        var play = Play("a") with { StoppedAt = At(at), Duration = 100.Minutes() };
        KnownPlay[] known = knownFrom is { } begin ? [Known("film", begin, knownTo)] : [];

        Assert.Equal(expected, Assert.Single(CatchUpPlan.Decide([play], [Nine], known, new HashSet<string>(), Now)).ToString());
    }

    [Fact]
    public void A_mere_date_gives_way_to_any_play_of_the_title_within_a_day_and_to_one_with_times()
    {
        var date = Play("date") with { StartedAt = At(70) };
        var times = Play("times") with { StartedAt = At(70), StoppedAt = At(100) };
        var ordered = CatchUpPlan.Ordered([date, times]);

        Assert.Equal(["times", "date"], ordered.Select(p => p.SourceId));
        Assert.Equal([CatchUpVerdict.Add, CatchUpVerdict.Known], CatchUpPlan.Decide(ordered, [Nine], [], new HashSet<string>(), Now));
        Assert.Equal([CatchUpVerdict.Known], CatchUpPlan.Decide([date], [Nine], [Known("film", -1000, -900)], new HashSet<string>(), Now));
        Assert.Equal(PlayCertainty.Inferred, CatchUpPlan.CertaintyOf(date));
        Assert.Equal(PlayCertainty.Derived, CatchUpPlan.CertaintyOf(times));
    }

    [Fact]
    public void Songs_heard_twice_in_an_outage_are_two_plays_and_a_title_with_a_new_id_is_the_old_one()
    {
        var first = Play("one") with { StoppedAt = At(70), Duration = 3.Minutes() };
        var second = Play("two") with { StoppedAt = At(76), Duration = 3.Minutes() };
        Assert.Equal([CatchUpVerdict.Add, CatchUpVerdict.Add], CatchUpPlan.Decide([first, second], [Nine], [], new HashSet<string>(), Now));

        var again = Play("three") with { Media = Media("film") with { ExternalId = "scanned-again" }, StartedAt = At(65), StoppedAt = At(95) };
        Assert.Equal([CatchUpVerdict.Known], CatchUpPlan.Decide([again], [Nine], [Known("film", 64, 94)], new HashSet<string>(), Now));
    }

    [Fact]
    public void What_was_filled_in_once_is_not_filled_in_again_after_somebody_deleted_it()
    {
        var play = Play("a") with { StartedAt = At(65), StoppedAt = At(95) };

        Assert.Equal([CatchUpVerdict.Known], CatchUpPlan.Decide([play], [Nine], [], new HashSet<string> { "a" }, Now));
    }

    [Fact]
    public void Whatever_was_recorded_and_told_nothing_is_added_twice_or_where_somebody_watched()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 2000; round++)
        {
            var stretches = UnobservedTime.Merge(Enumerable.Range(0, random.Next(1, 4)).Select(_ => At(random.Next(0, 240))).Select(from => new Stretch(from, from + random.Next(1, 90).Minutes())), Eight, Now);
            var known = Enumerable.Range(0, random.Next(0, 8)).Select(_ => random.Next(0, 280)).Select(from => Known(Title(random), from, random.Next(10) == 0 ? null : from + random.Next(1, 60), User(random))).ToList();
            var told = CatchUpPlan.Ordered(Enumerable.Range(0, random.Next(0, 14)).Select(i => Random(random, i)));

            var verdicts = CatchUpPlan.Decide(told, stretches, known, new HashSet<string>(), Now);
            var added = told.Zip(verdicts).Where(t => t.Second == CatchUpVerdict.Add).Select(t => t.First).ToList();

            Assert.All(added, a => Assert.Contains(stretches, s => (a.StartedAt ?? a.At) >= s.From - CatchUpPlan.Tolerance && a.At <= s.To + CatchUpPlan.Tolerance));
            Assert.All(added, a => Assert.DoesNotContain(known, k => Overlap(a, k)));
            var timed = added.Where(a => a.HasTimes).ToList();
            Assert.All(timed, a => Assert.DoesNotContain(timed, b => !ReferenceEquals(a, b) && Overlap(a, AsKnown(b))));

            // Again, with what the first run added, whether or not its names are remembered.
            var then = known.Concat(added.Select(AsKnown)).ToList();
            Assert.DoesNotContain(CatchUpVerdict.Add, CatchUpPlan.Decide(told, stretches, then, new HashSet<string>(), Now));
            Assert.DoesNotContain(CatchUpVerdict.Add, CatchUpPlan.Decide(told, stretches, known, added.Select(a => a.SourceId).ToHashSet(), Now).Where((_, i) => added.Contains(told[i])));
        }
    }

    [Fact]
    public void The_time_before_a_server_was_added_was_not_watched_either()
    {
        var added = At(100);
        ServerGap[] gaps = [new() { ServerId = new(1), StartedAt = At(150), EndedAt = At(160), Reason = "" }, new() { ServerId = new(1), StartedAt = At(155), EndedAt = null, Reason = "" }];

        Assert.Equal([new(Eight, added), new(At(150), Now)], UnobservedTime.Of(gaps, added, Eight, Now));
        Assert.Equal([new(At(150), Now)], UnobservedTime.Of(gaps, DateTimeOffset.MinValue, Eight, Now));
        Assert.Equal(100.Minutes() + (Now - At(150)), UnobservedTime.Sum(UnobservedTime.Of(gaps, added, Eight, Now)));
    }

    private static PlayedSnapshot Random(Random random, int number)
    {
        var from = At(random.Next(0, 280));
        DateTimeOffset? to = from + random.Next(1, 70).Minutes();
        var form = random.Next(3);
        var play = Play($"entry-{number}") with { User = new(User(random), "x"), Media = Media(Title(random)), Duration = random.Next(2) == 0 ? null : random.Next(3, 120).Minutes() };
        return form switch { 0 => play with { StartedAt = from, StoppedAt = to }, 1 => play with { StoppedAt = to }, _ => play with { StartedAt = from } };
    }

    private static bool Overlap(PlayedSnapshot play, KnownPlay known) =>
        known.User == play.User.ExternalId && known.Item == play.Media.ExternalId && (play.StartedAt ?? play.At) <= (known.StoppedAt ?? Now) && play.At >= known.StartedAt;

    private static KnownPlay AsKnown(PlayedSnapshot play) =>
        new(play.User.ExternalId, play.Media.ExternalId, CatchUpPlan.TitleOf(play.Media), play.StartedAt ?? play.At, play.At, CatchUpPlan.CertaintyOf(play));

    private static string Title(Random random) => random.Next(2) == 0 ? "film" : "other";

    private static string User(Random random) => random.Next(3) == 0 ? "ben" : "ann";

    private static DateTimeOffset At(int minutes) => Eight + minutes.Minutes();

    private static MediaRef Media(string id) => new() { ExternalId = id, Kind = MediaKind.Movie, Title = "Title " + id };

    private static PlayedSnapshot Play(string source) => new() { SourceId = source, User = new SessionUser("ann", "Ann"), Media = Media("film") };

    private static KnownPlay Known(string item, int from, int? to, string user = "ann") =>
        new(user, item, CatchUpPlan.TitleOf(Media(item)), At(from), to is { } end ? At(end) : null, PlayCertainty.Observed);
}
