using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Identity;

public sealed class AccountsTests : IDisposable
{
    private static readonly AccountAccess AnyViewer = new(Roles.Viewer, null, false);

    private readonly SiteFactory _site = SiteFactory.WithOwner();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task The_last_admin_cannot_be_deleted_or_demoted()
    {
        var owner = await _site.FindAsync(SiteFactory.OwnerName);

        Assert.Equal("The last admin cannot be deleted.", Message(await DeleteAsync(AuditContext.System, owner)));
        Assert.Equal("The last admin has to stay one.", Message(await EditAsync(AuditContext.System, owner, AnyViewer)));
    }

    [Fact]
    public async Task Nobody_deletes_or_demotes_themselves()
    {
        await _site.AddAsync("otto", new(Roles.Admin, null, false));
        var owner = await _site.FindAsync(SiteFactory.OwnerName);
        var self = new AuditContext(owner.Name, owner.Id, null);

        Assert.StartsWith("You cannot delete your own account.", Message(await DeleteAsync(self, owner)), StringComparison.Ordinal);
        Assert.StartsWith("You cannot take your own role away.", Message(await EditAsync(self, owner, AnyViewer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_admin_can_be_deleted_and_it_is_written_down()
    {
        await _site.AddAsync("otto", new(Roles.Admin, null, false));

        Assert.Empty(await DeleteAsync(AuditContext.System, await _site.FindAsync("otto")));

        Assert.Contains(await _site.AuditAsync(), e => e is { Action: "user.add", Target: "otto", Detail: "admin" });
        Assert.Contains(await _site.AuditAsync(), e => e is { Action: "user.delete", Target: "otto", Actor: "system" });
    }

    [Theory]
    [InlineData("", "Enter a name.")]
    [InlineData("två", "A name consists of letters a–z, digits and . _ - @")]
    [InlineData("<img src=x>", "A name consists of letters a–z, digits and . _ - @")]
    [InlineData("API", "\"API\" is taken by MediaInsight itself.")]
    [InlineData("OLGA", "There is already an account with this name.")]
    public async Task A_bad_name_is_refused(string name, string message) => Assert.Equal(message, Message(await _site.AddAsync(name)));

    [Fact]
    public async Task Only_own_plays_needs_a_person_who_exists()
    {
        Assert.Equal("Choose the person whose plays this account may see.", Message(await _site.AddAsync("vera", new(Roles.Viewer, null, true))));
        Assert.StartsWith("This person is not known any more.", Message(await _site.AddAsync("vera", new(Roles.Viewer, new ViewerId(99), true))), StringComparison.Ordinal);
        Assert.Empty(await _site.AddAsync("vera", new(Roles.Viewer, new ViewerId(7), true)));
    }

    [Fact]
    public async Task A_role_change_ends_the_cookie_within_a_minute()
    {
        await _site.AddAsync("vera");
        using var browser = _site.Browse();
        (await browser.SignInAsync("vera")).Dispose();
        Assert.True(await browser.IsSignedInAsync());

        Assert.Empty(await EditAsync(AuditContext.System, await _site.FindAsync("vera"), new(Roles.Viewer, new ViewerId(7), true)));
        _site.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_deleted_account_and_a_reset_password_end_an_open_circuit()
    {
        await _site.AddAsync("vera");
        await _site.AddAsync("walt");
        var circuit = new CircuitAccount(
            _site.Services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>(), _site.Services.GetRequiredService<AccountCheck>());
        var vera = await PrincipalAsync("vera");
        var walt = await PrincipalAsync("walt");
        Assert.True(await circuit.IsStillGoodAsync(vera));

        await DeleteAsync(AuditContext.System, await _site.FindAsync("vera"));
        var account = await _site.FindAsync("walt");
        await _site.WithAsync<Accounts, object>(async a => await a.ResetPasswordAsync(AuditContext.System, account.Id, "another long one", TestContext.Current.CancellationToken));

        Assert.False(await circuit.IsStillGoodAsync(vera));
        Assert.False(await circuit.IsStillGoodAsync(walt));
        ((IDisposable)circuit).Dispose();
    }

    [Fact]
    public async Task A_limited_viewer_reads_only_their_own_plays()
    {
        await _site.AddAsync("all");
        await _site.AddAsync("own", new(Roles.Viewer, new ViewerId(7), true));

        Assert.Equal(ReadScope.Everything, CurrentReader.Of(await PrincipalAsync(SiteFactory.OwnerName)).Scope);
        Assert.Equal(ReadScope.Everything, CurrentReader.Of(await PrincipalAsync("all")).Scope);
        Assert.Equal(ReadScope.Only(new(7)), CurrentReader.Of(await PrincipalAsync("own")).Scope);
        Assert.Equal(ReadScope.None, CurrentReader.Of(null).Scope);
    }

    [Fact]
    public async Task The_command_line_sets_a_new_password_and_unlocks()
    {
        using var browser = _site.Browse();
        for (var i = 0; i < 5; i++)
        {
            (await browser.SignInAsync(SiteFactory.OwnerName, "wrong password")).Dispose();
        }

        using var output = new StringWriter();
        Assert.Equal(1, await PasswordReset.RunAsync(_site.Services, "nobody-here", () => "a new long password", output, TestContext.Current.CancellationToken));
        Assert.Equal(1, await PasswordReset.RunAsync(_site.Services, "OLGA", () => "short", output, TestContext.Current.CancellationToken));
        Assert.Equal(0, await PasswordReset.RunAsync(_site.Services, "OLGA", () => "a new long password", output, TestContext.Current.CancellationToken));
        (await browser.SignInAsync(SiteFactory.OwnerName, "a new long password")).Dispose();

        Assert.True(await browser.IsSignedInAsync());
        Assert.DoesNotContain("a new long password", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_filtered_by_actor_and_words_and_paged()
    {
        var token = TestContext.Current.CancellationToken;
        var log = _site.Services.GetRequiredService<AuditLog>();
        var trail = _site.Services.GetRequiredService<AuditTrail>();
        for (var i = 0; i < AuditFilter.PageSize + 5; i++)
        {
            _site.Time.Advance(TimeSpan.FromSeconds(1));
            await log.RecordAsync(new("zoe", null, "192.0.2.1"), "server.add", $"Den_{i}", null, token);
        }

        var first = await trail.ReadAsync(new("ZO", "server."), token);
        var beyond = await trail.ReadAsync(new("zoe", null, 99), token);

        Assert.Equal(AuditFilter.PageSize + 5, first.Total);
        Assert.Equal($"Den_{AuditFilter.PageSize + 4}", first.Entries[0].Target);
        Assert.Equal((2, 5), (beyond.Page, beyond.Entries.Count));
        Assert.Equal(0, (await trail.ReadAsync(new("zoe", "Den%"), token)).Total);
        Assert.Equal(1, (await trail.ReadAsync(new(null, "Den_17"), token)).Total);
    }

    [Fact]
    public async Task Old_audit_entries_are_forgotten()
    {
        var job = _site.Services.GetServices<MediaInsight.Platform.IJob>().OfType<AuditRetentionJob>().Single();
        _site.Time.Jump(TimeSpan.FromDays(401));

        await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await _site.AuditAsync());
    }

    private static string Message(IReadOnlyList<AccountProblem> problems) => Assert.Single(problems).Message;

    private Task<IReadOnlyList<AccountProblem>> DeleteAsync(AuditContext by, AppAccount account) =>
        _site.WithAsync<Accounts, IReadOnlyList<AccountProblem>>(a => a.DeleteAsync(by, account.Id, TestContext.Current.CancellationToken));

    private Task<IReadOnlyList<AccountProblem>> EditAsync(AuditContext by, AppAccount account, AccountAccess access) =>
        _site.WithAsync<Accounts, IReadOnlyList<AccountProblem>>(a => a.EditAsync(by, account.Id, access, TestContext.Current.CancellationToken));

    private async Task<System.Security.Claims.ClaimsPrincipal> PrincipalAsync(string name)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<AppUserManager>().FindByNameAsync(name);
        Assert.NotNull(user);
        return await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
    }
}
