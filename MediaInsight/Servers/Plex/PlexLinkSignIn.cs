using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>Plex's sign-in by pin, behind the port that the Servers page knows.</summary>
public sealed class PlexLinkSignIn(PlexPinSignIn pins, ServerClients clients) : ILinkSignIn
{
    public ServerKind Kind => ServerKind.Plex;

    public async Task<SignInLink> StartAsync(CancellationToken cancellationToken)
    {
        var pin = await pins.StartAsync(clients.InstallationId, null, cancellationToken);
        return new(pin.Id, pin.Code, pin.Link, pin.ExpiresAt);
    }

    public async Task<SignInLinkState> CheckAsync(SignInLink link, CancellationToken cancellationToken)
    {
        var state = await pins.CheckAsync(new(link.Id, link.Code, link.Page, link.ExpiresAt), clients.InstallationId, cancellationToken);
        return new(state.Status == PlexPinStatus.Expired, state.Token);
    }

    public async Task<IReadOnlyList<ServerOffer>> ServersAsync(string accountToken, CancellationToken cancellationToken)
    {
        var offers = await pins.ServersAsync(clients.InstallationId, accountToken, cancellationToken);
        return [.. offers.Select(o => new ServerOffer(o.Name, o.MachineId, o.Version, o.AccessToken, [.. o.Addresses.Select(a => new ServerOfferAddress(a.Url, a.IsLocal, a.IsRelay))]))];
    }
}
