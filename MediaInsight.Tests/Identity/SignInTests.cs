using System.Net;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Identity;

public sealed class SignInTests : IDisposable
{
    private readonly SiteFactory _site = SiteFactory.WithOwner();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Right_name_and_password_open_the_site()
    {
        using var browser = _site.Browse();

        using var answer = await browser.SignInAsync(SiteFactory.OwnerName);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Contains(await _site.AuditAsync(), e => e is { Action: "sign-in.ok", Actor: SiteFactory.OwnerName, IpAddress: "203.0.113.9" });
    }

    [Fact]
    public async Task Unknown_name_and_wrong_password_get_the_same_answer()
    {
        using var browser = _site.Browse();

        using var unknown = await browser.SignInAsync("nobody-here");
        using var wrong = await browser.SignInAsync(SiteFactory.OwnerName, "not the password");

        Assert.Contains("The name or the password is wrong.", await Browser.TextAsync(unknown), StringComparison.Ordinal);
        Assert.Contains("The name or the password is wrong.", await Browser.TextAsync(wrong), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task An_unknown_name_is_not_written_down()
    {
        using var browser = _site.Browse();

        using var answer = await browser.SignInAsync("my-secret-in-the-wrong-field");

        var entry = Assert.Single(await _site.AuditAsync(), e => e.Action == "sign-in.failed");
        Assert.Equal("nobody", entry.Actor);
        Assert.Null(entry.Target);
    }

    [Fact]
    public async Task Five_failures_lock_even_the_right_password_for_five_minutes()
    {
        using var browser = _site.Browse();
        for (var i = 0; i < 5; i++)
        {
            (await browser.SignInAsync(SiteFactory.OwnerName, "wrong password")).Dispose();
        }

        await using (var db = await _site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var told = Assert.Single(await db.AppEvents.AsNoTracking().Where(e => e.Topic == EventTopics.SignInLocked).ToListAsync(TestContext.Current.CancellationToken));
            Assert.Contains($"\"account\":\"{SiteFactory.OwnerName}\"", told.Facts, StringComparison.Ordinal);
        }

        using var locked = await browser.SignInAsync(SiteFactory.OwnerName);
        Assert.Contains("locked for 5 more minutes", await Browser.TextAsync(locked), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());

        _site.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        using var open = await browser.SignInAsync(SiteFactory.OwnerName);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Failures_at_the_same_time_all_count()
    {
        using var browsers = new Group([.. Enumerable.Range(0, 5).Select(_ => _site.Browse())]);
        foreach (var answer in await Task.WhenAll(browsers.All.Select(b => b.SignInAsync(SiteFactory.OwnerName, "wrong password"))))
        {
            answer.Dispose();
        }

        Assert.NotNull((await _site.FindAsync(SiteFactory.OwnerName)).LockedUntil);
    }

    [Fact]
    public async Task An_admin_can_unlock()
    {
        await _site.AddAsync("vera");
        using var browser = _site.Browse();
        for (var i = 0; i < 5; i++)
        {
            (await browser.SignInAsync("vera", "wrong password")).Dispose();
        }

        var vera = await _site.FindAsync("vera");
        Assert.NotNull(vera.LockedUntil);
        await _site.WithAsync<MediaInsight.Identity.Accounts, object>(async a =>
            await a.UnlockAsync(MediaInsight.Identity.AuditContext.System, vera.Id, TestContext.Current.CancellationToken));
        using var answer = await browser.SignInAsync("vera");

        Assert.True(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("/history?x=1", "/history?x=1")]
    [InlineData("history?x=1", "/history?x=1")]
    [InlineData("", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Return_address_stays_on_the_site(string asked, string expected)
    {
        using var browser = _site.Browse();

        using var answer = await browser.SignInAsync(SiteFactory.OwnerName, page: "/account/sign-in?returnUrl=" + Uri.EscapeDataString(asked));

        var location = answer.Headers.Location!;
        Assert.Equal(expected, location.IsAbsoluteUri ? location.PathAndQuery : "/" + location.OriginalString.TrimStart('/'));
        Assert.True(!location.IsAbsoluteUri || location.Host == "localhost");
    }

    [Fact]
    public async Task A_kept_cookie_survives_a_restart_of_the_program()
    {
        using var browser = _site.Browse();
        using var answer = await browser.SignInAsync(SiteFactory.OwnerName, keep: true);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.Contains("mediainsight-", StringComparison.Ordinal) && !c.Contains("-forms-", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", cookie, StringComparison.OrdinalIgnoreCase);

        using var restarted = _site.Restart();
        using var later = restarted.Browse();
        later.Headers.Add("Cookie", cookie.Split(';')[0]);

        Assert.True(await later.IsSignedInAsync());
    }

    [Fact]
    public async Task Without_keeping_the_cookie_ends_with_the_browser()
    {
        using var browser = _site.Browse();

        using var answer = await browser.SignInAsync(SiteFactory.OwnerName);

        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), c => c.Contains("expires=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_out_closes_the_site()
    {
        using var browser = _site.Browse();
        (await browser.SignInAsync(SiteFactory.OwnerName)).Dispose();

        using var answer = await browser.SubmitAsync("/account");

        Assert.Equal("/account/sign-in", answer.Headers.Location?.OriginalString);
        Assert.False(await browser.IsSignedInAsync());
        Assert.Contains(await _site.AuditAsync(), e => e is { Action: "sign-out", Actor: SiteFactory.OwnerName });
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-out")]
    [InlineData("/account/password")]
    public async Task A_form_without_its_antiforgery_token_is_refused(string form)
    {
        using var browser = _site.Browse();
        (await browser.SignInAsync(SiteFactory.OwnerName)).Dispose();

        using var answer = await browser.PostAsync(form, ("_handler", form.EndsWith("password", StringComparison.Ordinal) ? "password" : "sign-in"), ("UserName", SiteFactory.OwnerName));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_browser_and_ends_the_others()
    {
        using var here = _site.Browse();
        using var there = _site.Browse();
        (await here.SignInAsync(SiteFactory.OwnerName)).Dispose();
        (await there.SignInAsync(SiteFactory.OwnerName)).Dispose();

        using var wrong = await here.SubmitAsync("/account/password", ("Current", "not the password"), ("Changed", "a new long password"), ("Again", "a new long password"));
        Assert.Contains("This is not your current password.", await Browser.TextAsync(wrong), StringComparison.Ordinal);
        using var done = await here.SubmitAsync("/account/password", ("Current", SiteFactory.Password), ("Changed", "a new long password"), ("Again", "a new long password"));
        _site.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.True(await here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
    }

    private sealed record Group(Browser[] All) : IDisposable
    {
        public void Dispose() => Array.ForEach(All, b => b.Dispose());
    }
}
