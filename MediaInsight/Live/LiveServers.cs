using System.Collections.Immutable;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Live;

/// <summary>How the watching of every server goes, live.</summary>
public sealed class LiveServers(TimeProvider time)
{
    private readonly Lock _gate = new();

    public LiveFeed<ServersStatus> Feed { get; } = new(ServersStatus.None, time, TimeSpan.FromMilliseconds(500));

    /// <summary>How the readings went, beside how they go.</summary>
    public CollectorStats Collector { get; } = new(time);

    public ServerStatus? Find(ServerId id) => Feed.Current.Servers.FirstOrDefault(s => s.Id == id);

    /// <summary>Keeps what is known of servers that stay, adds new ones, drops the rest.</summary>
    public void Configure(IReadOnlyList<MediaServer> servers)
    {
        lock (_gate)
        {
            Collector.Keep(servers.Select(s => s.Id));
            var known = Feed.Current.Servers.ToDictionary(s => s.Id);
            Feed.Publish(new([.. servers.Select(s => known.TryGetValue(s.Id, out var status) && s.IsEnabled == (status.Health != ServerHealth.Disabled)
                ? status with { Name = s.Name, Version = s.Version ?? status.Version }
                : ServerStatus.Of(s))]));
        }
    }

    public void Update(ServerId id, Func<ServerStatus, ServerStatus> change)
    {
        lock (_gate)
        {
            var servers = Feed.Current.Servers;
            var index = servers.FindIndex(s => s.Id == id);
            if (index >= 0 && change(servers[index]) is var changed && changed != servers[index])
            {
                Feed.Publish(new(servers.SetItem(index, changed)));
            }
        }
    }
}

internal static class ImmutableArrays
{
    public static int FindIndex<T>(this ImmutableArray<T> items, Predicate<T> match)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (match(items[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
