using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>The whole program with a household in its database, read by its owner or by somebody limited to a person.</summary>
internal sealed class PagesSite : IDisposable
{
    /// <summary>A person the owner may choose for an account.</summary>
    public const int Ann = 7;
    public const int Ben = 8;

    private readonly SiteFactory _factory = SiteFactory.WithOwner();

    public PagesSite() => Home = new(_factory.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>());

    public Household Home { get; }
    public T Get<T>() where T : notnull => _factory.Services.GetRequiredService<T>();

    public DateTimeOffset Now => _factory.Time.GetUtcNow();

    public async Task<Browser> OwnerAsync()
    {
        var browser = _factory.Browse();
        using var answer = await browser.SignInAsync(SiteFactory.OwnerName);
        return browser;
    }

    /// <summary>An account that may only see the plays of one person.</summary>
    public async Task<Browser> LimitedAsync(int viewer)
    {
        Assert.Empty(await _factory.AddAsync("limited", new AccountAccess(Roles.Viewer, new(viewer), true)));
        var browser = _factory.Browse();
        using var answer = await browser.SignInAsync("limited");
        return browser;
    }

    /// <summary>Ann watched a film for an hour, Ben two episodes for half an hour each, today's start and before.</summary>
    public void Watched()
    {
        var server = Home.Server("Attic");
        var ann = Home.Account(server, Home.Person("Ann", Ann));
        var ben = Home.Account(server, Home.Person("Ben", Ben), "benny");
        var film = Home.Item(server, MediaKind.Movie, "Stalker", year: 1979, addedAt: Now.AddDays(-1));
        Home.Play(ann, film, Now.AddHours(-26), TimeSpan.FromHours(1), address: "192.168.1.5", location: NetworkLocation.Lan);
        foreach (var episode in new[] { 1, 2 })
        {
            var item = Home.Item(server, MediaKind.Episode, $"Part {episode}", show: "Severance", season: 1, episode: episode);
            Home.Play(ben, item, Now.AddDays(-episode), TimeSpan.FromMinutes(30), address: "203.0.113.9", location: NetworkLocation.Wan);
        }
    }

    /// <summary>The server of the household was not watched for two hours, yesterday.</summary>
    public async Task MissedAsync()
    {
        await using var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        db.ServerGaps.Add(new() { ServerId = Home.Servers[0].Id, StartedAt = Now.AddHours(-24), EndedAt = Now.AddHours(-22), Reason = "Cannot connect." });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<IHtmlDocument> ReadAsync(Browser browser, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await browser.GetAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await Browser.TextAsync(answer), TestContext.Current.CancellationToken);
    }

    public void Dispose() => _factory.Dispose();
}
