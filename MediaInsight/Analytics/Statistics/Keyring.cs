using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>The keys of every split that is not by time.</summary>
internal static class Keyring
{
    private static readonly StatisticKey Unknown = new("", null);

    public static SplitKeys Of(StatisticSplit split, PlayIndexReading reading) => split switch
    {
        StatisticSplit.None => new OneKey(),
        StatisticSplit.Viewer => Viewers(reading.Names),
        StatisticSplit.Account => Accounts(reading.Names),
        StatisticSplit.Server => Servers(reading.Names),
        StatisticSplit.Library => Libraries(reading.Names),
        StatisticSplit.Kind => new SmallKeys(PlayTraits.Kind, [Unknown, .. Enumerable.Range(0, (int)MediaKind.Photo + 1).Select(k => new StatisticKey(((MediaKind)k).Word(), null) { Kind = (MediaKind)k })]),
        StatisticSplit.Decision => new SmallKeys(PlayTraits.Decision, [Unknown, new("direct_play", "Direct play"), new("direct_stream", "Direct stream"), new("transcode", "Transcode")]),
        StatisticSplit.Network => new SmallKeys(PlayTraits.Location, [Unknown, new("lan", "LAN"), new("wan", "WAN")]),
        StatisticSplit.Title => Groups(reading.Items.Titles),
        StatisticSplit.Item => Groups(reading.Items.Items),
        StatisticSplit.Season => Groups(reading.Items.Seasons),
        StatisticSplit.Album => Groups(reading.Items.Albums),
        StatisticSplit.Author => Groups(reading.Items.Authors),
        StatisticSplit.Channel => Groups(reading.Items.Channels),
        StatisticSplit.Programme => Groups(reading.Items.Programmes),
        StatisticSplit.Genre => Words(reading.Items.Genres, reading.Items.GenreNames),
        StatisticSplit.Narrator => Words(reading.Items.Narrators, reading.Items.NarratorNames),
        StatisticSplit.Device => DeviceGroups.Named(reading.Names),
        StatisticSplit.DeviceType => DeviceGroups.By(split, reading.Names, d => d.DeviceType),
        StatisticSplit.Platform => DeviceGroups.By(split, reading.Names, d => d.Platform),
        StatisticSplit.Player => DeviceGroups.By(split, reading.Names, d => d.Client),
        _ => StreamGroups.Of(split, reading.Names),
    };

    private static MappedKeys Viewers(PlayNames names)
    {
        var numbers = names.Accounts.Values.GroupBy(a => a.Viewer).Select(g => g.First()).OrderBy(a => a.Viewer).ToList();
        var group = numbers.Select((a, i) => (a.Viewer, i)).ToDictionary(p => p.Viewer, p => p.i);
        return ByAccount(names, a => group[a.Viewer], numbers.Count, i => new(Id(numbers[i].Viewer), numbers[i].ViewerName) { Viewer = new(numbers[i].Viewer) });
    }

    private static MappedKeys Accounts(PlayNames names)
    {
        var accounts = names.Accounts.Values.OrderBy(a => a.Id).ToList();
        var group = accounts.Select((a, i) => (a.Id, i)).ToDictionary(p => p.Id, p => p.i);
        return ByAccount(names, a => group[a.Id], accounts.Count, i => new(Id(accounts[i].Id), accounts[i].Name)
        {
            Account = new(accounts[i].Id),
            Viewer = new(accounts[i].Viewer),
            Server = new(accounts[i].Server),
            Detail = names.Servers.GetValueOrDefault(accounts[i].Server),
        });
    }

    private static MappedKeys ByAccount(PlayNames names, Func<AccountName, int> group, int count, Func<int, StatisticKey> key)
    {
        var map = new int[names.LastAccount + 1];
        map.AsSpan().Fill(-1);
        foreach (var account in names.Accounts.Values)
        {
            map[account.Id] = group(account);
        }

        return new(PlayTraits.Account, map, -1, count, key);
    }

    private static ServerKeys Servers(PlayNames names)
    {
        var servers = names.Servers.OrderBy(s => s.Key).ToList();
        var map = new int[servers.Count == 0 ? 0 : servers[^1].Key + 1];
        for (var i = 0; i < servers.Count; i++)
        {
            map[servers[i].Key] = i + 1;
        }

        return new(map, servers.Count + 1, g => g == 0 ? Unknown : new(Id(servers[g - 1].Key), servers[g - 1].Value) { Server = new(servers[g - 1].Key) });
    }

    private static MappedKeys Libraries(PlayNames names) => Numbered(
        PlayTraits.Library,
        [.. names.Libraries.Values.Select(l => (l.Id, new StatisticKey(Id(l.Id), l.Name) { Library = new(l.Id), Server = new(l.Server), Detail = names.Servers.GetValueOrDefault(l.Server) }))]);

    // Group 0 is what has no number, or one that is no longer known.
    private static MappedKeys Numbered(PlayTraits column, List<(int Number, StatisticKey Key)> known)
    {
        var map = new int[known.Count == 0 ? 0 : known.Max(k => k.Number) + 1];
        for (var i = 0; i < known.Count; i++)
        {
            map[known[i].Number] = i + 1;
        }

        return new(column, map, 0, known.Count + 1, g => g == 0 ? Unknown : known[g - 1].Key);
    }

    private static MappedKeys Groups(ItemGroups groups) => new(PlayTraits.Item, groups.OfItem, -1, groups.Count, g =>
    {
        var group = groups[g];
        return new(Id(group.Item), group.Name) { Kind = group.Kind, Item = new(group.Item), Detail = group.Detail, Year = group.Year };
    });

    private static ManyKeys Words(int[]?[] lists, Vocabulary words) => new(PlayTraits.Item, lists, words.Count, g => new(words[g], words[g]));

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
}
