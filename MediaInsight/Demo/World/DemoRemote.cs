using System.Collections.Concurrent;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>What was done to running plays by remote control: their scripts as they go on from there. Forgotten with the play's planned end.</summary>
internal sealed class DemoRemote
{
    private readonly ConcurrentDictionary<long, (PlannedPlay Play, DateTimeOffset Until)> _changed = new();

    public IReadOnlyList<PlannedPlay> At(ServerKind server, DateTimeOffset at) =>
        [.. World.At(server, at).Select(p => _changed.TryGetValue(p.Number, out var changed) ? changed.Play : p).Where(p => p.RunsAt(at))];

    public void Stop(PlannedPlay play, DateTimeOffset at) => Change(play, at, Before(play, at));

    public void Pause(PlannedPlay play, DateTimeOffset at)
    {
        if (play.StateAt(at) != PlaybackState.Paused)
        {
            Change(play, at, [.. Before(play, at), new(PlaybackState.Paused, play.StoppedAt - at)]);
        }
    }

    public void Resume(PlannedPlay play, DateTimeOffset at)
    {
        if (play.StateAt(at) == PlaybackState.Paused)
        {
            var seat = play.StoppedAt - at;
            var left = play.Item.Duration is { } length ? length - play.PositionAt(at) : seat;
            Change(play, at, [.. Before(play, at), new(PlaybackState.Playing, left < seat ? left : seat)]);
        }
    }

    private static List<Segment> Before(PlannedPlay play, DateTimeOffset at) => Script.Cut([.. play.Segments], at - play.StartedAt);

    private void Change(PlannedPlay play, DateTimeOffset at, IReadOnlyList<Segment> segments)
    {
        foreach (var (number, known) in _changed)
        {
            if (known.Until <= at)
            {
                _changed.TryRemove(number, out _);
            }
        }

        var until = _changed.TryGetValue(play.Number, out var before) ? before.Until : play.StoppedAt;
        _changed[play.Number] = (play with { Segments = segments }, until);
    }
}
