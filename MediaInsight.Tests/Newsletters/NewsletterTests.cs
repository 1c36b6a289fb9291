using System.Net;
using MediaInsight.Analytics.Reports;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Newsletters;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Newsletters;

/// <summary>What is sent, to whom and when: from the job to the bytes of the mail.</summary>
public sealed class NewsletterTests : NewsletterHouse
{
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
        await using var db = Home.Db.CreateDbContext();
        var kept = await db.NotificationDeliveries.Where(d => d.Topic == NewsletterSending.Topic).Select(d => d.Request).ToListAsync(Token);
        Assert.Equal(2, kept.Count);
        Assert.All(kept, k => Assert.Contains("/newsletters/opt-out/***", k?.Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.All(kept, k => Assert.DoesNotContain(link[^40..], k?.Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var path = link.Replace("https://media.example.org/insight/", "/", StringComparison.Ordinal);
        using var anonymous = App.CreateClient();
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
    public async Task The_owners_report_compares_the_week_with_the_one_before_in_the_owners_language()
    {
        var films = Shelve();
        var server = Home.Server("Cellar");
        var (ann, bob) = (Home.Account(server, Home.Person("Ann")), Home.Account(server, Home.Person("Bob")));
        var film = Home.Item(server, MediaKind.Movie, "Solaris");
        var broken = Home.Play(ann, film, Now.AddHours(-5), TimeSpan.FromHours(2));
        Home.Play(bob, film, Now.AddHours(-9), TimeSpan.FromHours(1));
        Home.Play(ann, film, Now.AddDays(-8), TimeSpan.FromHours(1));
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
        var server = Home.Server("Cellar");
        var (ann, bob) = (Home.Person("Ann"), Home.Person("Bob"));
        var (annsAccount, bobsAccount) = (Home.Account(server, ann), Home.Account(server, bob));
        var id = await SaveAsync(Draft(NewsletterKind.YearInReview, "ann@example.org", "carl@example.org") with
        {
            OnDay = 2,
            Recipients = [new("ann@example.org", Viewer: ann.Id.Value), new("carl@example.org", Viewer: Home.Person("Carl").Id.Value)],
        });
        var issue = NewsletterSchedule.Next(await FindAsync(id), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now);
        Home.Play(annsAccount, Home.Item(server, MediaKind.Movie, "Annas Film"), new DateTimeOffset(issue.Day.Year - 1, 6, 1, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2));
        Home.Play(bobsAccount, Home.Item(server, MediaKind.Movie, "Bobs Film"), new DateTimeOffset(issue.Day.Year - 1, 6, 1, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(3));
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
        var server = Home.Server("Cellar");
        var ann = Home.Account(server, Home.Person("Ann"));
        Home.Play(ann, Home.Item(server, MediaKind.Movie, "Stalker", year: 1979), Now.AddHours(-5), TimeSpan.FromHours(2));
        Home.Play(ann, Home.Item(server, MediaKind.Movie, "=1+1"), Now.AddHours(-2), TimeSpan.FromHours(1));
        await using var db = Home.Db.CreateDbContext();
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
        App.Time.Jump(TimeSpan.FromDays(1));
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
        await Get<ChannelStore>().SetEnabledAsync(Channel, false, AuditContext.System, Token);
        Jump(id);
        Assert.Equal("Household: its channel is missing or switched off.", await RunAsync());
        await RunAsync();
        var waits = Assert.Single(await Get<NewsletterStore>().MailsAsync(id, Token));
        Assert.Equal((DeliveryState.Dropped, "Household", null), (waits.State, waits.Title, waits.EndedAt));
        Assert.Contains("sent when it is back within 3 days", waits.Error, StringComparison.Ordinal);

        // Back after two days, and away at the next issue for longer.
        App.Time.Jump(TimeSpan.FromDays(2));
        await Get<ChannelStore>().SetEnabledAsync(Channel, true, AuditContext.System, Token);
        Assert.Equal("Household: 1 mail.", await RunAsync());
        Assert.Equal("Nothing was due.", await RunAsync());
        Assert.Contains("Stalker (1979)", (await MailsAsync(1))[0].Part("text/html"), StringComparison.Ordinal);
        Assert.Single(await Get<NewsletterStore>().MailsAsync(id, Token), m => m.Error is null);

        await Get<ChannelStore>().SetEnabledAsync(Channel, false, AuditContext.System, Token);
        Shelve("Alien");
        Jump(id);
        await RunAsync();
        App.Time.Jump(TimeSpan.FromDays(3));
        Assert.Matches(@"^Household: the issue of \d{4}-\d\d-\d\d was skipped\.$", await RunAsync());
        Assert.Equal("Nothing was due.", await RunAsync());
        Assert.Equal("Skipped: its channel was off or missing for 3 days.", (await Get<NewsletterStore>().MailsAsync(id, Token))[0].Error);

        // What came meanwhile is in the next one.
        await Get<ChannelStore>().SetEnabledAsync(Channel, true, AuditContext.System, Token);
        Jump(id);
        Assert.Equal("Household: 1 mail.", await RunAsync());
        Assert.Contains("Alien", (await MailsAsync(2))[1].Part("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_chosen_libraries_are_told_of()
    {
        Shelve();
        await using var db = Home.Db.CreateDbContext();
        var attic = await db.Servers.SingleAsync(s => s.Name == "Attic", Token);
        var other = Home.Library(attic, "Other");
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org") with { Libraries = [other.Id] });
        Jump(id);

        Assert.Equal("Household: there was nothing to tell.", await RunAsync());
    }

    [Fact]
    public async Task The_month_and_the_households_year_are_told_as_such()
    {
        var server = Home.Server("Cellar");
        var ann = Home.Account(server, Home.Person("Ann"));
        Home.Play(ann, Home.Item(server, MediaKind.Movie, "Solaris"), Now.AddHours(-5), TimeSpan.FromHours(2));
        var month = await SaveAsync(Draft(NewsletterKind.OwnerReport, "olga@example.org") with { EveryDays = NewsletterSchedule.Monthly, OnDay = 1 });
        Jump(month);

        Assert.Equal("Household: 1 mail.", await RunAsync());

        var report = (await MailsAsync(1))[0];
        Assert.Contains("The month on the servers", report.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("Plays: 1", report.Part("text/plain"), StringComparison.Ordinal);

        var year = await SaveAsync(Draft(NewsletterKind.YearInReview, "ann@example.org") with { Name = "Review", OnDay = 1 });
        var issue = NewsletterSchedule.Next(await FindAsync(year), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Now);
        Home.Play(ann, Home.Item(server, MediaKind.Movie, "Last year"), new DateTimeOffset(issue.Day.Year - 1, 6, 1, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2));
        Jump(year);
        Assert.Contains("Review: 1 mail.", await RunAsync(), StringComparison.Ordinal);
        await Site.UntilAsync(() => Task.FromResult(Mail.Mails.ToList()), all => all.Exists(m => m.Header("Subject") == $"The year {issue.Day.Year - 1}"));
    }
}
