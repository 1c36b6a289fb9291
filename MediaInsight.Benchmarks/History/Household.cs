using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Benchmarks.History;

/// <param name="Since">Day of the data set from which this version of the app is used.</param>
internal sealed record Device(long Row, string Type, int Since);

/// <param name="Devices">Each with its versions, oldest first.</param>
internal sealed record Account(int Server, ServerId ServerId, int User, IReadOnlyList<IReadOnlyList<Device>> Devices, long UnknownDevice);

/// <summary>Begun and not finished.</summary>
internal sealed class Unfinished(Work work, Playable title)
{
    public Work Work => work;
    public Playable Title => title;
    public long PositionMs { get; set; }
    public long StoppedAtMs { get; set; }
    public required ChainNumber Chain { get; init; }
}

/// <summary>Known when the first play of the chain is written.</summary>
internal sealed class ChainNumber
{
    public long Value { get; set; }
}

/// <param name="Video">The account for films, series, music and television.</param>
internal sealed record Person(int JoinedOn, IReadOnlyList<Account> Video, Account? Books, bool LivesHere, string HomeAddress, IReadOnlyList<string> FarAddresses, int Language)
{
    public List<Unfinished> Unfinished { get; } = [];

    /// <summary>Series, albums and podcasts at hand: the next title of each.</summary>
    public List<(Work Work, int Next)> Current { get; } = [];
}

/// <summary>People with accounts and devices, as sessions would have made them.</summary>
internal static class Household
{
    private static readonly (string Client, string Platform, string Model)[] Apps =
    [
        ("Web", "Chrome", "Browser"), ("Web", "Firefox", "Browser"), ("Android TV", "Android", "SHIELD Android TV"), ("Roku", "Roku", "Roku Ultra"), ("Apple TV", "tvOS", "Apple TV 4K"),
        ("Smart TV", "webOS", "OLED55"), ("Smart TV", "Tizen", "Samsung TV"), ("iOS", "iOS", "iPhone"), ("Android", "Android", "Pixel"), ("iOS", "iOS", "iPad"),
        ("Desktop", "Windows", "PC"), ("Desktop", "macOS", "Mac"), ("Kodi", "Linux", "Kodi"), ("Chromecast", "Chromecast", "Chromecast Ultra"),
    ];

    public static async Task<IReadOnlyList<Person>> WriteAsync(ProductServices product, Catalogue catalogue, DataSetPlan plan, Chance chance, CancellationToken cancellationToken)
    {
        await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var begin = SiteDays.Start(plan.First, TimeZoneInfo.FindSystemTimeZoneById(DataSetPlan.Zone));
        var unknown = new List<long>();
        foreach (var server in catalogue.Servers)
        {
            unknown.Add(await PlayDimensions.DeviceAsync(db, server, new(), cancellationToken));
        }

        var people = new List<Person>(plan.People);
        for (var i = 0; i < plan.People; i++)
        {
            // Half of them were there from the beginning.
            var joined = i % 2 == 0 ? 0 : chance.Below(plan.Days * 9 / 10);
            var viewer = new Viewer { Name = Words.Member(i), CreatedAt = begin.AddDays(joined) };
            db.Viewers.Add(viewer);
            await db.SaveChangesAsync(cancellationToken);

            async Task<Account> AccountAsync(int server)
            {
                var user = new ServerUser { ServerId = catalogue.Servers[server], ExternalId = $"{(i * 7919) + server:x8}", ViewerId = viewer.Id, Name = viewer.Name, FirstSeenAt = begin.AddDays(joined) };
                db.ServerUsers.Add(user);
                await db.SaveChangesAsync(cancellationToken);
                var devices = new List<IReadOnlyList<Device>>();
                for (var d = chance.Between(1, 2); d > 0; d--)
                {
                    devices.Add(await DevicesAsync(db, catalogue.Servers[server], i, joined, plan, chance, cancellationToken));
                }

                return new(server, user.ServerId, user.Id.Value, devices, unknown[server]);
            }

            var first = chance.Below(10) switch { < 5 => 0, < 8 => 1, _ => 2 };
            var video = new List<Account> { await AccountAsync(first) };
            if (chance.Happens(0.15))
            {
                video.Add(await AccountAsync((first + 1) % Catalogue.AudiobookServer));
            }

            people.Add(new(
                joined, video, chance.Happens(0.4) ? await AccountAsync(Catalogue.AudiobookServer) : null, chance.Happens(0.3), $"192.168.{i / 200 % 250}.{20 + (i % 200)}",
                [.. Enumerable.Range(0, 3).Select(n => n == 2 && chance.Happens(0.3) ? $"2001:db8:{i:x}:{n}::{chance.Below(60_000):x}" : $"{(n == 0 ? "203.0.113" : "198.51.100")}.{chance.Between(1, 254)}")],
                chance.Happens(0.6) ? 0 : chance.Below(5)));
        }

        await transaction.CommitAsync(cancellationToken);
        return people;
    }

    /// <summary>One device: its app is updated every few years.</summary>
    private static async Task<IReadOnlyList<Device>> DevicesAsync(MediaInsightDb db, ServerId server, int person, int joined, DataSetPlan plan, Chance chance, CancellationToken cancellationToken)
    {
        var (client, platform, model) = chance.Of(Apps);
        var id = $"{chance.Below(int.MaxValue):x8}{person:x8}";
        var versions = new List<Device>();
        for (var (since, version) = (joined, chance.Between(1, 9)); since < plan.Days; since += chance.Between(500, 1500), version++)
        {
            var device = new DeviceRef { ExternalId = id, Name = $"{Words.First(person)}'s {model}", ClientName = client, ClientVersion = $"{version}.{chance.Below(20)}.{chance.Below(5)}", Platform = platform, PlatformVersion = $"{version + 8}", Model = model };
            versions.Add(new(await PlayDimensions.DeviceAsync(db, server, device, cancellationToken), device.DeviceType, since));
        }

        return versions;
    }
}
