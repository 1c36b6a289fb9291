using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Live;

/// <summary>What can be done to a running session: pages offer nothing else, and the API says why not.</summary>
public static class SessionOffers
{
    /// <summary>A player that has been silent this long may be gone. Players report every ten seconds or so.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(90);

    /// <summary>A position that stands still this long while "playing" moves nobody.</summary>
    public static readonly TimeSpan StalledAfter = TimeSpan.FromMinutes(5);

    /// <summary>Players that were switched off while paused stay listed for hours.</summary>
    public static readonly TimeSpan PausedAfter = TimeSpan.FromMinutes(30);

    public static bool Can(LiveSession session, SessionVerb verb, DateTimeOffset now) => WhyNot(session, verb, now) is null;

    /// <summary>Null: it can be done. Else a sentence.</summary>
    public static string? WhyNot(LiveSession session, SessionVerb verb, DateTimeOffset now)
    {
        if (verb == SessionVerb.End)
        {
            return IsGhost(session.Session, now) ? null : "It is still moving: somebody is there. Stop it instead.";
        }

        var seen = session.Session.Latest;
        if (seen.ControlId is not null && seen.Commands.HasFlag(Flag(verb)))
        {
            return null;
        }

        var player = seen.Device.ClientName ?? seen.Device.Name ?? "This player";
        return LimitOf(session.ServerKind, verb)
            ?? (seen.ControlId is null || seen.Commands == SessionCommands.None
                ? $"{player} is not connected to {session.ServerKind} in a way that takes commands."
                : $"{player} cannot show messages.");
    }

    /// <summary>What a product never or seldom does, whichever player is connected. Null: it depends on the player.</summary>
    public static string? LimitOf(ServerKind kind, SessionVerb verb) => kind switch
    {
        ServerKind.Audiobookshelf => "Audiobookshelf has no remote control.",
        ServerKind.Plex => verb switch
        {
            SessionVerb.Stop => "Plex ends streams only where the server's owner has a Plex Pass, and only those that it gave an id.",
            SessionVerb.Message => "Plex shows a text only when it ends a stream.",
            _ => "A Plex server cannot pause or resume a player.",
        },
        _ => null,
    };

    /// <summary>Nothing has been heard of it for long though its server lists it, or its server itself is silent.</summary>
    public static bool IsGhost(ActiveSession session, DateTimeOffset now)
    {
        var clocks = session.Clocks;
        if (session.IsUnseen)
        {
            return true;
        }

        // Where the player's own reports are told they decide: such a server moves the position of a dead one on by itself.
        var isSilent = clocks.LastClientReportAt is { } report ? now - report > SilentAfter : (bool?)null;
        return session.Latest.State == PlaybackState.Paused
            ? isSilent != false && now - clocks.StateSince > PausedAfter
            : isSilent ?? (session.Latest.Position is not null && clocks.PositionMovedAt is { } moved && now - moved > StalledAfter);
    }

    private static SessionCommands Flag(SessionVerb verb) => verb switch
    {
        SessionVerb.Pause => SessionCommands.Pause,
        SessionVerb.Resume => SessionCommands.Resume,
        SessionVerb.Stop => SessionCommands.Stop,
        _ => SessionCommands.Message,
    };
}
