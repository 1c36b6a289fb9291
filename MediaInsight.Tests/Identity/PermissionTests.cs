using System.Net;
using System.Security.Claims;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Identity;

public sealed class PermissionTests : IDisposable
{
    private readonly SiteFactory _site = SiteFactory.WithOwner();

    public void Dispose() => _site.Dispose();

    public static TheoryData<string, string, bool> Table => new()
    {
        { Permissions.ViewSessions, Roles.Admin, true },
        { Permissions.ViewSessions, Roles.Viewer, true },
        { Permissions.ControlSessions, Roles.Admin, true },
        { Permissions.ControlSessions, Roles.Viewer, false },
        { Permissions.DeleteHistory, Roles.Admin, true },
        { Permissions.DeleteHistory, Roles.Viewer, false },
        { Permissions.ManageRules, Roles.Admin, true },
        { Permissions.ManageRules, Roles.Viewer, false },
        { Permissions.ManageNotifications, Roles.Admin, true },
        { Permissions.ManageNotifications, Roles.Viewer, false },
        { Permissions.ManageServers, Roles.Admin, true },
        { Permissions.ManageServers, Roles.Viewer, false },
        { Permissions.ManageUsers, Roles.Admin, true },
        { Permissions.ManageUsers, Roles.Viewer, false },
        { Permissions.ManageSettings, Roles.Admin, true },
        { Permissions.ManageSettings, Roles.Viewer, false },
        { Permissions.ReadAudit, Roles.Admin, true },
        { Permissions.ReadAudit, Roles.Viewer, false },
    };

    [Fact]
    public void The_table_has_every_permission_and_role() =>
        Assert.Equal((Permissions.All.Count + 1) * Roles.All.Count, Table.Count);

    [Fact]
    public async Task Policies_grant_what_the_table_says()
    {
        var authorization = _site.Services.GetRequiredService<IAuthorizationService>();
        foreach (var (permission, role, granted) in Table.Select(r => r.Data))
        {
            var principal = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Role, role)], "test"));
            var result = await authorization.AuthorizeAsync(principal, permission);
            Assert.True(granted == result.Succeeded, $"{permission} for {role}");
            Assert.False((await authorization.AuthorizeAsync(new(new ClaimsIdentity()), permission)).Succeeded);
        }
    }

    [Theory]
    [InlineData("/users")]
    [InlineData("/audit")]
    public async Task Pages_of_admins_are_closed_to_viewers(string page)
    {
        await _site.AddAsync("vera");
        using var viewer = _site.Browse();
        (await viewer.SignInAsync("vera")).Dispose();
        using var admin = _site.Browse();
        (await admin.SignInAsync(SiteFactory.OwnerName)).Dispose();

        using var refused = await viewer.GetAsync(page);
        using var denied = await viewer.GetAsync(refused.Headers.Location!.PathAndQuery);
        using var shown = await admin.GetAsync(page);

        Assert.StartsWith("/account/denied", refused.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Contains("This page is not open to you", await Browser.TextAsync(denied), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
    }

    [Theory]
    [InlineData("/users")]
    [InlineData("/account")]
    [InlineData("/no-such-page")]
    public async Task Without_sign_in_pages_lead_to_the_door(string page)
    {
        using var browser = _site.Browse();

        using var answer = await browser.GetAsync(page);

        Assert.Equal("/account/sign-in?returnUrl=" + Uri.EscapeDataString(page), answer.Headers.Location?.PathAndQuery);
    }

    [Theory]
    [InlineData("/api/anything")]
    [InlineData("/img/1/poster")]
    [InlineData("/now/1")]
    [InlineData("/_blazor/negotiate")]
    public async Task Without_sign_in_programs_get_401(string path)
    {
        using var browser = _site.Browse();

        using var answer = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
