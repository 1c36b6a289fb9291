using System.Net;
using System.Security.Claims;
using Bunit;
using MediaInsight.Analytics.Reports;
using MediaInsight.Components.Pages.Newsletters;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Events;
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
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace MediaInsight.Tests.Newsletters;

/// <summary>From the job to the bytes of the mail: the whole program with a real mail server.</summary>
public sealed class NewsletterTests : IAsyncLifetime
{
    private readonly SmtpReceiver _mail = new();
    private readonly SiteFactory _site = SiteFactory.WithOwner(("MediaInsight:Site:Address", "https://media.example.org/insight"), ("MediaInsight:Site:TimeZone", "Europe/Berlin"));
    private Household _home = null!;
    private int _channel;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _site.Time.GetUtcNow();

    private T Get<T>() where T : notnull => _site.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        _home = new(Get<IDbContextFactory<MediaInsightDb>>());
        var saved = await Get<ChannelStore>().SaveAsync(
            new()
            {
                Name = "Mail",
                Kind = ChannelKind.Email,
                Values = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = $"{_mail.Port}", ["security"] = "none", ["from"] = "media@example.org" },
            },
            AuditContext.System,
            Token);
        Assert.Empty(saved.Problems);
        _channel = saved.Channel?.Id ?? 0;
    }

    [Fact]
    public async Task What_is_new_goes_to_everybody_once_until_they_unsubscribe()
    {
        var films = Shelve();
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org", "bob@example.org"));
        Jump(id);

        Assert.Equal("Household: 2 mails.", await RunAsync());
        Assert.Equal("Nothing was due.", await RunAsync());
        var mails = await MailsAsync(2);

        Assert.Equal([["ann@example.org"], ["bob@example.org"]], mails.Select(m => m.To.ToArray()));
        var mail = mails[0];
        Assert.Equal("New in the libraries: Films (2), Shows (1), Music (1)", mail.Header("Subject"));
        Assert.Matches($@"^<newsletter\.{id}\.\d{{4}}-\d\d-\d\d\.[0-9a-f]{{16}}\.[0-9a-f]{{24}}@example\.org>$", mail.Header("Message-ID"));
        var html = mail.Part("text/html");
        Assert.Contains($"<a href=\"https://media.example.org/insight/items/{films[0].Id}\"", html, StringComparison.Ordinal);
        Assert.Contains("Stalker (1979)", html, StringComparison.Ordinal);
        Assert.Contains("Season 1 · Season 2 · 3 episodes", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Old Film", html, StringComparison.Ordinal);
        Assert.Contains("* Severance (Season 1 · Season 2 · 3 episodes)", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("* The Album (The Band · 2 tracks)", mail.Part("text/plain"), StringComparison.Ordinal);

        // Looking at the link changes nothing; the one click of a mail program does.
        var link = mail.Header("List-Unsubscribe")?.Trim('<', '>') ?? "";
        Assert.StartsWith("https://media.example.org/insight/newsletters/opt-out/", link, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));

        // Whoever reads the log of messages cannot unsubscribe anybody.
        await UntilSentAsync();
        await using var db = _home.Db.CreateDbContext();
        var kept = await db.NotificationDeliveries.Where(d => d.Topic == NewsletterSending.Topic).Select(d => d.Request).ToListAsync(Token);
        Assert.Equal(2, kept.Count);
        Assert.All(kept, k => Assert.Contains("/newsletters/opt-out/***", k?.Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.All(kept, k => Assert.DoesNotContain(link[^40..], k?.Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var path = link.Replace("https://media.example.org/insight/", "/", StringComparison.Ordinal);
        using var anonymous = _site.CreateClient();
        Assert.Contains("No longer get “Household”?", WebUtility.HtmlDecode(await anonymous.GetStringAsync(new Uri(path, UriKind.Relative), Token)), StringComparison.Ordinal);
        Assert.Empty(await Get<OptOuts>().OfAsync(id, Token));
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var left = await anonymous.PostAsync(new Uri(path, UriKind.Relative), click, Token);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);

        Shelve("Alien");
        Jump(id);
        Assert.Equal("Household: 1 mail, 1 opted out.", await RunAsync());
        Assert.Equal(["bob@example.org"], (await MailsAsync(3))[2].To);
    }

    [Fact]
    public async Task A_link_of_another_making_is_not_found_and_all_means_all()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org"));
        var path = new Uri(Get<OptOuts>().Link(id, "Ann@Example.org")?.Replace("https://media.example.org/insight/", "/", StringComparison.Ordinal) ?? "", UriKind.Relative);
        using var anonymous = _site.CreateClient();

        using var broken = await anonymous.GetAsync(new Uri(path.OriginalString[..^3] + "abc", UriKind.Relative), Token);
        using var brokenClick = await anonymous.PostAsync(new Uri("/newsletters/opt-out/nonsense", UriKind.Relative), null, Token);
        using var all = new FormUrlEncodedContent([new("all", "1")]);
        using var left = await anonymous.PostAsync(path, all, Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (broken.StatusCode, brokenClick.StatusCode, left.StatusCode));
        Assert.Equal(Convert.ToHexString(NewsletterRecipient.HashOf("ann@example.org")), Assert.Single(await Get<OptOuts>().OfAsync(id + 1000, Token)));
    }

    [Fact]
    public async Task The_page_to_unsubscribe_speaks_the_newsletters_language()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org") with { Culture = "de-DE" });
        var path = new Uri(Get<OptOuts>().Link(id, "ann@example.org")?.Replace("https://media.example.org/insight/", "/", StringComparison.Ordinal) ?? "", UriKind.Relative);
        using var anonymous = _site.CreateClient();

        var ask = WebUtility.HtmlDecode(await anonymous.GetStringAsync(path, Token));
        using var click = new FormUrlEncodedContent([new("all", "1")]);
        using var left = await anonymous.PostAsync(path, click, Token);
        using var wrong = await anonymous.GetAsync(new Uri("/newsletters/opt-out/nonsense", UriKind.Relative), Token);

        Assert.Contains("<html lang=\"de\">", ask, StringComparison.Ordinal);
        Assert.Contains("“Household” nicht mehr erhalten?", ask, StringComparison.Ordinal);
        Assert.Contains("Von dieser Seite kommen keine Newsletter mehr.", WebUtility.HtmlDecode(await left.Content.ReadAsStringAsync(Token)), StringComparison.Ordinal);
        Assert.Contains("This link is not valid", await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owners_report_compares_the_week_with_the_one_before_in_the_owners_language()
    {
        var films = Shelve();
        var server = _home.Server("Cellar");
        var (ann, bob) = (_home.Account(server, _home.Person("Ann")), _home.Account(server, _home.Person("Bob")));
        var film = _home.Item(server, MediaKind.Movie, "Solaris");
        var broken = _home.Play(ann, film, Now.AddHours(-5), TimeSpan.FromHours(2));
        _home.Play(bob, film, Now.AddHours(-9), TimeSpan.FromHours(1));
        _home.Play(ann, film, Now.AddDays(-8), TimeSpan.FromHours(1));
        await Get<EventLog>().RecordAsync(new() { Topic = EventTopics.JobFailed, At = Now, Facts = "{}" }, Token);
        await Get<DatabaseWriter>().RunAsync((db, _) =>
        {
            db.Add(Conversion(broken, 0, TranscodeFailure.EndedEarly));
            db.Add(Conversion(broken, 1, null));
            return Task.CompletedTask;
        }, Token);
        var id = await SaveAsync(Draft(NewsletterKind.OwnerReport, "olga@example.org") with { Culture = "de-DE" });
        Jump(id);

        Assert.Equal("Household: 1 mail.", await RunAsync());

        var text = (await MailsAsync(1))[0].Part("text/plain").ReplaceLineEndings("\n");
        Assert.NotEmpty(films);
        Assert.Contains("Wiedergaben: 2 (+100 %)\nSehdauer: 3 Std. 0 Min. (+200 %)\nAktive Personen: 2 (+100 %)\n", text, StringComparison.Ordinal);
        Assert.Contains("Neue Titel: 7\n", text, StringComparison.Ordinal);
        Assert.Contains("* Solaris: 3 Std. 0 Min.\n", text, StringComparison.Ordinal);
        Assert.Contains("* Ann: 2 Std. 0 Min.\n* Bob: 1 Std. 0 Min.\n", text, StringComparison.Ordinal);
        Assert.Contains("* Gescheiterte Umwandlungen: 1\n* Gescheiterte Aufgaben: 1\n", text, StringComparison.Ordinal);
        Assert.Contains("Abbestellen: https://media.example.org/insight/newsletters/opt-out/", text, StringComparison.Ordinal);
    }

    private static TranscodeRecord Conversion(Play play, int ordinal, TranscodeFailure? failure) => new()
    {
        PlayNumber = play.Number,
        Ordinal = ordinal,
        StartedAt = play.StartedAt,
        EndedAt = play.StartedAt,
        StreamProfileId = play.StreamProfileId,
        Failure = failure,
    };

    [Fact]
    public async Task A_year_in_review_tells_each_person_of_their_own_plays_only()
    {
        var server = _home.Server("Cellar");
        var (ann, bob) = (_home.Person("Ann"), _home.Person("Bob"));
        var (annsAccount, bobsAccount) = (_home.Account(server, ann), _home.Account(server, bob));
        var id = await SaveAsync(Draft(NewsletterKind.YearInReview, "ann@example.org", "carl@example.org") with
        {
            OnDay = 2,
            Recipients = [new("ann@example.org", Viewer: ann.Id.Value), new("carl@example.org", Viewer: _home.Person("Carl").Id.Value)],
        });
        var issue = NewsletterSchedule.Next(await FindAsync(id), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now);
        _home.Play(annsAccount, _home.Item(server, MediaKind.Movie, "Annas Film"), new DateTimeOffset(issue.Day.Year - 1, 6, 1, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2));
        _home.Play(bobsAccount, _home.Item(server, MediaKind.Movie, "Bobs Film"), new DateTimeOffset(issue.Day.Year - 1, 6, 1, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(3));
        Jump(id);

        // Carl watched nothing: he gets no mail.
        Assert.Equal("Household: 1 mail.", await RunAsync());

        var mail = (await MailsAsync(1))[0];
        Assert.Equal(["ann@example.org"], mail.To);
        Assert.Equal($"Ann: the year {issue.Day.Year - 1}", mail.Header("Subject"));
        Assert.Contains("Annas Film", mail.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("Bob", mail.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_report_comes_as_a_table_and_as_its_csv_with_its_owners_eyes()
    {
        var server = _home.Server("Cellar");
        var ann = _home.Account(server, _home.Person("Ann"));
        _home.Play(ann, _home.Item(server, MediaKind.Movie, "Stalker", year: 1979), Now.AddHours(-5), TimeSpan.FromHours(2));
        _home.Play(ann, _home.Item(server, MediaKind.Movie, "=1+1"), Now.AddHours(-2), TimeSpan.FromHours(1));
        await using var db = _home.Db.CreateDbContext();
        var owner = await db.Users.OrderBy(u => u.Id).Select(u => u.Id).FirstAsync(Token);
        var report = (await Get<SavedReports>().AddAsync(owner, "Films, most", "split=title&then=viewer&measure=watch-time&range=30d", Token))!.Value; // non-null: it has few
        var draft = Draft(NewsletterKind.SavedReport, "ann@example.org") with { ReportId = report };
        Assert.Equal("report", Assert.Single((await Get<NewsletterStore>().SaveAsync(draft, AuditContext.System, Token)).Problems).Field);
        var (id, problems) = await Get<NewsletterStore>().SaveAsync(draft, new("olga", owner, null), Token);
        Assert.Empty(problems);
        Jump(id!.Value); // non-null: no problems

        Assert.Equal("Household: 1 mail.", await RunAsync());

        var mail = (await MailsAsync(1))[0];
        Assert.Contains("<title>Films, most, ", mail.Part("text/html"), StringComparison.Ordinal);
        Assert.StartsWith("multipart/mixed;", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("* Stalker (Ann: 2 h 0 min): 2 h 0 min", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("Watch time: 3 h 0 min", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("Content-Disposition: attachment; filename=\"films--most-", mail.Content, StringComparison.Ordinal);
        var file = mail.Part("text/csv").TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("id,label,detail,part_id,part,plays,watched_seconds,bytes_estimate,direct_plays,direct_streams,transcodes,completed", file[0]);
        Assert.Contains(",Stalker,,", file[1], StringComparison.Ordinal);
        Assert.Contains(",Ann,1,7200,", file[1], StringComparison.Ordinal);
        Assert.Contains(",\"'=1+1\",", file[2], StringComparison.Ordinal);

        // Gone with the report: nothing to tell, and the newsletter is still there.
        await Get<SavedReports>().DeleteAsync(owner, report, Token);
        Jump(id.Value);
        Assert.Equal("Household: there was nothing to tell.", await RunAsync());
        Assert.Null((await FindAsync(id.Value)).ReportId);
    }

    [Fact]
    public async Task Nothing_new_is_no_mail_and_one_to_me_comes_besides_the_schedule()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org"));
        Jump(id);
        Assert.Equal("Household: there was nothing to tell.", await RunAsync());
        Shelve();
        _site.Time.Jump(TimeSpan.FromDays(1));
        var before = (await FindAsync(id)).LastSentAt;

        Assert.True(await Get<NewsletterSending>().SendNowAsync(await FindAsync(id), new("me@example.org"), Token));

        Assert.Equal(["me@example.org"], (await MailsAsync(1))[0].To);
        Assert.Equal(before, (await FindAsync(id)).LastSentAt);
        Assert.Single(await Get<NewsletterStore>().MailsAsync(id, Token));
        Assert.Empty(await Get<NewsletterStore>().MailsAsync(id + 1, Token));
    }

    [Fact]
    public async Task An_issue_waits_for_its_channel_and_is_told_to_be_skipped_when_that_stays_away()
    {
        Shelve();
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org"));
        await Get<ChannelStore>().SetEnabledAsync(_channel, false, AuditContext.System, Token);
        Jump(id);
        Assert.Equal("Household: its channel is missing or switched off.", await RunAsync());
        await RunAsync();
        var waits = Assert.Single(await Get<NewsletterStore>().MailsAsync(id, Token));
        Assert.Equal((DeliveryState.Dropped, "Household", null), (waits.State, waits.Title, waits.EndedAt));
        Assert.Contains("sent when it is back within 3 days", waits.Error, StringComparison.Ordinal);

        // Back after two days, and away at the next issue for longer.
        _site.Time.Jump(TimeSpan.FromDays(2));
        await Get<ChannelStore>().SetEnabledAsync(_channel, true, AuditContext.System, Token);
        Assert.Equal("Household: 1 mail.", await RunAsync());
        Assert.Equal("Nothing was due.", await RunAsync());
        Assert.Contains("Stalker (1979)", (await MailsAsync(1))[0].Part("text/html"), StringComparison.Ordinal);
        Assert.Single(await Get<NewsletterStore>().MailsAsync(id, Token), m => m.Error is null);

        await Get<ChannelStore>().SetEnabledAsync(_channel, false, AuditContext.System, Token);
        Shelve("Alien");
        Jump(id);
        await RunAsync();
        _site.Time.Jump(TimeSpan.FromDays(3));
        Assert.Matches(@"^Household: the issue of \d{4}-\d\d-\d\d was skipped\.$", await RunAsync());
        Assert.Equal("Nothing was due.", await RunAsync());
        Assert.Equal("Skipped: its channel was off or missing for 3 days.", (await Get<NewsletterStore>().MailsAsync(id, Token))[0].Error);

        // What came meanwhile is in the next one.
        await Get<ChannelStore>().SetEnabledAsync(_channel, true, AuditContext.System, Token);
        Jump(id);
        Assert.Equal("Household: 1 mail.", await RunAsync());
        Assert.Contains("Alien", (await MailsAsync(2))[1].Part("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_mail_and_sends_nothing()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org") with { Intro = "Dear all" });
        Assert.Null(await Get<NewsletterSending>().PreviewAsync(await FindAsync(id), null, Token));
        Shelve();
        _site.Time.Jump(TimeSpan.FromDays(1));

        var preview = await Get<NewsletterSending>().PreviewAsync(await FindAsync(id), null, Token);

        Assert.NotNull(preview);
        Assert.Equal("New in the libraries: Films (2), Shows (1), Music (1)", preview.Value.Subject);
        Assert.All([preview.Value.Html, preview.Value.Text], p => Assert.Contains("Stalker (1979)", p, StringComparison.Ordinal));
        Assert.Contains("Dear all", preview.Value.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("opt-out", preview.Value.Html, StringComparison.Ordinal);
        Assert.Empty(_mail.Mails);
    }

    [Fact]
    public async Task The_preview_stands_in_a_frame_that_runs_nothing()
    {
        Shelve();
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org"));
        _site.Time.Jump(TimeSpan.FromDays(1));
        await using var browser = new BunitContext();
        browser.JSInterop.Mode = JSRuntimeMode.Loose;
        browser.Services.AddSingleton<TimeProvider>(_site.Time);
        browser.Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin" });
        browser.Services.AddUi();
        await using var scope = _site.Services.CreateAsyncScope();
        browser.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        var page = browser.Render<NewsletterPage>(p => p.Add(x => x.Id, id).AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal()))));
        page.WaitForState(() => page.FindAll("button").Any(IsPreview), TimeSpan.FromSeconds(20));

        await page.FindAll("button").Single(IsPreview).ClickAsync(new());
        page.WaitForState(() => page.FindAll("iframe").Count == 1, TimeSpan.FromSeconds(20));

        var frame = page.Find("iframe");
        var mail = frame.GetAttribute("srcdoc");
        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Null(frame.GetAttribute("src"));
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", mail, StringComparison.Ordinal);
        Assert.All(["<script", "<img", "javascript:", " onerror=\""], bad => Assert.DoesNotContain(bad, mail, StringComparison.OrdinalIgnoreCase));

        static bool IsPreview(AngleSharp.Dom.IElement button) => button.TextContent.Trim() == "Preview";
    }

    [Fact]
    public async Task Only_chosen_libraries_are_told_of()
    {
        Shelve();
        await using var db = _home.Db.CreateDbContext();
        var attic = await db.Servers.SingleAsync(s => s.Name == "Attic", Token);
        var other = _home.Library(attic, "Other");
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org") with { Libraries = [other.Id] });
        Jump(id);

        Assert.Equal("Household: there was nothing to tell.", await RunAsync());
    }

    [Fact]
    public async Task The_month_and_the_households_year_are_told_as_such()
    {
        var server = _home.Server("Cellar");
        var ann = _home.Account(server, _home.Person("Ann"));
        _home.Play(ann, _home.Item(server, MediaKind.Movie, "Solaris"), Now.AddHours(-5), TimeSpan.FromHours(2));
        var month = await SaveAsync(Draft(NewsletterKind.OwnerReport, "olga@example.org") with { EveryDays = NewsletterSchedule.Monthly, OnDay = 1 });
        Jump(month);

        Assert.Equal("Household: 1 mail.", await RunAsync());

        var report = (await MailsAsync(1))[0];
        Assert.Contains("The month on the servers", report.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("Plays: 1", report.Part("text/plain"), StringComparison.Ordinal);

        var year = await SaveAsync(Draft(NewsletterKind.YearInReview, "ann@example.org") with { Name = "Review", OnDay = 1 });
        var issue = NewsletterSchedule.Next(await FindAsync(year), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now);
        _home.Play(ann, _home.Item(server, MediaKind.Movie, "Last year"), new DateTimeOffset(issue.Day.Year - 1, 6, 1, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2));
        Jump(year);
        Assert.Contains("Review: 1 mail.", await RunAsync(), StringComparison.Ordinal);
        await Site.UntilAsync(() => Task.FromResult(_mail.Mails.ToList()), all => all.Exists(m => m.Header("Subject") == $"The year {issue.Day.Year - 1}"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_newsletter_is_said_at_its_field()
    {
        var store = Get<NewsletterStore>();
        var good = Draft(NewsletterKind.RecentlyAdded, "ann@example.org");
        async Task<string> Of(NewsletterDraft draft) => string.Join(',', (await store.SaveAsync(draft, AuditContext.System, Token)).Problems.Select(p => p.Field));

        Assert.Equal("name", await Of(good with { Name = " " }));
        Assert.Equal("day", await Of(good with { OnDay = 9 }));
        Assert.Equal("day", await Of(good with { EveryDays = 3 }));
        Assert.Equal("channel", await Of(good with { ChannelId = null }));
        Assert.Equal("channel", await Of(good with { ChannelId = 99 }));
        Assert.Equal("culture", await Of(good with { Culture = "xx-nowhere" }));
        Assert.Equal("recipients", await Of(good with { Recipients = [] }));
        Assert.Equal("recipients", await Of(good with { Recipients = [new("ann@example.org>\r\nDATA")] }));
        Assert.Equal("recipients", await Of(good with { Recipients = [new("ann@example.org"), new("ANN@example.org")] }));
        Assert.Equal("", await Of(good));
    }

    [Fact]
    public async Task The_pages_show_list_and_form()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org") with { Intro = "Dear all" });
        var browser = _site.Browse();
        using var signedIn = await browser.SignInAsync(SiteFactory.OwnerName);

        var list = await ReadAsync(browser, "newsletters");
        var form = await ReadAsync(browser, $"newsletters/{id}");
        var missing = await ReadAsync(browser, "newsletters/999");

        Assert.Contains("Household", list, StringComparison.Ordinal);
        Assert.Contains("ann@example.org", form, StringComparison.Ordinal);
        Assert.Contains("Dear all", form, StringComparison.Ordinal);
        Assert.Contains("There is no such newsletter", missing, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _mail.DisposeAsync();
    }

    /// <summary>Two films, a show with three episodes of two seasons, an album of two tracks, and a film that is not new.</summary>
    private List<MediaItem> Shelve(string? film = null)
    {
        using var db = _home.Db.CreateDbContext();
        var server = db.Servers.FirstOrDefault(s => s.Name == "Attic") ?? _home.Server("Attic");
        var library = db.Libraries.FirstOrDefault(l => l.ServerId == server.Id) ?? _home.Library(server, "Everything");
        List<MediaItem> items = film is null
            ?
            [
                _home.Item(server, MediaKind.Movie, "Stalker", year: 1979, addedAt: Now),
                _home.Item(server, MediaKind.Movie, "<img src=x onerror=alert(1)>", addedAt: Now.AddMinutes(-1)),
                _home.Item(server, MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1, addedAt: Now),
                _home.Item(server, MediaKind.Episode, "Two", show: "Severance", season: 1, episode: 2, addedAt: Now),
                _home.Item(server, MediaKind.Episode, "Three", show: "Severance", season: 2, episode: 1, addedAt: Now),
                _home.Item(server, MediaKind.Track, "A", show: "The Band", parent: "The Album", addedAt: Now),
                _home.Item(server, MediaKind.Track, "B", show: "The Band", parent: "The Album", addedAt: Now),
                _home.Item(server, MediaKind.Movie, "Old Film", addedAt: Now.AddDays(-60)),
            ]
            : [_home.Item(server, MediaKind.Movie, film, addedAt: Now)];
        var ids = items.Select(i => i.Id).ToList();
        db.MediaItems.Where(i => ids.Contains(i.Id)).ExecuteUpdate(s => s.SetProperty(i => i.LibraryId, library.Id).SetProperty(i => i.ListedAt, Now));
        return items;
    }

    private NewsletterDraft Draft(NewsletterKind kind, params string[] to) => new()
    {
        Name = "Household",
        Kind = kind,
        ChannelId = _channel,
        EveryDays = NewsletterSchedule.Weekly,

        // Tomorrow: what happens today is told in the next issue.
        OnDay = ((int)SiteDays.Of(Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DayOfWeek + 1) % 7,
        Recipients = [.. to.Select(a => new NewsletterRecipient(a))],
    };

    private async Task<int> SaveAsync(NewsletterDraft draft)
    {
        var (id, problems) = await Get<NewsletterStore>().SaveAsync(draft, AuditContext.System, Token);
        Assert.Empty(problems);
        return id ?? 0;
    }

    private async Task<Newsletter> FindAsync(int id) => await Get<NewsletterStore>().FindAsync(id, Token) ?? throw new InvalidOperationException("It was saved.");

    private static async Task<string> ReadAsync(Browser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        return WebUtility.HtmlDecode(await Browser.TextAsync(answer));
    }

    /// <summary>To shortly after the next issue.</summary>
    private void Jump(int id)
    {
        using var db = _home.Db.CreateDbContext();
        var newsletter = db.Newsletters.Single(n => n.Id == id);
        _site.Time.Jump(NewsletterSchedule.Next(newsletter, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now).At - Now + TimeSpan.FromMinutes(5));
    }

    private Task<string> RunAsync() => _site.Services.GetServices<IJob>().OfType<NewsletterJob>().Single().RunAsync(Token);

    private Task<int> UntilSentAsync() => Site.UntilAsync(
        async () =>
        {
            await using var db = _home.Db.CreateDbContext();
            return await db.NotificationDeliveries.CountAsync(d => d.State == DeliveryState.Queued || d.Request == null, Token);
        },
        waiting => waiting == 0);

    private async Task<List<ReceivedMail>> MailsAsync(int count)
    {
        await Site.UntilAsync(() => Task.FromResult(_mail.Mails.Count), n => n >= count);
        Assert.Equal(count, _mail.Mails.Count);
        return [.. _mail.Mails];
    }
}
