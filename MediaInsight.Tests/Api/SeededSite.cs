using System.Net;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

/// <summary>A running site with a small household: Ann and Ben, one server, films, a show, music, a book, and what they played in the last days.</summary>
public sealed class SeededSite : IAsyncLifetime
{
    public const string Formula = "=HYPERLINK(\"http://evil.example\",\"Free\")";

    public Site Site { get; private set; } = null!; // non-null: set before any test
    public HttpClient Admin { get; private set; } = null!; // non-null: set before any test

    /// <summary>Signed in, sees Ben's plays only.</summary>
    public HttpClient Ben { get; private set; } = null!; // non-null: set before any test

    public Household Home { get; private set; } = null!; // non-null: set before any test
    public Viewer AnnsPerson { get; private set; } = null!; // non-null: set before any test
    public ServerUser AnnsAccount { get; private set; } = null!; // non-null: set before any test
    public ServerUser BensAccount { get; private set; } = null!; // non-null: set before any test
    public DateOnly Today { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Site = Site.Start(("MediaInsight:Site:TimeZone", "UTC"));
        Seed();
        await Site.AddAccountAsync("ben-account", Roles.Viewer, BensAccount.ViewerId);
        Admin = Site.Api();
        Ben = await SignedIn.Async(Site, "ben-account");
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Ben.Dispose();
        await Site.DisposeAsync();
    }

    public static Task<JsonElement> ReadAsync(HttpClient http, string path) => SessionsApiTests.ReadAsync(http, path);

    public static Task<string> TextAsync(HttpClient http, string path) => http.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    public static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return response.StatusCode;
    }

    /// <summary>The fields that a 400 names.</summary>
    public async Task<string[]> RefusedAsync(string path)
    {
        using var response = await Admin.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{path} answered {response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement;
        return [.. problem.GetProperty("errors").EnumerateObject().Select(p => p.Name)];
    }

    private void Seed()
    {
        Home = new(Site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>());
        Today = SiteDays.Of(TimeProvider.System.GetUtcNow(), TimeZoneInfo.Utc);
        var server = Home.Server("Attic", ServerKind.Jellyfin);
        AnnsPerson = Home.Person("Ann");
        AnnsAccount = Home.Account(server, AnnsPerson);
        BensAccount = Home.Account(server, Home.Person("Ben"));
        var stalker = Home.Item(server, MediaKind.Movie, "Stalker", year: 1979);
        var formula = Home.Item(server, MediaKind.Movie, Formula, year: 2001);
        var episodes = Enumerable.Range(1, 3).Select(n => Home.Item(server, MediaKind.Episode, $"Part {n}", show: "Severance", parent: "Season 1", season: 1, episode: n)).ToList();
        var track = Home.Item(server, MediaKind.Track, "Blue in Green", show: "Miles Davis", parent: "Kind of Blue");
        var book = Home.Item(server, MediaKind.Audiobook, "Dune", show: "Frank Herbert");

        // Noons of past days: none reaches into another day, whenever the tests run.
        DateTimeOffset Noon(int daysAgo) => new DateTimeOffset(Today.AddDays(-daysAgo), new(12, 0), TimeSpan.Zero);
        var converted = Home.Play(AnnsAccount, stalker, Noon(1), TimeSpan.FromHours(2), TimeSpan.FromMinutes(110));
        Home.Play(AnnsAccount, formula, Noon(2), TimeSpan.FromHours(1));
        foreach (var (episode, n) in episodes.Select((e, n) => (e, n)))
        {
            Home.Play(AnnsAccount, episode, Noon(3).AddMinutes(50 * n), TimeSpan.FromMinutes(45));
        }

        var direct = Home.Play(BensAccount, stalker, Noon(1), TimeSpan.FromHours(1));
        Home.Play(BensAccount, track, Noon(4), TimeSpan.FromMinutes(5));
        Home.Play(BensAccount, book, Noon(40), TimeSpan.FromHours(3));
        Shelve(server, stalker, formula, episodes);
        Stream(converted, StreamDecision.Transcode);
        Stream(direct, StreamDecision.DirectPlay);
    }

    /// <summary>A library that lists the films and episodes, with a file each; the film with the formula has none.</summary>
    private void Shelve(MediaServer server, MediaItem stalker, MediaItem formula, List<MediaItem> episodes)
    {
        using var db = Home.Db.CreateDbContext();
        var library = new MediaLibrary { ServerId = server.Id, ExternalId = "shelf", Name = "Films & Shows" };
        db.Add(library);
        db.SaveChanges();
        foreach (var item in episodes.Append(stalker).Append(formula))
        {
            var stored = db.MediaItems.Find(item.Id)!; // non-null: it was just added
            (stored.SortTitle, stored.LibraryId, stored.AddedAt, stored.SizeBytes, stored.FileCount) = (item.Title.ToLowerInvariant(), library.Id, TimeProvider.System.GetUtcNow().AddDays(-50), 1_000_000_000, 1);
            stored.ListedAt = stored.AddedAt;
            stored.Genres = item.Kind == MediaKind.Movie ? "|Drama|Science Fiction|" : "|Thriller|";
            if (item != formula)
            {
                var is4K = item == stalker;
                db.Add(new MediaFile { MediaItemId = item.Id, Ordinal = 0, Resolution = is4K ? "2160p" : "1080p", Height = is4K ? 2160 : 1080, VideoCodec = is4K ? "hevc" : "h264", SizeBytes = 1_000_000_000 });
            }
        }

        db.SaveChanges();
    }

    private void Stream(Play play, StreamDecision decision)
    {
        var isConverted = decision == StreamDecision.Transcode;
        var file = new MediaFormat { VideoCodec = "hevc", AudioCodec = "eac3", Resolution = "2160p", Container = "mkv", BitrateKbps = 20_000 };
        var profile = StreamProfile.Of(new()
        {
            Decision = decision,
            Video = decision,
            Audio = decision,
            Source = file,
            Sent = isConverted ? new() { VideoCodec = "h264", AudioCodec = "aac", Resolution = "1080p", Container = "ts", BitrateKbps = 8_000 } : file,
            TranscodeReasons = isConverted ? "VideoCodecNotSupported" : null,
            HardwareEncoder = isConverted ? "vaapi" : null,
        });
        using var db = Home.Db.CreateDbContext();
        db.Add(profile);
        db.SaveChanges();
        var stored = db.Plays.Single(p => p.Number == play.Number);
        (stored.Decision, stored.StreamProfileId, stored.Completed, stored.Location) = (decision, profile.Id, true, NetworkLocation.Lan);
        if (isConverted)
        {
            db.Add(new TranscodeRecord { PlayNumber = play.Number, Ordinal = 0, StartedAt = play.StartedAt, EndedAt = play.StartedAt.AddMinutes(110), StreamProfileId = profile.Id });
            db.Add(new TranscodeRecord { PlayNumber = play.Number, Ordinal = 1, StartedAt = play.StartedAt.AddMinutes(111), EndedAt = play.StartedAt.AddMinutes(112), StreamProfileId = profile.Id, Failure = TranscodeFailure.EndedEarly });
        }

        db.SaveChanges();
    }
}
