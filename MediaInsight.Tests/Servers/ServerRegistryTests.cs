using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Servers;

public sealed class ServerRegistryTests : IAsyncLifetime
{
    private Site _site = null!;
    private ServerRegistry _registry = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _site = Site.Start();
        _registry = _site.Services.GetRequiredService<ServerRegistry>();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task The_same_server_twice_is_refused_in_words_at_the_field()
    {
        // Addresses where nothing answers: the registry decides by what it is told.
        await AddAsync("Attic", "http://127.0.0.1:9", "machine-1");

        Assert.Equal(("Name", true), await RefusalAsync("attic", "http://127.0.0.1:10", "machine-2"));
        Assert.Equal(("Url", true), await RefusalAsync("Cellar", "http://127.0.0.1:9/", "machine-2"));
        Assert.Equal(("Url", true), await RefusalAsync("Cellar", "http://127.0.0.1:10", "machine-1"));
        Assert.Equal(("Url", true), await RefusalAsync("Cellar", "ftp://127.0.0.1", "machine-2"));
        Assert.Equal(("Name", true), await RefusalAsync(" ", "http://127.0.0.1:10", "machine-2"));
    }

    [Fact]
    public async Task Configured_servers_are_taken_over_by_name_and_handed_back_when_they_are_gone()
    {
        await ApplyAsync("first-token");
        var first = Assert.Single(_registry.All);
        Assert.True(first.IsFromConfiguration);
        Assert.Equal("http://127.0.0.1:9/", first.Url);
        Assert.DoesNotContain("first-token", first.EncryptedToken, StringComparison.Ordinal);

        await ApplyAsync("first-token");
        Assert.Equal(first.EncryptedToken, _registry.All[0].EncryptedToken);

        await ApplyAsync("second-token");
        Assert.NotEqual(first.EncryptedToken, _registry.All[0].EncryptedToken);
        Assert.Equal(first.Id, _registry.All[0].Id);

        await ConfiguredServers.ApplyAsync(new ConfigurationBuilder().Build(), _registry, Token);
        Assert.False(Assert.Single(_registry.All).IsFromConfiguration);
    }

    [Fact]
    public async Task A_removed_server_keeps_its_name_for_history_and_loses_its_token()
    {
        var server = await AddAsync("Attic", "http://127.0.0.1:9", null);

        await _registry.RemoveKeepingHistoryAsync(server.Id, Token);

        Assert.Empty(_registry.All);
        Assert.Equal("Attic", (await _registry.NamesAsync(Token))[server.Id].Name);
        await using var db = await _site.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.Equal("", db.Servers.Single().EncryptedToken);
    }

    [Theory]
    [InlineData("192.168.1.10:8096", "http://192.168.1.10:8096/")]
    [InlineData("https://media.example.org/jelly", "https://media.example.org/jelly/")]
    [InlineData("http://192.168.1.10:32400/web/index.html", "http://192.168.1.10:32400/")]
    [InlineData("http://192.168.1.10:8096/web/#/home.html", "http://192.168.1.10:8096/")]
    [InlineData("http://[fd00::5]:8096", "http://[fd00::5]:8096/")]
    public void Addresses_are_read_as_people_type_them(string typed, string stored) => Assert.Equal(stored, ServerAddress.Parse(typed).Url?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ftp://host")]
    [InlineData("http://")]
    [InlineData("http://name:secret@host")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://metadata.google.internal")]
    [InlineData("http://0.0.0.0:8096")]
    [InlineData("file:///etc/passwd")]
    public void Addresses_that_are_no_media_server_are_refused_in_a_sentence(string typed)
    {
        var (url, problem) = ServerAddress.Parse(typed);

        Assert.Null(url);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    private async Task<MediaServer> AddAsync(string name, string url, string? machine) =>
        (await _registry.AddAsync(new(ServerKind.Jellyfin, name, url, "token", null, IsEnabled: false), machine, Token)).Server!;

    private async Task<(string? Field, bool HasSentence)> RefusalAsync(string name, string url, string machine)
    {
        var change = await _registry.AddAsync(new(ServerKind.Jellyfin, name, url, "token", null, IsEnabled: false), machine, Token);
        return (change.Field, change.Server is null && change.Problem!.EndsWith('.'));
    }

    private async Task ApplyAsync(string token)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MediaInsight:Servers:0:Kind"] = "JellyFin",
            ["MediaInsight:Servers:0:Name"] = "Attic",
            ["MediaInsight:Servers:0:Url"] = "http://127.0.0.1:9",
            ["MediaInsight:Servers:0:Token"] = token,
        }).Build();
        Assert.Empty(await ConfiguredServers.ApplyAsync(configuration, _registry, Token));
    }
}
