using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Components.Pages.Activity;

/// <param name="EndedAt">Over since then; null: it plays.</param>
/// <param name="IsLeaving">Fading out, gone at the next look after <see cref="CardShelf.LeaveTime"/>.</param>
public sealed record ShelfCard(LiveSession Session, DateTimeOffset? EndedAt, bool IsLeaving)
{
    public bool IsEnded => EndedAt is not null;
}

/// <summary>
/// Which cards stand where. A card keeps its place as long as it lives, whatever its state does; new ones come last, so
/// that nothing that is read or pointed at moves. What is over stays where it stood for a while, said to be over: what the
/// same person goes on with on the same device takes its place, and only when nobody does the others close up.
/// </summary>
public sealed class CardShelf
{
    /// <summary>How long a card is said to be over before it fades: a next episode begins within it.</summary>
    public static readonly TimeSpan EndedTime = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LeaveTime = TimeSpan.FromMilliseconds(220);

    private List<ShelfCard> _cards = [];

    public IReadOnlyList<ShelfCard> Cards => _cards;

    /// <summary>Until a card has to be drawn otherwise though nothing happens; null: none has to.</summary>
    public TimeSpan? NextChange(DateTimeOffset now) => _cards.Where(c => c.IsEnded)
        .Select(c => (TimeSpan?)(c.EndedAt + (c.IsLeaving ? EndedTime + LeaveTime : EndedTime) - now))
        .Select(t => t > TimeSpan.Zero ? t : TimeSpan.Zero).Min();

    public void Show(IReadOnlyList<LiveSession> sessions, DateTimeOffset now)
    {
        var current = sessions.ToDictionary(s => s.Id);
        var standing = _cards.Select(c => c.Session.Id).ToHashSet();
        var added = sessions.Where(s => !standing.Contains(s.Id)).OrderBy(s => s.Session.StartedAt).ToList();
        var next = new List<ShelfCard>(sessions.Count);
        foreach (var card in _cards)
        {
            if (current.TryGetValue(card.Session.Id, out var session))
            {
                next.Add(new(session, null, false));
            }
            else if (added.Find(s => IsNextOf(s, card.Session)) is { } follows)
            {
                added.Remove(follows);
                next.Add(new(follows, null, false));
            }
            else if ((card.EndedAt ?? now) is var ended && now - ended < EndedTime + LeaveTime)
            {
                next.Add(card with { EndedAt = ended, IsLeaving = now - ended >= EndedTime });
            }
        }

        next.AddRange(added.Select(s => new ShelfCard(s, null, false)));
        _cards = next;
    }

    /// <summary>Another server or another place in the address: what is not shown any more is not over.</summary>
    public void Clear() => _cards = [];

    private static bool IsNextOf(LiveSession session, LiveSession ended) =>
        session.Session.ServerId == ended.Session.ServerId && session.PersonName == ended.PersonName && session.Session.Latest.Device == ended.Session.Latest.Device;
}
