namespace MediaInsight.Servers.Plex;

/// <summary>A sign-in that waits for its owner to confirm it in a browser.</summary>
/// <param name="Code">Whoever has it can finish the sign-in in our place.</param>
/// <param name="Link">The page of app.plex.tv to open.</param>
public sealed record PlexPin(string Id, string Code, Uri Link, DateTimeOffset ExpiresAt)
{
    /// <summary>Without code and link: records print their members otherwise.</summary>
    public override string ToString() => $"Plex pin {Id}";
}

public enum PlexPinStatus
{
    /// <summary>Not confirmed yet: ask again, at most once per second.</summary>
    Pending,
    Linked,
    Expired,
}

/// <param name="Token">The account's token when linked, else null.</param>
public sealed record PlexPinState(PlexPinStatus Status, string? Token = null)
{
    public override string ToString() => Status.ToString();
}

/// <summary>A server that the account owns.</summary>
/// <param name="AccessToken">The token for this server alone.</param>
/// <param name="Addresses">Local first, then remote, the relay last.</param>
public sealed record PlexServerOffer(string Name, string MachineId, string? Version, string AccessToken, IReadOnlyList<PlexServerAddress> Addresses)
{
    public override string ToString() => $"{Name} ({MachineId})";
}

/// <param name="Url">Ends with a slash, as <see cref="ServerConnection.BaseUrl"/> wants it.</param>
public sealed record PlexServerAddress(Uri Url, bool IsLocal, bool IsRelay);

/// <param name="PlexTv">Answers pins.</param>
/// <param name="Clients">Answers the list of servers.</param>
public sealed record PlexSignInAddresses(Uri PlexTv, Uri Clients)
{
    public static readonly PlexSignInAddresses Default = new(new("https://plex.tv/"), new("https://clients.plex.tv/"));
}
