using MediaInsight.Components.Pages.Servers;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Components.Pages.Servers;

public sealed class LinkFlowTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirmed_sign_in_lists_servers_and_takes_the_first_address_that_is_the_right_machine()
    {
        await using var bench = await Workbench.WithAsync();
        Plex(bench, "right").On("/status/sessions", """{"MediaContainer":{"size":0}}""");
        var site = new Site(new(false, null), new(false, "account"));
        var flow = new LinkFlow(site, bench.Get<ConnectionTest>(), bench.Time);
        await flow.StartAsync(Token);
        Assert.Equal(LinkStep.Waiting, flow.Step);

        var waiting = flow.WaitAsync(Token);
        while (!waiting.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await waiting;
        Assert.Equal(LinkStep.Choosing, flow.Step);
        var best = await flow.ChooseAsync(Assert.Single(flow.Offers), () => Task.CompletedTask, Token);
        Assert.Equal(2, site.Checks);
        Assert.Equal("http://home.test:32400/", best?.Address.Url.ToString());
    }

    [Fact]
    public async Task Another_machine_at_an_offered_address_is_not_taken()
    {
        await using var bench = await Workbench.WithAsync();
        Plex(bench, "somebody-elses").On("/status/sessions", """{"MediaContainer":{"size":0}}""");
        var flow = new LinkFlow(new Site(), bench.Get<ConnectionTest>(), bench.Time);

        Assert.Null(await flow.ChooseAsync(Site.Offer, () => Task.CompletedTask, Token));

        Assert.All(flow.Tries, t => Assert.Equal(ServerFailureKind.WrongProduct, t.Result?.FailureKind));
    }

    [Fact]
    public async Task An_expired_sign_in_is_over()
    {
        await using var bench = await Workbench.WithAsync();
        var flow = new LinkFlow(new Site(new SignInLinkState(true, null)), bench.Get<ConnectionTest>(), bench.Time);
        await flow.StartAsync(Token);

        var waiting = flow.WaitAsync(Token);
        while (!waiting.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(LinkStep.Over, flow.Step);
    }

    private static Infrastructure.WireReplay Plex(Workbench bench, string machine) => bench.Wire
        .On("/identity", $$$"""{"MediaContainer":{"size":0,"machineIdentifier":"{{{machine}}}","version":"1.43.0"}}""")
        .On("/", $"""<MediaContainer friendlyName="Harbour" machineIdentifier="{machine}" version="1.43.0"/>""", "text/xml");

    private sealed class Site(params SignInLinkState[] states) : ILinkSignIn
    {
        public static readonly ServerOffer Offer = new("Harbour", "right", "1.43.0", "server-token",
            [new(new("http://home.test:32400/"), true, false), new(new("http://relay.test:443/"), false, true)]);

        public int Checks { get; private set; }

        public ServerKind Kind => ServerKind.Plex;

        public Task<SignInLink> StartAsync(CancellationToken cancellationToken) => Task.FromResult(new SignInLink("1", "code", new("https://app.plex.tv/"), Workbench.Now.AddMinutes(30)));

        public Task<SignInLinkState> CheckAsync(SignInLink link, CancellationToken cancellationToken) => Task.FromResult(states[Checks++]);

        public Task<IReadOnlyList<ServerOffer>> ServersAsync(string accountToken, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ServerOffer>>([Offer]);
    }
}
