using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

/// <summary>A running site with more people, titles, plays and conversions than any list shows unless asked for more, some of them today, some long ago.</summary>
public sealed class CrowdedSite : IAsyncLifetime
{
    public Site Site { get; private set; } = null!; // non-null: set before any test
    public HttpClient Admin { get; private set; } = null!; // non-null: set before any test
    public Household Home { get; private set; } = null!; // non-null: set before any test
    public DateOnly Today { get; private set; }

    /// <summary>The first saw every film; each of the others one of them, four times.</summary>
    public List<Viewer> People { get; private set; } = null!; // non-null: set before any test

    public static int Kbps => 8_000;

    public ValueTask InitializeAsync()
    {
        Site = Site.Start(("MediaInsight:Site:TimeZone", "UTC"));
        Admin = Site.Api();
        Today = SiteDays.Of(TimeProvider.System.GetUtcNow(), TimeZoneInfo.Utc);
        Home = new(Site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>());
        Seed();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Site.DisposeAsync();
    }

    public List<Play> Of(Viewer person, int days = 100_000) => [.. Last(days).Where(p => Home.People[p.UserId].Id == person.Id)];

    /// <summary>Plays of today and the days before.</summary>
    public List<Play> Last(int days) => [.. Home.Plays.Where(p => DateOnly.FromDateTime(p.StartedAt.UtcDateTime) > Today.AddDays(-days))];

    public static double Hours(IEnumerable<Play> plays) => plays.Sum(p => p.WatchedMs) / 3_600_000.0;

    private void Seed()
    {
        var server = Home.Server("Attic", ServerKind.Jellyfin);
        People = [.. Enumerable.Range(1, 12).Select(n => Home.Person($"Person {n:00}"))];
        var accounts = People.ConvertAll(p => Home.Account(server, p));
        var films = Enumerable.Range(1, 12).Select(n => Home.Item(server, MediaKind.Movie, $"Film {n:00}", year: 2000 + n, genres: n % 2 == 0 ? "|Drama|" : "|Comedy|")).ToList();
        for (var n = 0; n < 12; n++)
        {
            Add(accounts[0], films[n], n + 1, 61 + n, StreamDecision.Transcode);
            for (var again = 0; n > 0 && again < 4; again++)
            {
                Add(accounts[n], films[n], 2 + (7 * again), (10 * n) + again, n % 2 == 0 ? StreamDecision.Transcode : StreamDecision.DirectPlay, failed: n == 2);
            }
        }

        Add(accounts[0], Home.Item(server, MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1, genres: "|Comedy|"), 3, 45, StreamDecision.DirectStream);
        Add(accounts[0], films[0], 40, 30, StreamDecision.DirectPlay);
        Add(accounts[0], films[0], 400, 30, StreamDecision.DirectPlay);

        // Of everything ever this person saw the most; of the last days not.
        Add(accounts[11], films[2], 45, 600, StreamDecision.Transcode);
        Add(accounts[1], films[1], 0, 20, StreamDecision.Transcode, failed: true);
        Add(accounts[1], films[1], 0, 10, StreamDecision.DirectStream);
        Add(accounts[2], films[2], 0, 15, StreamDecision.DirectPlay);
    }

    private void Add(ServerUser user, Libraries.MediaItem film, int daysAgo, int minutes, StreamDecision decision, bool failed = false)
    {
        // Noons of their days, a minute apart: none reaches into another day, whenever the tests run.
        var start = new DateTimeOffset(Today.AddDays(-daysAgo), new(12, 0), TimeSpan.Zero).AddMinutes(Home.Plays.Count);
        var play = Home.Play(user, film, start, TimeSpan.FromMinutes(minutes), stream: new()
        {
            Decision = decision,
            Video = decision,
            HardwareEncoder = user.Id.Value % 3 == 0 ? "vaapi" : null,
            Source = new() { VideoCodec = user.Id.Value % 2 == 0 ? "hevc" : "h264", BitrateKbps = Kbps },
        });
        if (decision == StreamDecision.Transcode)
        {
            using var db = Home.Db.CreateDbContext();
            db.Add(new TranscodeRecord
            {
                PlayNumber = play.Number,
                Ordinal = 0,
                StartedAt = start,
                EndedAt = start.AddMinutes(minutes),
                StreamProfileId = play.StreamProfileId,
                Failure = failed ? TranscodeFailure.EndedEarly : null,
            });
            db.SaveChanges();
        }
    }
}
