using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Live;

/// <param name="Words">A sentence.</param>
/// <param name="IsThere">False: never, whichever player is connected.</param>
public sealed record ServerAbility(string Name, string Words, bool IsThere);

/// <summary>What a product lets others see and do, where products differ.</summary>
public static class ServerAbilities
{
    public static IReadOnlyList<ServerAbility> Of(ServerKind kind) =>
    [
        new("Pause and resume", SessionOffers.LimitOf(kind, SessionVerb.Pause) ?? "Players that are connected and take commands.", kind is ServerKind.Emby or ServerKind.Jellyfin),
        new("Messages", SessionOffers.LimitOf(kind, SessionVerb.Message) ?? "Players that are connected and show messages.", kind is ServerKind.Emby or ServerKind.Jellyfin),
        new("Stop", SessionOffers.LimitOf(kind, SessionVerb.Stop) ?? "Players that are connected and take commands.", kind is not ServerKind.Audiobookshelf),
        kind switch
        {
            ServerKind.Plex => new("Transcode reasons", "Plex tells none: they are concluded from what was sent in place of what.", false),
            ServerKind.Audiobookshelf => new("Transcode reasons", "Audiobookshelf tells none.", false),
            _ => new("Transcode reasons", $"Told by {kind}.", true),
        },
    ];
}
