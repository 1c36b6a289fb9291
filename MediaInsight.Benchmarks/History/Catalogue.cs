using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Benchmarks.History;

/// <summary>A title that can be played.</summary>
/// <param name="Format">Index into the formats of its sort.</param>
internal sealed record Playable(int Item, int Server, MediaKind Kind, int? Library, long? DurationMs, int Format, long AddedAtMs);

/// <summary>What people choose: a film, a show with its episodes in order, an album, a book, a podcast, a channel.</summary>
internal sealed record Work(int Number, MediaKind Kind, IReadOnlyList<Playable> Titles);

/// <summary>All of one kind on one server.</summary>
internal sealed record Shelf(IReadOnlyList<Work> Works, Weighted Popularity);

/// <summary>Four servers with their libraries, written as a reading of the libraries writes them.</summary>
internal sealed class Catalogue
{
    public const int AudiobookServer = 3;
    private const int Page = 50;

    private readonly Dictionary<(int Server, MediaKind Kind), Shelf> _shelves = [];

    /// <summary>Rows of servers, in the order of <see cref="ServerKind"/>'s use here: Plex, Jellyfin, Emby, Audiobookshelf.</summary>
    public IReadOnlyList<ServerId> Servers { get; private set; } = [];

    public Shelf? Of(int server, MediaKind kind) => _shelves.GetValueOrDefault((server, kind));

    public static async Task<Catalogue> WriteAsync(ProductServices product, DataSetPlan plan, Chance chance, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue();
        var now = SiteDays.Start(plan.Until.AddDays(1), TimeZoneInfo.FindSystemTimeZoneById(DataSetPlan.Zone));
        catalogue.Servers = await ServersAsync(product, plan, now, cancellationToken);
        var (works, titles) = (0, new TitleMaker(chance, plan, now));
        foreach (var library in TitleMaker.Libraries)
        {
            var lists = titles.Of(library);
            var id = library.Content == LibraryContent.LiveTv ? null : await LibraryAsync(product, catalogue.Servers[library.Server], library, now, cancellationToken);
            var items = await StoreAsync(product, catalogue.Servers[library.Server], id, [.. lists.SelectMany(w => w)], now, cancellationToken);
            var made = lists.Select(w => new Work(works++, library.Kind, [.. w.Where(i => !i.Media.Kind.IsContainer()).Select(i => new Playable(
                items[i.Media.ExternalId], library.Server, library.Kind, id?.Value, (long?)i.Duration?.TotalMilliseconds, titles.FormatOf(i), i.AddedAt?.ToUnixTimeMilliseconds() ?? 0))])).ToList();
            catalogue._shelves[(library.Server, library.Kind)] = new(made, Weighted.Zipf(made.Count, 0.75, chance));
            if (id is { } stored)
            {
                await ContainerSums.UpdateAsync(product.Databases, product.Get<DatabaseWriter>(), stored, cancellationToken);
            }
        }

        return catalogue;
    }

    /// <summary>Disabled: a program that is started on the data set must not look for them.</summary>
    private static async Task<IReadOnlyList<ServerId>> ServersAsync(ProductServices product, DataSetPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
        var servers = new[] { ServerKind.Plex, ServerKind.Jellyfin, ServerKind.Emby, ServerKind.Audiobookshelf }.Select(kind => new MediaServer
        {
            Kind = kind,
            Name = $"{kind} at home",
            Url = $"http://{kind.ToString().ToLowerInvariant()}.invalid/",
            EncryptedToken = "",
            Version = "1.0",
            IsEnabled = false,
            CreatedAt = now.AddDays(-plan.Days),
        }).ToList();
        db.Servers.AddRange(servers);
        await db.SaveChangesAsync(cancellationToken);
        return [.. servers.Select(s => s.Id)];
    }

    private static async Task<LibraryId?> LibraryAsync(ProductServices product, ServerId server, LibraryPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
        var library = new MediaLibrary { ServerId = server, ExternalId = plan.Name.ToLowerInvariant(), Name = plan.Name, Content = plan.Content, RefreshedAt = now };
        db.Libraries.Add(library);
        await db.SaveChangesAsync(cancellationToken);
        db.LibrarySyncStates.Add(new() { LibraryId = library.Id, LastFullAt = now, ChangedUntil = now });
        await db.SaveChangesAsync(cancellationToken);
        return library.Id;
    }

    /// <param name="library">Null: only sessions tell of them.</param>
    private static async Task<Dictionary<string, int>> StoreAsync(
        ProductServices product, ServerId server, LibraryId? library, List<LibraryItemSnapshot> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var numbers = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        foreach (var page in items.Chunk(Page))
        {
            await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (library is { } known)
            {
                var stored = await ListedItems.StoreAsync(db, server, known, [.. page.Select(ListedItem.Of)], now, cancellationToken);
                for (var i = 0; i < page.Length; i++)
                {
                    numbers[page[i].Media.ExternalId] = stored[i].Id.Value;
                }
            }
            else
            {
                foreach (var item in page)
                {
                    numbers[item.Media.ExternalId] = (await MediaItems.EnsureAsync(db, server, item.Media, item.Duration, item.AddedAt, cancellationToken)).Id.Value;
                }
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return numbers;
    }
}
