using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.History.Privacy;

/// <summary>Takes out of a reading what must not be known of it. The key stays: whoever shows it takes it away.</summary>
public static class Redaction
{
    public const string PrivateSession = "Private session";

    /// <summary>What is watched stays, who watches is a pseudonym.</summary>
    public static SessionSnapshot Incognito(SessionSnapshot seen, string pseudonym) => seen with
    {
        User = new(seen.User.ExternalId, pseudonym),
        Device = seen.Device with { Name = null, ExternalId = null },
        Network = seen.Network with { Address = null },
    };

    /// <summary>That something is sent, how and how much, so that totals stay right; neither who nor what.</summary>
    public static SessionSnapshot Private(SessionSnapshot seen) => seen with
    {
        User = new("", PrivateSession),
        Device = new(),
        Media = new() { ExternalId = "", Kind = seen.Media.Kind, Title = PrivateSession },
        Position = null,
        Duration = null,
        Chapter = null,
        Network = new(null, seen.Network.Location, seen.Network.Relayed, seen.Network.Secure),
        Stream = Anonymous(seen.Stream),
    };

    public static StreamDetails Anonymous(StreamDetails stream) => new()
    {
        Decision = stream.Decision,
        Video = stream.Video,
        Audio = stream.Audio,
        Sent = new() { BitrateKbps = stream.Sent.BitrateKbps },
        Source = new() { BitrateKbps = stream.Source.BitrateKbps },
    };
}
