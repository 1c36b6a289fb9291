using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Components.Pages.Activity;

/// <param name="IsLeaving">Over: fading out, gone at the next look after <see cref="CardShelf.LeaveTime"/>.</param>
public sealed record ShelfCard(LiveSession Session, bool IsLeaving, DateTimeOffset? LeftAt);

/// <summary>
/// Which cards stand where. A card keeps its place as long as it lives, whatever its state does; new ones come last, so
/// that nothing that is read or pointed at moves. What is over stays for a moment to fade out.
/// </summary>
public sealed class CardShelf
{
    public static readonly TimeSpan LeaveTime = TimeSpan.FromMilliseconds(220);

    private List<ShelfCard> _cards = [];

    public IReadOnlyList<ShelfCard> Cards => _cards;

    public bool HasLeaving => _cards.Exists(c => c.IsLeaving);

    public void Show(IReadOnlyList<LiveSession> sessions, DateTimeOffset now)
    {
        var current = sessions.ToDictionary(s => s.Id);
        var next = new List<ShelfCard>(sessions.Count);
        var shown = new HashSet<PlayId>();
        foreach (var card in _cards)
        {
            var id = card.Session.Id;
            if (current.TryGetValue(id, out var session))
            {
                next.Add(new(session, false, null));
                shown.Add(id);
            }
            else if (card.LeftAt is null || now - card.LeftAt < LeaveTime)
            {
                next.Add(card with { IsLeaving = true, LeftAt = card.LeftAt ?? now });
            }
        }

        next.AddRange(sessions.Where(s => !shown.Contains(s.Id)).OrderBy(s => s.Session.StartedAt).Select(s => new ShelfCard(s, false, null)));
        _cards = next;
    }
}
