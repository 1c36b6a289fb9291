using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>What an account last played, and when it began: one date per item, which ticking "watched" by hand moves too.</summary>
internal sealed record WatchedItem(SessionUser User, ItemDto Item, DateTimeOffset At);

/// <summary>Brings the log, which knows times, and the watched state, which knows accounts and positions, together.</summary>
internal static class WatchedState
{
    /// <summary>The state is written within moments of the log.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(2);

    /// <summary>Both products keep no position below a twentieth of the length.</summary>
    private const double Unnoticed = 0.05;

    /// <param name="logged">Plays of the log.</param>
    /// <param name="watched">Items with a date in the time asked for.</param>
    /// <param name="users">By id.</param>
    /// <param name="items">What is known of the items of the log, by id.</param>
    public static IReadOnlyList<PlayedSnapshot> Join(
        IReadOnlyList<LoggedPlay> logged, IReadOnlyList<WatchedItem> watched, IReadOnlyDictionary<string, SessionUser> users, IReadOnlyDictionary<string, ItemDto> items)
    {
        var owners = OwnersOfNumbers(logged, watched, users);
        var result = new List<PlayedSnapshot>();
        var told = new HashSet<WatchedItem>(ReferenceEqualityComparer.Instance);
        foreach (var play in logged)
        {
            var state = watched.FirstOrDefault(w => w.Item.Id == play.Item && IsAt(play, w.At) && (play.User is null || OwnerOf(play.User, users, owners) is not { } owner || owner.ExternalId == w.User.ExternalId));
            var user = (play.User is { } id ? OwnerOf(id, users, owners) : null) ?? state?.User;
            if (user is null || (state?.Item ?? items.GetValueOrDefault(play.Item)) is not { } item)
            {
                continue;
            }

            if (state is not null)
            {
                told.Add(state);
            }

            result.Add(Of(play, user, item, state));
        }

        return [.. result, .. watched.Where(w => !told.Contains(w)).Select(Alone)];
    }

    /// <summary>How the names of all entries begin that tell of this account's state. A name outlives the account: it must not say whose it was.</summary>
    public static string SourcesOf(string user) => $"state:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, 8))}:";

    /// <summary>Emby's log numbers accounts. A number is somebody's when every play that both sides tell of says so.</summary>
    private static Dictionary<string, SessionUser> OwnersOfNumbers(IReadOnlyList<LoggedPlay> logged, IReadOnlyList<WatchedItem> watched, IReadOnlyDictionary<string, SessionUser> users)
    {
        var votes = from play in logged
                    where play.User is not null && !users.ContainsKey(play.User)
                    let at = watched.Where(w => w.Item.Id == play.Item && IsAt(play, w.At)).ToList()
                    where at.Count == 1
                    select (play.User, Owner: at[0].User);
        return votes.GroupBy(v => v.User!, v => v.Owner, StringComparer.Ordinal) // non-null: asked for above
            .Where(g => g.Select(o => o.ExternalId).Distinct().Count() == 1)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    private static SessionUser? OwnerOf(string id, IReadOnlyDictionary<string, SessionUser> users, Dictionary<string, SessionUser> owners) =>
        users.GetValueOrDefault(id) ?? owners.GetValueOrDefault(id);

    private static bool IsAt(LoggedPlay play, DateTimeOffset at) =>
        at >= play.Line.At - Apart && at <= (play.Stop ?? play.Line).At + Apart;

    private static PlayedSnapshot Of(LoggedPlay play, SessionUser user, ItemDto item, WatchedItem? state)
    {
        var duration = WireValues.Duration(item.RunTimeTicks);
        var elapsed = play is { Start: { } start, Stop: { } stop } ? stop.At - start.At : (TimeSpan?)null;
        var position = state is null ? null : WireValues.Position(state.Item.UserData?.PlaybackPositionTicks);
        var seen = state?.Item.UserData?.Played == true && position is null or { Ticks: 0 } && elapsed is { } e && duration is { } d && e > d * Unnoticed;
        return new()
        {
            SourceId = string.Create(CultureInfo.InvariantCulture, $"log:{play.Line.Id}@{play.Line.At.ToUnixTimeSeconds()}"),
            User = user,
            Media = ItemMapper.Map(item),
            StartedAt = play.Start?.At,
            StoppedAt = play.Stop?.At,
            Position = position > TimeSpan.Zero ? position : null,
            Duration = duration,
            Completed = seen ? true : null,
        };
    }

    private static PlayedSnapshot Alone(WatchedItem watched)
    {
        var position = WireValues.Position(watched.Item.UserData?.PlaybackPositionTicks);
        return new()
        {
            SourceId = string.Create(CultureInfo.InvariantCulture, $"{SourcesOf(watched.User.ExternalId)}{watched.Item.Id}@{watched.At.ToUnixTimeSeconds()}"),
            User = watched.User,
            Media = ItemMapper.Map(watched.Item),
            StartedAt = watched.At,
            Position = position > TimeSpan.Zero ? position : null,
            Duration = WireValues.Duration(watched.Item.RunTimeTicks),
            Completed = watched.Item.UserData?.Played,
        };
    }

}
