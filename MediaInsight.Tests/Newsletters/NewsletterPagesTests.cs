using System.Net;
using System.Security.Claims;
using Bunit;
using MediaInsight.Components.Pages.Newsletters;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Newsletters;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Newsletters;

/// <summary>List, form, preview, and the page that a link of a mail opens.</summary>
public sealed class NewsletterPagesTests : NewsletterHouse
{
    [Fact]
    public async Task A_link_of_another_making_is_not_found_and_all_means_all()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org"));
        var path = new Uri(Get<OptOuts>().Link(id, "Ann@Example.org")?.Replace("https://media.example.org/insight/", "/", StringComparison.Ordinal) ?? "", UriKind.Relative);
        using var anonymous = App.CreateClient();

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
        using var anonymous = App.CreateClient();

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
    public async Task A_preview_shows_the_mail_and_sends_nothing()
    {
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org") with { Intro = "Dear all" });
        Assert.Null(await Get<NewsletterSending>().PreviewAsync(await FindAsync(id), null, Token));
        Shelve();
        App.Time.Jump(TimeSpan.FromDays(1));

        var preview = await Get<NewsletterSending>().PreviewAsync(await FindAsync(id), null, Token);

        Assert.NotNull(preview);
        Assert.Equal("New in the libraries: Films (2), Shows (1), Music (1)", preview.Value.Subject);
        Assert.All([preview.Value.Html, preview.Value.Text], p => Assert.Contains("Stalker (1979)", p, StringComparison.Ordinal));
        Assert.Contains("Dear all", preview.Value.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("opt-out", preview.Value.Html, StringComparison.Ordinal);
        Assert.Empty(Mail.Mails);
    }

    [Fact]
    public async Task The_preview_stands_in_a_frame_that_runs_nothing()
    {
        Shelve();
        var id = await SaveAsync(Draft(NewsletterKind.RecentlyAdded, "ann@example.org"));
        App.Time.Jump(TimeSpan.FromDays(1));
        await using var scope = App.Services.CreateAsyncScope();
        await using var browser = Open(scope);
        var page = Show(browser, id);
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
    public async Task A_newsletter_is_made_in_the_form_and_what_is_wrong_stands_beside_its_field()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await using var browser = Open(scope);
        var page = Show(browser, null);
        page.WaitForState(() => page.FindAll("button").Any(b => b.TextContent.Trim() == "Create newsletter"), TimeSpan.FromSeconds(20));

        Field(page, "Name").Change("What is new");
        await PressAsync("Create newsletter");
        Assert.Contains("1 to 100 recipients", page.Find(".wrong").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Get<NewsletterStore>().ListAsync(Token));

        await PressAsync("Add an address");
        Field(page, "Address").Change(" ann@example.org ");
        Field(page, "Introduction").Change("Dear all");
        await PressAsync("Create newsletter");

        var stored = (await Get<NewsletterStore>().ListAsync(Token)).Single();
        Assert.Equal(("What is new", "Dear all", true), (stored.Name, stored.Intro, stored.IsEnabled));
        Assert.Equal(["ann@example.org"], NewsletterRecipient.Read(stored.Recipients).Select(r => r.Address));
        Assert.EndsWith($"/newsletters/{stored.Id}", browser.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        Task PressAsync(string words) => page.FindAll("button").Single(b => b.TextContent.Trim() == words).ClickAsync(new());
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
        var browser = App.Browse();
        using var signedIn = await browser.SignInAsync(SiteFactory.OwnerName);

        var list = await ReadAsync(browser, "newsletters");
        var form = await ReadAsync(browser, $"newsletters/{id}");
        var missing = await ReadAsync(browser, "newsletters/999");

        Assert.Contains("Household", list, StringComparison.Ordinal);
        Assert.Contains("ann@example.org", form, StringComparison.Ordinal);
        Assert.Contains("Dear all", form, StringComparison.Ordinal);
        Assert.Contains("There is no such newsletter", missing, StringComparison.Ordinal);
    }

    private BunitContext Open(AsyncServiceScope scope)
    {
        var browser = new BunitContext();
        browser.JSInterop.Mode = JSRuntimeMode.Loose;
        browser.Services.AddSingleton<TimeProvider>(App.Time);
        browser.Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin" });
        browser.Services.AddUi();
        browser.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        return browser;
    }

    private static IRenderedComponent<NewsletterPage> Show(BunitContext browser, int? id) => browser.Render<NewsletterPage>(p => p
        .Add(x => x.Id, id)
        .AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal()))));

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<NewsletterPage> page, string label)
    {
        var named = page.FindAll("label").First(l => l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal));
        return page.Find($"#{named.GetAttribute("for")}");
    }
}
