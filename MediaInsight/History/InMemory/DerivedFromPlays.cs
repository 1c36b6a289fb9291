using System.Collections.Concurrent;

namespace MediaInsight.History.InMemory;

/// <summary>What others work out of the plays in memory and keep beside them. It lasts until all plays are read anew; whoever keeps something looks by the stamps of the blocks whether it still holds.</summary>
internal sealed class DerivedFromPlays
{
    private readonly ConcurrentDictionary<Type, object> _kept = new();

    public T Of<T>() where T : class, new() => (T)_kept.GetOrAdd(typeof(T), static _ => new T());
}
