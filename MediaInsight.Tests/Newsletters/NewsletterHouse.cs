using System.Net;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Newsletters;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Platform;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace MediaInsight.Tests.Newsletters;

/// <summary>The whole program with a real mail server, and what tests of newsletters need of both.</summary>
public abstract class NewsletterHouse : IAsyncLifetime
{
    private protected SmtpReceiver Mail { get; } = new();

    private protected SiteFactory App { get; } = SiteFactory.WithOwner(("MediaInsight:Site:Address", "https://media.example.org/insight"), ("MediaInsight:Site:TimeZone", "Europe/Berlin"));

    private protected Household Home { get; private set; } = null!;   // non-null: made before each test

    private protected int Channel { get; private set; }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected DateTimeOffset Now => App.Time.GetUtcNow();

    private protected T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        Home = new(Get<IDbContextFactory<MediaInsightDb>>());
        var saved = await Get<ChannelStore>().SaveAsync(
            new()
            {
                Name = "Mail",
                Kind = ChannelKind.Email,
                Values = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = $"{Mail.Port}", ["security"] = "none", ["from"] = "media@example.org" },
            },
            AuditContext.System,
            Token);
        Assert.Empty(saved.Problems);
        Channel = saved.Channel?.Id ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Mail.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Two films, a show with three episodes of two seasons, an album of two tracks, and a film that is not new.</summary>
    private protected List<MediaItem> Shelve(string? film = null)
    {
        using var db = Home.Db.CreateDbContext();
        var server = db.Servers.FirstOrDefault(s => s.Name == "Attic") ?? Home.Server("Attic");
        var library = db.Libraries.FirstOrDefault(l => l.ServerId == server.Id) ?? Home.Library(server, "Everything");
        List<MediaItem> items = film is null
            ?
            [
                Home.Item(server, MediaKind.Movie, "Stalker", year: 1979, addedAt: Now),
                Home.Item(server, MediaKind.Movie, "<img src=x onerror=alert(1)>", addedAt: Now.AddMinutes(-1)),
                Home.Item(server, MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1, addedAt: Now),
                Home.Item(server, MediaKind.Episode, "Two", show: "Severance", season: 1, episode: 2, addedAt: Now),
                Home.Item(server, MediaKind.Episode, "Three", show: "Severance", season: 2, episode: 1, addedAt: Now),
                Home.Item(server, MediaKind.Track, "A", show: "The Band", parent: "The Album", addedAt: Now),
                Home.Item(server, MediaKind.Track, "B", show: "The Band", parent: "The Album", addedAt: Now),
                Home.Item(server, MediaKind.Movie, "Old Film", addedAt: Now.AddDays(-60)),
            ]
            : [Home.Item(server, MediaKind.Movie, film, addedAt: Now)];
        var ids = items.Select(i => i.Id).ToList();
        db.MediaItems.Where(i => ids.Contains(i.Id)).ExecuteUpdate(s => s.SetProperty(i => i.LibraryId, library.Id).SetProperty(i => i.ListedAt, Now));
        return items;
    }

    private protected NewsletterDraft Draft(NewsletterKind kind, params string[] to) => new()
    {
        Name = "Household",
        Kind = kind,
        ChannelId = Channel,
        EveryDays = NewsletterSchedule.Weekly,

        // Tomorrow: what happens today is told in the next issue.
        OnDay = ((int)SiteDays.Of(Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DayOfWeek + 1) % 7,
        Recipients = [.. to.Select(a => new NewsletterRecipient(a))],
    };

    private protected async Task<int> SaveAsync(NewsletterDraft draft)
    {
        var (id, problems) = await Get<NewsletterStore>().SaveAsync(draft, AuditContext.System, Token);
        Assert.Empty(problems);
        return id ?? 0;
    }

    private protected async Task<Newsletter> FindAsync(int id) => await Get<NewsletterStore>().FindAsync(id, Token) ?? throw new InvalidOperationException("It was saved.");

    private protected static async Task<string> ReadAsync(Browser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        return WebUtility.HtmlDecode(await Browser.TextAsync(answer));
    }

    /// <summary>To shortly after the next issue.</summary>
    private protected void Jump(int id)
    {
        using var db = Home.Db.CreateDbContext();
        var newsletter = db.Newsletters.Single(n => n.Id == id);
        App.Time.Jump(NewsletterSchedule.Next(newsletter, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now).At - Now + TimeSpan.FromMinutes(5));
    }

    private protected Task<string> RunAsync() => App.Services.GetServices<IJob>().OfType<NewsletterJob>().Single().RunAsync(Token);

    private protected Task<int> UntilSentAsync() => Site.UntilAsync(
        async () =>
        {
            await using var db = Home.Db.CreateDbContext();
            return await db.NotificationDeliveries.CountAsync(d => d.State == DeliveryState.Queued || d.Request == null, Token);
        },
        waiting => waiting == 0);

    private protected async Task<List<ReceivedMail>> MailsAsync(int count)
    {
        await Site.UntilAsync(() => Task.FromResult(Mail.Mails.Count), n => n >= count);
        Assert.Equal(count, Mail.Mails.Count);
        return [.. Mail.Mails];
    }
}
