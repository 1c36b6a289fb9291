using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>A play that is recorded, running or filled in already.</summary>
/// <param name="User">The account, by the server's id.</param>
/// <param name="Item">The server's id.</param>
/// <param name="Title">See <see cref="CatchUpPlan.TitleOf"/>: ids change when a file is added again.</param>
/// <param name="StoppedAt">Null while it runs.</param>
/// <param name="Number">Of the recorded play, also of one in the bin; null: none is written yet.</param>
internal sealed record KnownPlay(string User, string Item, string Title, DateTimeOffset StartedAt, DateTimeOffset? StoppedAt, PlayCertainty Certainty, long? Number = null);

internal enum CatchUpVerdict
{
    Add,

    /// <summary>Recorded, running, or filled in before.</summary>
    Known,

    /// <summary>It lies in time that was watched.</summary>
    Watched,
}

/// <summary>
/// Decides which plays of a server's own history were missed. Rather one too few than one twice: a play is added only
/// when it lies where nobody watched and nothing known can be the same one.
/// </summary>
internal static class CatchUpPlan
{
    /// <summary>Clocks and rounding.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>Where only a date is told, any other play of that title by that account within this is taken for it.</summary>
    public static readonly TimeSpan Vague = TimeSpan.FromHours(24);

    /// <param name="played">In the order in which they are preferred.</param>
    /// <param name="unobserved">Oldest first, not overlapping.</param>
    /// <param name="sources">Names of entries that were filled in or recognised before, also of those that somebody deleted since.</param>
    public static IReadOnlyList<CatchUpVerdict> Decide(
        IReadOnlyList<PlayedSnapshot> played, IReadOnlyList<Stretch> unobserved, IEnumerable<KnownPlay> known, IReadOnlySet<string> sources, DateTimeOffset now)
    {
        var byUser = known.GroupBy(k => k.User, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var taken = new HashSet<string>(sources, StringComparer.Ordinal);
        var verdicts = new CatchUpVerdict[played.Count];
        for (var i = 0; i < played.Count; i++)
        {
            var play = played[i];
            if (!byUser.TryGetValue(play.User.ExternalId, out var own))
            {
                byUser[play.User.ExternalId] = own = [];
            }

            var title = TitleOf(play.Media);
            verdicts[i] = taken.Contains(play.SourceId) || own.Any(k => IsOf(play, title, k, now)) ? CatchUpVerdict.Known
                : !LiesIn(play, unobserved) ? CatchUpVerdict.Watched
                : CatchUpVerdict.Add;
            if (verdicts[i] == CatchUpVerdict.Add)
            {
                taken.Add(play.SourceId);
                own.Add(new(play.User.ExternalId, play.Media.ExternalId, title, play.StartedAt ?? play.At, play.At, CertaintyOf(play)));
            }
        }

        return verdicts;
    }

    /// <summary>
    /// Entries that only a recorded play keeps from being added, with its number: their names must be remembered, or they
    /// come back when that play is gone.
    /// </summary>
    public static IEnumerable<(PlayedSnapshot Play, long Number)> Recognised(
        IReadOnlyList<PlayedSnapshot> played, IReadOnlyList<Stretch> unobserved, IEnumerable<KnownPlay> known, IReadOnlySet<string> sources, DateTimeOffset now)
    {
        var recorded = known.Where(k => k.Number is not null).ToLookup(k => k.User, StringComparer.Ordinal);
        foreach (var play in played.Where(p => !sources.Contains(p.SourceId) && LiesIn(p, unobserved)))
        {
            var title = TitleOf(play.Media);
            if (recorded[play.User.ExternalId].FirstOrDefault(k => IsOf(play, title, k, now)) is { Number: { } number })
            {
                yield return (play, number);
            }
        }
    }

    /// <summary>Those with times first: they are worth more than a mere date of the same play.</summary>
    public static IReadOnlyList<PlayedSnapshot> Ordered(IEnumerable<PlayedSnapshot> played) =>
        [.. played.DistinctBy(p => p.SourceId).OrderByDescending(p => p.HasTimes).ThenBy(p => p.At).ThenBy(p => p.SourceId, StringComparer.Ordinal)];

    public static PlayCertainty CertaintyOf(PlayedSnapshot play) => play.HasTimes ? PlayCertainty.Derived : PlayCertainty.Inferred;

    public static string TitleOf(MediaRef media) => TitleOf(media.Kind, media.Title, media.GrandparentTitle, media.SeasonNumber, media.EpisodeNumber);

    public static string TitleOf(MediaKind kind, string title, string? grandparent, int? season, int? episode) =>
        Folding.Fold(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)kind}|{title}|{grandparent}|{season}|{episode}"));

    private static bool LiesIn(PlayedSnapshot play, IReadOnlyList<Stretch> unobserved)
    {
        var from = play.StartedAt ?? play.At;
        var to = play.StoppedAt ?? play.At;
        return from <= to && unobserved.Any(s => from >= s.From - Tolerance && to <= s.To + Tolerance);
    }

    private static bool IsOf(PlayedSnapshot play, string title, KnownPlay known, DateTimeOffset now) =>
        (known.Item == play.Media.ExternalId || known.Title == title) && IsSame(play, known, now);

    private static bool IsSame(PlayedSnapshot play, KnownPlay known, DateTimeOffset now)
    {
        if (!play.HasTimes && known.Certainty == PlayCertainty.Inferred)
        {
            // Two dates of one history are two plays, unless they are the same moment.
            return (play.At - known.StartedAt).Duration() <= Tolerance && (play.Duration is not { } length || (play.At - known.StartedAt).Duration() < length / 2);
        }

        var (from, to) = Reach(play);
        return from <= (known.StoppedAt ?? now) && to >= known.StartedAt;
    }

    /// <summary>The time within which a known play is taken for this one.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Reach(PlayedSnapshot play) => play switch
    {
        { StartedAt: { } start, StoppedAt: { } stop } => (start - Tolerance, stop + Tolerance),

        // Told at nine tenths: the rest, and pauses, may lie on either side.
        { StoppedAt: { } seen, Duration: { } length } => (seen - Longer(length * 2), seen + Longer(length)),
        _ => (play.At - Vague, play.At + Vague),
    };

    private static TimeSpan Longer(TimeSpan time) => time < TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(10) : time > Vague ? Vague : time;
}
