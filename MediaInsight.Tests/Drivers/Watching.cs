using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Drivers;

/// <summary>One person at one device: stretches one after the other.</summary>
internal sealed class Watching(string name, string slot)
{
    private readonly List<Stretch> _stretches = [];
    private Title _title = Films.Film;
    private TimeSpan _position;
    private StreamDetails _stream = Films.Direct;

    public string Name => name;

    public string Slot => slot;

    public TimeSpan End { get; private set; }

    /// <summary>True playing time so far.</summary>
    public TimeSpan Played { get; private set; }

    public Watching Plays(Title title, TimeSpan from = default)
    {
        (_title, _position) = (title, from);
        return this;
    }

    public Watching Streaming(StreamDetails stream)
    {
        _stream = stream;
        return this;
    }

    public Watching For(TimeSpan time)
    {
        Add(time, PlaybackState.Playing);
        _position += time;
        Played += time;
        return this;
    }

    public Watching Pauses(TimeSpan time) => Add(time, PlaybackState.Paused);

    public Watching Buffers(TimeSpan time) => Add(time, PlaybackState.Buffering);

    /// <summary>Not listed at all, and nobody says why.</summary>
    public Watching IsAwayFor(TimeSpan time) => Add(time, null);

    /// <summary>The device is listed and plays nothing.</summary>
    public Watching Idles(TimeSpan time)
    {
        Add(time, null);
        _stretches[^1] = _stretches[^1] with { IsIdle = true };
        return this;
    }

    public Watching SeeksTo(TimeSpan position)
    {
        _position = position;
        return this;
    }

    public Watching Stops() => this;

    public SessionSnapshot? At(TimeSpan offset)
    {
        if (_stretches.Find(s => offset >= s.From && offset < s.To) is not { State: { } state } stretch)
        {
            return null;
        }

        var position = state == PlaybackState.Playing ? stretch.Position + (offset - stretch.From) : stretch.Position;
        return new()
        {
            Key = new(slot, name, stretch.Title.Media.ExternalId),
            User = new(name, name),
            Device = new() { ExternalId = slot, Name = slot, ClientName = "App" },
            Media = stretch.Title.Media,
            State = state,
            Position = stretch.Title.Length is null ? null : position,
            Duration = stretch.Title.Length,
            Stream = stretch.Stream,
            Network = new("192.168.1.20", NetworkLocation.Lan),
            BandwidthKbps = stretch.Stream.Sent.BitrateKbps,
        };
    }

    public bool IsIdleAt(TimeSpan offset) => _stretches.Find(s => offset >= s.From && offset < s.To)?.IsIdle == true;

    private Watching Add(TimeSpan time, PlaybackState? state)
    {
        _stretches.Add(new(End, End + time, state, _title, _position, _stream, false));
        End += time;
        return this;
    }

    private sealed record Stretch(TimeSpan From, TimeSpan To, PlaybackState? State, Title Title, TimeSpan Position, StreamDetails Stream, bool IsIdle);
}
