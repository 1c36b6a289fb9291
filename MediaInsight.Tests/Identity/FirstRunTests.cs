using System.Net;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.Identity;

public sealed class FirstRunTests : IDisposable
{
    private static readonly (string, string)[] Owner = [("UserName", "olga"), ("Password", SiteFactory.Password), ("Again", SiteFactory.Password)];

    private readonly SiteFactory _site = SiteFactory.New();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/account/sign-in")]
    [InlineData("/users")]
    [InlineData("/no-such-page")]
    public async Task Every_page_leads_to_the_set_up_until_there_is_an_owner(string path)
    {
        using var browser = _site.Browse();

        using var answer = await browser.GetAsync(path);

        Assert.Equal("/setup", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Away_from_this_machine_the_code_is_asked_for()
    {
        using var browser = _site.Browse();
        using var without = await browser.SubmitAsync("/setup", [.. Owner, ("Code", "")]);
        Assert.Contains("This is not the set-up code.", await Browser.TextAsync(without), StringComparison.Ordinal);

        var code = await File.ReadAllTextAsync(CodeFile, TestContext.Current.CancellationToken);
        using var with = await browser.SubmitAsync("/setup", [.. Owner, ("Code", code.ToLowerInvariant())]);

        Assert.Equal(HttpStatusCode.Found, with.StatusCode);
        Assert.True(await browser.IsSignedInAsync());
        Assert.False(File.Exists(CodeFile));
        Assert.Equal(Roles.Admin, (await _site.FindAsync("olga")).Role);
        Assert.Contains(await _site.AuditAsync(), e => e is { Action: "owner.create", Target: "olga" });
    }

    [Fact]
    public async Task Only_the_owner_of_the_folder_can_read_the_code_and_the_keys()
    {
        using var browser = _site.Browse();
        using var answer = await browser.GetAsync("/setup");

        var keys = Path.Combine(_site.Folder, "keys");
        Assert.NotEmpty(Directory.GetFiles(keys, "*.xml"));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(CodeFile) is (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(keys) is (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.All(Directory.GetFiles(keys), f => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(f) is (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task At_this_machine_no_code_is_asked_for(string from)
    {
        using var browser = _site.Browse(from);

        using var answer = await browser.SubmitAsync("/setup", Owner);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Host", "mediainsight.example.org")]
    public async Task A_proxy_on_this_machine_is_not_somebody_at_it(string header, string value)
    {
        using var browser = _site.Browse("127.0.0.1");
        browser.Headers.TryAddWithoutValidation(header, value);

        using var page = await browser.GetAsync("/setup");

        Assert.Contains("Set-up code", await Browser.TextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_wrong_codes_lock_the_set_up_for_ten_minutes()
    {
        using var browser = _site.Browse();
        for (var i = 0; i < 10; i++)
        {
            (await browser.SubmitAsync("/setup", [.. Owner, ("Code", "AAAAA-AAAAA")])).Dispose();
        }

        var code = await File.ReadAllTextAsync(CodeFile, TestContext.Current.CancellationToken);
        using var locked = await browser.SubmitAsync("/setup", [.. Owner, ("Code", code)]);
        Assert.Contains("Too many wrong codes.", await Browser.TextAsync(locked), StringComparison.Ordinal);

        _site.Time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        using var open = await browser.SubmitAsync("/setup", [.. Owner, ("Code", code)]);
        Assert.Equal(HttpStatusCode.Found, open.StatusCode);
    }

    [Fact]
    public async Task With_an_owner_there_is_no_set_up()
    {
        using var owner = _site.Browse("127.0.0.1");
        (await owner.SubmitAsync("/setup", Owner)).Dispose();
        using var other = _site.Browse("127.0.0.1");

        using var page = await other.GetAsync("/setup");

        Assert.Equal("/", page.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_restart_keeps_the_code()
    {
        using var first = _site.Browse();
        (await first.GetAsync("/setup")).Dispose();
        var before = await File.ReadAllTextAsync(CodeFile, TestContext.Current.CancellationToken);

        using var restarted = _site.Restart();
        using var second = restarted.Browse();
        (await second.GetAsync("/setup")).Dispose();

        Assert.Equal(before, await File.ReadAllTextAsync(CodeFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Configuration_can_name_the_owner()
    {
        using var site = SiteFactory.WithOwner();
        using var browser = site.Browse();
        (await browser.SignInAsync(SiteFactory.OwnerName)).Dispose();

        Assert.True(await browser.IsSignedInAsync());
        Assert.False(File.Exists(Path.Combine(site.Folder, "setup_code")));
    }

    [Theory]
    [InlineData("Admin:UserName", "olga", "MediaInsight__Admin__Password: Enter a password.")]
    [InlineData("Admin:Password", "long enough for once", "MediaInsight__Admin__UserName: Enter a name.")]
    [InlineData("AdminToken", "short", "MediaInsight__AdminToken: needs at least 16 characters")]
    public void A_bad_value_names_its_variable(string key, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("MediaInsight:" + key, value)]).Build();

        var problem = Assert.Single(IdentityConfigurationCheck.Validate(configuration));

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_password_is_named_and_not_repeated()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("MediaInsight:Admin:UserName", "olga"), new("MediaInsight:Admin:Password", "short-one")]).Build();

        var problem = Assert.Single(IdentityConfigurationCheck.Validate(configuration));

        Assert.StartsWith("MediaInsight__Admin__Password: A password needs at least 10", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("short-one", problem, StringComparison.Ordinal);
    }

    private string CodeFile => Path.Combine(_site.Folder, "setup_code");
}
