using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Reads <c>/updater/status</c>: what the server found when it looked for a newer version last. A server that does not look by
/// itself (some packages, containers) answers 404, or has no release in the answer.
/// <code>&lt;MediaContainer size="1" status="0"&gt;&lt;Release version="1.40.0.7775-456fbaf97" state="notify"/&gt;&lt;/MediaContainer&gt;</code>
/// </summary>
internal static class PlexUpdates
{
    public const string Path = "updater/status";

    /// <summary>States of a release that nobody is to be told of: the owner skipped it, or it is installed.</summary>
    private static readonly string[] Settled = ["skipped", "done"];

    public static UpdateOffer Map(PlexElement container) =>
        container.All("Release").FirstOrDefault(r => !Settled.Any(s => r.Is("state", s))) is { } release ? new(true, Text.Clean(release.Text("version"), 64)) : new(false);
}
