using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>
/// Signs in at the product's own site, in a browser: a code is confirmed there and turns into the account's token, which
/// opens the list of owned servers. Throws <see cref="ServerFailure"/> only.
/// </summary>
public interface ILinkSignIn
{
    ServerKind Kind { get; }

    Task<SignInLink> StartAsync(CancellationToken cancellationToken);

    /// <summary>At most once per second.</summary>
    Task<SignInLinkState> CheckAsync(SignInLink link, CancellationToken cancellationToken);

    Task<IReadOnlyList<ServerOffer>> ServersAsync(string accountToken, CancellationToken cancellationToken);
}

/// <param name="Code">Whoever has it can finish the sign-in in our place.</param>
/// <param name="Page">To open in the reader's browser.</param>
public sealed record SignInLink(string Id, string Code, Uri Page, DateTimeOffset ExpiresAt)
{
    /// <summary>Without code and page: records print their members otherwise.</summary>
    public override string ToString() => $"Link {Id}";
}

/// <param name="IsOver">Expired or refused: start again.</param>
/// <param name="AccountToken">Null until confirmed.</param>
public sealed record SignInLinkState(bool IsOver, string? AccountToken)
{
    public override string ToString() => AccountToken is not null ? "confirmed" : IsOver ? "over" : "waiting";
}

/// <summary>A server that the account owns.</summary>
/// <param name="Token">For this server.</param>
/// <param name="Addresses">The most direct first.</param>
public sealed record ServerOffer(string Name, string MachineId, string? Version, string Token, IReadOnlyList<ServerOfferAddress> Addresses)
{
    public override string ToString() => $"{Name} ({MachineId})";
}

public sealed record ServerOfferAddress(Uri Url, bool IsLocal, bool IsRelay);
