using System.Globalization;
using System.Net;
using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Reports;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Reports;

/// <summary>A report's way by its buttons: put together, kept, pinned, shared, taken back. The program behind them is the whole one.</summary>
public sealed class ReportActsTests : BunitContext
{
    private readonly PagesSite _site = new();
    private readonly string _owner;

    public ReportActsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddSingleton(_site.Get<TimeProvider>());
        Services.AddSingleton(new SiteSettings { TimeZone = "UTC", Culture = "en-GB" });
        Services.AddUi();
        Services.AddFallbackServiceProvider(_site.Get<IServiceScopeFactory>().CreateScope().ServiceProvider);
        _site.Watched();
        using var db = _site.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContext();
        _owner = db.Users.Single(u => u.UserName == SiteFactory.OwnerName).Id;
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_put_together_kept_under_a_name_and_pinned_to_the_dashboard()
    {
        var cut = Open<ReportPage>("reports/new");
        cut.WaitForState(() => cut.FindAll(".question select").Count > 3);

        Choose(cut, "By", ReportWords.Splits.Single(s => s.Value == StatisticSplit.Title).Text);
        Choose(cut, "Show", ReportWords.Measures.Single(m => m.Value == StatisticMeasure.Plays).Text);
        Choose(cut, "Rows", "5");
        cut.WaitForAssertion(() => Assert.Contains("plays by title", cut.Find(".answer").TextContent, StringComparison.OrdinalIgnoreCase));
        await cut.Find("form.keep").SubmitAsync();
        Assert.Contains("Give it a name.", cut.Find("form.keep").TextContent, StringComparison.Ordinal);
        cut.Find("form.keep input").Change("Most <b>played</b>");
        await cut.Find("form.keep").SubmitAsync();

        var kept = Assert.Single(await _site.Get<SavedReports>().ListAsync(_owner, Token));
        Assert.Equal("Most <b>played</b>", kept.Name);
        Assert.All(["split=title", "measure=plays", "limit=5"], word => Assert.Contains(word, kept.Words, StringComparison.Ordinal));
        Assert.EndsWith($"/reports/{kept.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        var page = Open<ReportPage>($"reports/{kept.Id}", p => p.Add(r => r.Id, kept.Id));
        page.WaitForState(() => page.FindAll("button[aria-label^='Pin ']").Count == 1);
        var pin = page.Find("button[aria-label^='Pin ']");
        Assert.Equal($"Pin {kept.Name} to the dashboard", pin.GetAttribute("aria-label"));
        await pin.ClickAsync(new());

        Assert.Equal($"report.{kept.Id}", (await _site.Get<DashboardLayouts>().ReadAsync(_owner, Token))[^1].Key);
        using var owner = await _site.OwnerAsync();
        using var dashboard = await PagesSite.ReadAsync(owner, "/");
        Assert.Equal(kept.Name, dashboard.QuerySelector($"[data-widget='report.{kept.Id}'] h2")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_link_is_made_by_the_dialog_opens_for_anybody_and_is_taken_back_on_its_page()
    {
        var report = (await _site.Get<SavedReports>().AddAsync(_owner, "Who watched", "split=viewer&range=all", Token))!.Value; // non-null: few reports
        var dialog = Open<ShareDialog>("reports", p => p.Add(d => d.Kind, ShareKind.Report).Add(d => d.Subject, "Who watched").Add(d => d.ReportId, report));
        Choose(dialog, "Names of people", "None: person 1, person 2 …");
        Choose(dialog, "Open for", "A week");
        await Press(dialog, "Create the link").ClickAsync(new());

        dialog.WaitForState(() => dialog.FindAll("[data-copy]").Count > 0);
        var address = new Uri(dialog.Find("[data-copy]").GetAttribute("data-copy")!).AbsolutePath;
        using var owner = await _site.OwnerAsync();
        using (var shared = await PagesSite.ReadAsync(owner, address))
        {
            Assert.Equal(["Person 1", "Person 2"], shared.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        }

        var list = Open<SharesPage>("shares");
        list.WaitForState(() => list.FindAll("tbody tr").Count == 1);
        Assert.All(["Who watched", "Open", "None", "1 time"], word => Assert.Contains(word, list.Find("tbody tr").TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal));
        var link = Assert.Single(await _site.Get<ShareLinks>().ListAsync(CurrentReader.Of(Owner), Token));
        Assert.Equal(TimeSpan.FromDays(7), link.ExpiresAt - link.CreatedAt);

        var refused = Press(list, "Take back").ClickAsync(new());
        Services.GetRequiredService<Dialogs>().Close(false);
        await refused;
        Assert.Contains("Open", list.Find("tbody tr").TextContent, StringComparison.Ordinal);
        var agreed = Press(list, "Take back").ClickAsync(new());
        Services.GetRequiredService<Dialogs>().Close(true);
        await agreed;

        list.WaitForAssertion(() => Assert.Contains("Taken back", list.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(list.FindAll("tbody button"), b => b.TextContent.Trim() == "Take back");
        using var gone = await PagesSite.ReadAsync(owner, address, HttpStatusCode.NotFound);
    }

    private ClaimsPrincipal Owner => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, SiteFactory.OwnerName), new(ClaimTypes.NameIdentifier, _owner), new(ClaimTypes.Role, Roles.Admin), new(AppClaims.Scope, AppClaims.Everything)], "test"));

    private IRenderedComponent<T> Open<T>(string address, Action<ComponentParameterCollectionBuilder<T>>? with = null) where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>(p =>
        {
            p.AddCascadingValue(Task.FromResult(new AuthenticationState(Owner)));
            with?.Invoke(p);
        });
    }

    private static void Choose<T>(IRenderedComponent<T> cut, string label, string option) where T : IComponent
    {
        var field = cut.FindAll("label").First(l => l.TextContent.Trim() == label).GetAttribute("for");
        var options = cut.Find($"select[id='{field}']").QuerySelectorAll("option").Select(o => o.TextContent.Trim()).ToList();
        Assert.Contains(option, options);
        cut.Find($"select[id='{field}']").Change(options.IndexOf(option).ToString(CultureInfo.InvariantCulture));
    }

    private static IElement Press<T>(IRenderedComponent<T> cut, string words) where T : IComponent => cut.FindAll("button").First(b => b.TextContent.Trim() == words);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _site.Dispose();
        }
    }
}
