using System.Collections;

namespace MediaInsight.Servers;

/// <summary>What a server's own history told.</summary>
/// <param name="cut">A sentence when there was more than is read in one go; null: this is all of it.</param>
public sealed class PlayedList(IReadOnlyList<PlayedSnapshot> plays, string? cut = null) : IReadOnlyList<PlayedSnapshot>
{
    public string? Cut { get; } = cut;

    public int Count => plays.Count;

    public PlayedSnapshot this[int index] => plays[index];

    public IEnumerator<PlayedSnapshot> GetEnumerator() => plays.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
