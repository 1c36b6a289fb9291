using MediaInsight.Analytics.Viewing;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>
/// Where one person connects from. Addresses do not lie in memory: which plays count is known there, their addresses are
/// read from the database, in stretches of time side by side.
/// </summary>
internal sealed class ViewerAddresses(IDbContextFactory<MediaInsightDb> factory, PlayIndex index)
{
    private const int Limit = 50;

    /// <summary>Fewer plays are not worth a second connection.</summary>
    private const int PlaysPerReader = 2000;

    private readonly SelectedPlays _plays = new(index, factory);

    /// <summary>Last used first.</summary>
    public async Task<IReadOnlyList<ViewerAddress>> ReadAsync(AnalyticsFilter own, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var plays = await _plays.AskAsync(own, zone, scope, (reading, selection) => SelectedPlays.Entries(reading, selection), cancellationToken);
        if (plays.Count == 0)
        {
            return [];
        }

        var since = own.From is { } from ? SiteDays.Start(from, zone).ToUnixTimeMilliseconds() : long.MinValue;
        var readers = Math.Clamp(plays.Count / PlaysPerReader, 1, Math.Min(4, Environment.ProcessorCount));
        var parts = await Task.WhenAll(Enumerable.Range(0, readers).Select(r =>
            Task.Run(() => PartAsync(plays, plays.Count * r / readers, plays.Count * (r + 1) / readers, since, cancellationToken), cancellationToken)));
        return
        [
            .. parts.SelectMany(p => p).GroupBy(p => p.Key, p => p.Value)
                .Select(g => new ViewerAddress(
                    g.Key, (NetworkLocation?)g.Max(u => u.Location), g.Sum(u => u.Plays),
                    DateTimeOffset.FromUnixTimeMilliseconds(g.Min(u => u.FirstMs)), DateTimeOffset.FromUnixTimeMilliseconds(g.Max(u => u.LastMs))))
                .OrderByDescending(a => a.LastSeenAt).ThenBy(a => a.FirstSeenAt).Take(Limit),
        ];
    }

    /// <param name="plays">By begin.</param>
    /// <param name="since">A play that began earlier merely reaches into the range.</param>
    private async Task<Dictionary<string, Use>> PartAsync(List<PlayEntry> plays, int first, int end, long since, CancellationToken cancellationToken)
    {
        var (places, accounts) = (new Dictionary<int, int>(end - first), new HashSet<int>());
        for (var i = first; i < end; i++)
        {
            places[plays[i].Number] = i;
            accounts.Add(plays[i].Account);
        }

        var (uses, words) = (new Dictionary<long, Use>(), new RowWords());
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        NumberRows.Read(
            db,
            $"""
            SELECT number, COALESCE(location, -1), ip_address FROM plays
            WHERE user_id IN ({string.Join(", ", accounts)}) AND started_at BETWEEN {plays[first].StartedMs} AND {plays[end - 1].StartedMs} AND ip_address IS NOT NULL
            """,
            words,
            [2],
            row =>
            {
                if (row[2] >= 0 && places.TryGetValue((int)row[0], out var place))
                {
                    var play = plays[place];
                    uses[row[2]] = uses.GetValueOrDefault(row[2], Use.None).And(play, row[1] < 0 ? null : (int)row[1], ItemProfile.IsPlay(play) && play.StartedMs >= since);
                }
            },
            cancellationToken);
        return uses.ToDictionary(u => words[u.Key]!, u => u.Value);   // non-null: told
    }

    private readonly record struct Use(int? Location, int Plays, long FirstMs, long LastMs)
    {
        public static readonly Use None = new(null, 0, long.MaxValue, long.MinValue);

        public Use And(in PlayEntry play, int? location, bool isPlay) => new(
            location is null || location < Location ? Location : location, Plays + (isPlay ? 1 : 0), Math.Min(FirstMs, play.StartedMs), Math.Max(LastMs, play.StoppedMs));
    }
}
