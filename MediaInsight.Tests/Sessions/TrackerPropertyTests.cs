using System.Collections.Immutable;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>What must hold whatever people do, over several hundred evenings by chance.</summary>
public sealed class TrackerPropertyTests
{
    private const int Evenings = 400;

    [Fact]
    public void Every_start_has_one_stop_and_no_play_is_longer_than_it_lasted()
    {
        ForEach((seed, readings) =>
        {
            var tracking = new Tracking(KindOf(seed)).See(readings).Close(readings[^1].TakenAt);
            Assert.Empty(tracking.State.Sessions);
            Assert.Equal(tracking.Starts.Select(s => s.Session.Id).Order(ById), tracking.Stops.Select(s => s.Session.Id).Order(ById));
            Assert.All(tracking.Stops, AssertPossible);
        });
    }

    [Fact]
    public void Segments_add_up_to_the_play()
    {
        ForEach((seed, readings) =>
        {
            var tracking = new Tracking(KindOf(seed)).See(readings).Close(readings[^1].TakenAt);
            foreach (var stop in tracking.Stops)
            {
                var clocks = stop.Session.Clocks;
                var closed = tracking.Events.OfType<SessionStreamChanged>().Where(c => c.Session.Id == stop.Session.Id).ToList();
                long watched = clocks.WatchedMs - stop.Session.Segment.WatchedBeforeMs, paused = clocks.PausedMs - stop.Session.Segment.PausedBeforeMs;
                Assert.True(watched >= 0 && paused >= 0 && clocks.BufferingMs >= stop.Session.Segment.BufferingBeforeMs && stop.At >= stop.Session.Segment.StartedAt);
                foreach (var change in closed)
                {
                    var part = change.Session.Clocks.WatchedMs - change.Ended.WatchedBeforeMs;
                    Assert.True(part >= 0 && change.At >= change.Ended.StartedAt);
                    watched += part;
                    paused += change.Session.Clocks.PausedMs - change.Ended.PausedBeforeMs;
                }

                Assert.Equal(clocks.WatchedMs, watched);
                Assert.Equal(clocks.PausedMs, paused);
            }
        });
    }

    [Fact]
    public void Watch_time_is_the_truth_but_for_a_poll_at_each_end()
    {
        for (var seed = 0; seed < Evenings; seed++)
        {
            var evening = new Evening { Poll = TimeSpan.FromSeconds(1 + (seed % 15)) };
            var ann = evening.Viewer("ann").Plays(Films.Film);
            var changes = 1;
            foreach (var part in Enumerable.Range(0, 1 + (seed % 7)))
            {
                ann.For(TimeSpan.FromSeconds(30 + ((seed * 31 * (part + 1)) % 300)));
                ann.Pauses(TimeSpan.FromSeconds(30 + ((seed * 17 * (part + 2)) % 200)));
                changes += 2;
            }

            var watched = new Tracking().See(evening.Readings()).Stops.Sum(s => s.Session.Clocks.WatchedMs);
            var tolerance = 2 * evening.Poll.TotalMilliseconds;
            Assert.InRange(watched, ann.Played.TotalMilliseconds - tolerance, ann.Played.TotalMilliseconds + tolerance);
        }
    }

    [Fact]
    public void The_order_of_sessions_in_a_reading_does_not_matter()
    {
        ForEach((seed, readings) =>
        {
            var straight = new Tracking(KindOf(seed)).See(readings);
            var turned = new Tracking(KindOf(seed)).See(readings.Select((r, i) => r with { Sessions = [.. r.Sessions.OrderBy(s => (s.Key.GetHashCode() ^ i) % 7)] }));
            Assert.Equal(Outcome(straight), Outcome(turned));
        });
    }

    [Fact]
    public void Failed_readings_in_between_end_nothing_and_give_nothing()
    {
        ForEach((seed, readings) =>
        {
            var calm = new Tracking(KindOf(seed)).See(readings).Close(readings[^1].TakenAt);
            var troubled = new Tracking(KindOf(seed));
            foreach (var (reading, i) in readings.Select((r, i) => (r, i)))
            {
                if ((i + seed) % 5 == 0)
                {
                    var before = troubled.State;
                    troubled.See(ServerSnapshot.Failed(reading.ServerId, reading.TakenAt));
                    Assert.Equal(before.Sessions.Keys.ToHashSet(), troubled.State.Sessions.Keys.ToHashSet());
                    Assert.All(before.Sessions, s => Assert.Equal(s.Value.Clocks, troubled.State.Sessions[s.Key].Clocks));
                }

                troubled.See(reading);
            }

            troubled.Close(readings[^1].TakenAt);
            Assert.Equal(Kinds(calm), Kinds(troubled));
            Assert.All(calm.Stops.Zip(troubled.Stops), p => Assert.True(p.Second.Session.Clocks.WatchedMs <= p.First.Session.Clocks.WatchedMs + 2000));
        });
    }

