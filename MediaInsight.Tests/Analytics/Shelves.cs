using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>A library of films and one of shows, read by the server's connector, and what Ann and Ben played of them.</summary>
public sealed class Shelves : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private int _next;

    /// <param name="ann">Id of the person.</param>
    public Shelves(IDbContextFactory<MediaInsightDb>? database = null, int? ann = null, int? ben = null)
    {
        Home = new(database);
        Server = Home.Server("Attic", ServerKind.Jellyfin);
        (Ann, Ben) = (Home.Person("Ann", ann), Home.Person("Ben", ben));
        (AnnsAccount, BensAccount) = (Home.Account(Server, Ann), Home.Account(Server, Ben));
        Films = Library("Films", LibraryContent.Movies);
        Shows = Library("Shows", LibraryContent.Shows);

        Stalker = Add(Films, MediaKind.Movie, "Stalker", i => (i.SizeBytes, i.FileCount, i.AddedAt, i.Year) = (30_000_000_000, 2, Now.AddDays(-30), 1979), genres: "|Drama|Science Fiction|");
        File(Stalker, 0, "2160p", "HDR10", "hevc", 22_000_000_000);
        File(Stalker, 1, "1080p", "SDR", "h264", 8_000_000_000);
        Alien = Add(Films, MediaKind.Movie, "Alien", i => (i.SizeBytes, i.FileCount, i.AddedAt, i.Year) = (9_000_000_000, 1, Now.AddDays(-3), 1979));
        File(Alien, 0, "1080p", "SDR", "h264", 9_000_000_000);
        Hostile = Add(Films, MediaKind.Movie, Samples.Hostile, i => (i.SizeBytes, i.FileCount, i.AddedAt) = (1_000_000, 1, Now.AddDays(-300)), sort: "zzz");
        File(Hostile, 0, "480p", null, "mpeg4", 1_000_000);
        Gone = Add(Films, MediaKind.Movie, "Lost Film", i => (i.RemovedAt, i.SizeBytes, i.FileCount) = (Now.AddDays(-1), 5_000_000_000, 1));
        PlayedOnly = Add(Films, MediaKind.Movie, "Only Played", listed: false);

        Severance = Add(Shows, MediaKind.Show, "Severance", i => (i.SizeBytes, i.Year) = (3_000_000_000, 2022), external: "show");
        var seasons = new[] { 1, 2 }.Select(s => Add(Shows, MediaKind.Season, $"Season {s}", i => i.SizeBytes = s * 1_000_000_000L, external: $"season{s}", grandparent: "show", season: s)).ToList();
        Season = seasons[0];
        Episodes = [.. new[] { (1, 1), (1, 2), (2, 1) }.Select(e => Add(
            Shows, MediaKind.Episode, $"Part {e.Item1}.{e.Item2}", i => (i.SizeBytes, i.FileCount) = (1_000_000_000, 1), external: $"e{e.Item1}{e.Item2}", parent: $"season{e.Item1}", grandparent: "show",
            season: e.Item1, episode: e.Item2, show: "Severance"))];
        File(Episodes[0], 0, "1080p", "SDR", "hevc", 1_000_000_000);
        Other = Add(Shows, MediaKind.Show, "Andor", i => i.SizeBytes = 10, external: "other");
    }

    public Household Home { get; }
    public MediaServer Server { get; }
    public Viewer Ann { get; }
    public Viewer Ben { get; }
    public ServerUser AnnsAccount { get; }
    public ServerUser BensAccount { get; }
    public MediaLibrary Films { get; }
    public MediaLibrary Shows { get; }
    public MediaItem Stalker { get; }
    public MediaItem Alien { get; }
    public MediaItem Hostile { get; }
    public MediaItem Gone { get; }
    public MediaItem PlayedOnly { get; }
    public MediaItem Severance { get; }
    public MediaItem Other { get; }
    public MediaItem Season { get; }

    /// <summary>Two of the first season, one of the second.</summary>
    public IReadOnlyList<MediaItem> Episodes { get; }

    /// <summary>Ann: Stalker in two sittings and the first episode; Ben: half of Alien, both episodes of the first season, one of them twice.</summary>
    public Shelves Watched()
    {
        var first = Home.Play(AnnsAccount, Stalker, Now.AddDays(-200), TimeSpan.FromHours(1));
        var second = Home.Play(AnnsAccount, Stalker, Now.AddDays(-199), TimeSpan.FromHours(1.5), resumes: first);
        Change(db => db.Plays.Where(p => p.Number == first.Number).ExecuteUpdate(s => s.SetProperty(p => p.PercentPermille, 400)));
        Change(db => db.Plays.Where(p => p.Number == second.Number).ExecuteUpdate(s => s.SetProperty(p => p.PercentPermille, 990).SetProperty(p => p.Completed, true)));
        Home.Play(AnnsAccount, Episodes[0], Now.AddDays(-5), TimeSpan.FromMinutes(45));
        var half = Home.Play(BensAccount, Alien, Now.AddDays(-2), TimeSpan.FromHours(1));
        Change(db => db.Plays.Where(p => p.Number == half.Number).ExecuteUpdate(s => s.SetProperty(p => p.PercentPermille, 520)));
        Home.Play(BensAccount, Episodes[0], Now.AddDays(-4), TimeSpan.FromMinutes(45));
        Home.Play(BensAccount, Episodes[0], Now.AddDays(-3), TimeSpan.FromMinutes(45));
        var done = Home.Play(BensAccount, Episodes[1], Now.AddDays(-1), TimeSpan.FromMinutes(45));
        Change(db => db.Plays.Where(p => p.Number == done.Number).ExecuteUpdate(s => s.SetProperty(p => p.PercentPermille, 1000).SetProperty(p => p.Completed, true)));
        Home.Play(BensAccount, Stalker, Now.AddHours(-2), TimeSpan.FromSeconds(20), isShort: true);
        return this;
    }

    public void Change(Action<MediaInsightDb> change)
    {
        using var db = Home.Db.CreateDbContext();
        change(db);
        db.SaveChanges();
    }

    public MediaItem Add(
        MediaLibrary library, MediaKind kind, string title, Action<MediaItem>? with = null, string? external = null, string? parent = null, string? grandparent = null, int? season = null, int? episode = null,
        string? show = null, bool listed = true, string? sort = null, string? genres = null)
    {
        var item = new MediaItem
        {
            ServerId = Server.Id,
            ExternalId = external ?? $"x{++_next}",
            Fingerprint = ++_next,
            Kind = kind,
            Title = title,
            GrandparentTitle = show,
            SeasonNumber = season,
            EpisodeNumber = episode,
            ParentExternalId = parent,
            GrandparentExternalId = grandparent,
            LibraryId = library.Id,
            SearchText = Folding.Fold($"{title} {show}"),
            SortTitle = listed ? sort ?? Folding.Fold(title) : null,
            ListedAt = listed ? Now : null,
            Genres = genres,
        };
        with?.Invoke(item);
        Change(db => db.Add(item));
        return item;
    }

    public void File(MediaItem item, int ordinal, string? resolution, string? range, string? codec, long size) => Change(db => db.Add(new MediaFile
    {
        MediaItemId = item.Id,
        Ordinal = ordinal,
        Path = $"/media/{item.Id}/{ordinal}.mkv",
        SizeBytes = size,
        Resolution = resolution,
        Height = resolution is null ? null : int.Parse(resolution.TrimEnd('p'), System.Globalization.CultureInfo.InvariantCulture),
        DynamicRange = range,
        VideoCodec = codec,
    }));

    public void Dispose() => Home.Dispose();

    public MediaLibrary Library(string name, LibraryContent content)
    {
        var library = new MediaLibrary { ServerId = Server.Id, ExternalId = name, Name = name, Content = content, RefreshedAt = Now };
        Change(db => db.Add(library));
        return library;
    }
}
