using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Drivers;

/// <summary>
/// People in front of their screens on one server, told in words, and what a poll of that server sees of them:
/// <c>evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Pauses(5.Minutes()).Stops()</c>.
/// </summary>
internal sealed class Evening(ServerId server = default)
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly List<Watching> _viewers = [];

    public ServerId Server { get; } = server == default ? new(1) : server;

    public ManualTime Time { get; } = new(Begin);

    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    public IReadOnlyList<Watching> Viewers => _viewers;

    public TimeSpan Length => _viewers.Count == 0 ? TimeSpan.Zero : _viewers.Max(v => v.End);

    /// <param name="slot">Two viewers on one device share it.</param>
    public Watching Viewer(string name, string? slot = null)
    {
        var watching = new Watching(name, slot ?? $"tv-{name}");
        _viewers.Add(watching);
        return watching;
    }

    /// <summary>Good readings from the clock's place on, until everybody has stopped and was missed often enough.</summary>
    public IEnumerable<ServerSnapshot> Readings() => Readings(Begin + Length + (Poll * 5) - Time.GetUtcNow());

    /// <summary>Good readings for a while; the clock goes along.</summary>
    public IEnumerable<ServerSnapshot> Readings(TimeSpan until)
    {
        var end = Time.GetUtcNow() + until;
        while (Time.GetUtcNow() < end)
        {
            yield return Reading();
            Time.Advance(Poll);
        }
    }

    public IEnumerable<ServerSnapshot> FailedReadings(TimeSpan until)
    {
        var end = Time.GetUtcNow() + until;
        while (Time.GetUtcNow() < end)
        {
            yield return ServerSnapshot.Failed(Server, Time.GetUtcNow());
            Time.Advance(Poll);
        }
    }

    public ServerSnapshot Reading() => At(Time.GetUtcNow() - Begin);

    /// <summary>What the server lists that long after the begin.</summary>
    public ServerSnapshot At(TimeSpan offset) => ServerSnapshot.Good(
        Server,
        Begin + offset,
        [.. _viewers.Select(v => v.At(offset)).OfType<SessionSnapshot>()],
        _viewers.Where(v => v.IsIdleAt(offset)).Select(v => v.Slot).Except(_viewers.Where(v => v.At(offset) is not null).Select(v => v.Slot)).ToHashSet());
}