    [Fact]
    public void Readings_lost_to_failures_never_give_more_than_the_elapsed_time()
    {
        ForEach((seed, readings) =>
        {
            var lossy = readings.Select((r, i) => (((i / 7) + seed) % 3) == 0 ? ServerSnapshot.Failed(r.ServerId, r.TakenAt) : r);
            var tracking = new Tracking(KindOf(seed)).See(lossy).Close(readings[^1].TakenAt);
            Assert.All(tracking.Stops, AssertPossible);
            Assert.Equal(tracking.Starts.Count, tracking.Stops.Count);
        });
    }

    [Fact]
    public void A_memory_written_and_read_back_anywhere_goes_on_as_if_nothing_had_been()
    {
        ForEach((seed, readings) =>
        {
            var cut = readings.Count * (seed % 10) / 10;
            var straight = new Tracking(KindOf(seed)).See(readings.Take(cut));
            var restarted = new Tracking(KindOf(seed)).See(readings.Take(cut));
            restarted.State = restarted.State with { Sessions = restarted.State.Sessions.Where(s => !s.Value.IsPending).Select(s => Remembered(s.Value)).ToImmutableDictionary(s => s.Key) };
            straight.See(readings.Skip(cut)).Close(readings[^1].TakenAt);
            restarted.See(readings.Skip(cut)).Close(readings[^1].TakenAt);

            Assert.Equal(straight.Stops.Count, restarted.Stops.Count);
            Assert.All(straight.Stops.OrderBy(s => s.Session.Key.ToString()).ThenBy(s => s.At).Zip(restarted.Stops.OrderBy(s => s.Session.Key.ToString()).ThenBy(s => s.At)), p =>
            {
                Assert.Equal(p.First.Session.Key, p.Second.Session.Key);
                Assert.InRange(p.First.Session.Clocks.WatchedMs - p.Second.Session.Clocks.WatchedMs, -2000, 2000 + (long)(readings[1].TakenAt - readings[0].TakenAt).TotalMilliseconds);
            });
        });
    }

    [Fact]
    public void A_clock_that_jumps_about_makes_no_play_impossible()
    {
        ForEach((seed, readings) =>
        {
            var jumping = readings.Select((r, i) => r with { TakenAt = r.TakenAt + TimeSpan.FromMinutes((((i / 9) * (seed + 3)) % 11) - 5) });
            var tracking = new Tracking(KindOf(seed)).See(jumping).Close(readings[^1].TakenAt);
            Assert.All(tracking.Stops, AssertPossible);
            Assert.Equal(tracking.Starts.Count, tracking.Stops.Count);
        });
    }

    private static readonly Comparer<PlayId> ById = Comparer<PlayId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static void ForEach(Action<int, IReadOnlyList<ServerSnapshot>> check)
    {
        for (var seed = 0; seed < Evenings; seed++)
        {
            var evening = RandomEvenings.Of(seed);
            var readings = evening.Readings().ToList();
            try
            {
                check(seed, readings);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Evening {seed}", e);
            }
        }
    }

    private static ServerKind KindOf(int seed) => (ServerKind)(1 + (seed % 4));

    private static void AssertPossible(SessionStopped stop)
    {
        var clocks = stop.Session.Clocks;
        var elapsedMs = (long)(stop.At - stop.Session.StartedAt).TotalMilliseconds;
        Assert.True(clocks.WatchedMs >= 0 && clocks.PausedMs >= 0 && clocks.BufferingMs >= 0 && clocks.HeldMs == 0, clocks.ToString());
        Assert.True(clocks.WatchedMs + clocks.PausedMs + clocks.BufferingMs <= elapsedMs, $"{clocks} in {elapsedMs}");
    }

    private static List<string> Outcome(Tracking tracking) =>
        [.. tracking.Stops.Select(s => $"{s.Session.Key} {s.Session.StartedAt:O} {s.At:O} {s.Reason} {s.Session.Clocks with { LastSeenAt = default }}").Order(StringComparer.Ordinal)];

    private static List<string> Kinds(Tracking tracking) => [.. tracking.Events.Where(e => e is SessionStarted or SessionStopped).Select(e => $"{e.GetType().Name} {e.Session.Key}")];

    private static ActiveSession Remembered(ActiveSession session)
    {
        var row = new ActivePlay
        {
            PlayNumber = 1,
            ServerId = session.ServerId,
            Slot = session.Key.Slot,
            UserKey = session.Key.User,
            ItemKey = session.Key.Item,
            SessionJson = ActivePlayMemory.Write(session),
            ClocksJson = ActivePlayMemory.Write(session.Clocks),
        };
        var read = Assert.IsType<ActiveSession>(ActivePlayMemory.Read(row));
        Assert.Equal(session with { IsUnseen = true, Missed = 0, Latest = session.Latest with { State = session.Clocks.State } }, read);
        return read with { Missed = session.Missed };
    }
}
