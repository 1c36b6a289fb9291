using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>
/// Who plays what at an instant. Four seats are always taken, one for each server, three more come and go: four to seven
/// sessions at any time.
/// </summary>
internal static class World
{
    private static readonly IReadOnlyList<Lane> Lanes =
    [
        new(0, [Household.MaraTv, Household.MaraTablet], Taste.Shows, TimeSpan.FromMinutes(83), TimeSpan.FromMinutes(11), 1, 0.8),
        new(1, [Household.AmalWeb, Household.TobiasAttic], Taste.Shows, TimeSpan.FromMinutes(61), TimeSpan.FromMinutes(29), 1, 1.5),
        new(2, [Household.EmileWeb, Household.JuergenTv], Taste.Shows, TimeSpan.FromMinutes(47), TimeSpan.FromMinutes(5), 1, 1.2),
        new(3, [Household.RosaBooks, Household.IngridBooks], Taste.Books, TimeSpan.FromMinutes(38), TimeSpan.FromMinutes(17), 1, 1.0),
        new(4, [Household.ZoeMusic], Taste.Music, TimeSpan.FromMinutes(53), TimeSpan.FromMinutes(23), 0.72, 0.3),
        new(5, [Household.LotteTablet], Taste.Children, TimeSpan.FromMinutes(44), TimeSpan.FromMinutes(2), 0.7, 2.5),
        new(6, [Household.KenjiTv], Taste.LiveTv, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(37), 0.75, 0),
    ];

    public static IReadOnlyList<PlannedPlay> At(DateTimeOffset at) =>
        [.. Lanes.Select(l => l.SittingAt(at).FirstOrDefault(p => p.RunsAt(at))).OfType<PlannedPlay>()];

    public static IReadOnlyList<PlannedPlay> At(ServerKind server, DateTimeOffset at) => [.. At(at).Where(p => p.Device.Server == server)];

    /// <summary>Everything on one server that overlaps with the time between the two instants, in the order of its start.</summary>
    public static IReadOnlyList<PlannedPlay> Between(ServerKind server, DateTimeOffset from, DateTimeOffset to) =>
        [.. Lanes.Where(l => l.Devices.Any(d => d.Server == server)).SelectMany(l => l.Between(from, to)).Where(p => p.Device.Server == server).OrderBy(p => p.StartedAt)];

    /// <summary>What a channel broadcasts: half-hour programmes, the same for everybody.</summary>
    public static (string Title, DateTimeOffset Start, DateTimeOffset End) Programme(CatalogueItem channel, DateTimeOffset at)
    {
        var slot = at.ToUnixTimeSeconds() / 1800;
        var start = DateTimeOffset.FromUnixTimeSeconds(slot * 1800);
        return (channel.Programmes[(int)((slot + channel.Number) % channel.Programmes.Count)], start, start.AddMinutes(30));
    }
}
