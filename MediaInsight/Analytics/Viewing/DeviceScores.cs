using System.Buffers;
using System.Runtime.InteropServices;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Statistics.Rollups;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

public enum ScoredCodec
{
    /// <summary>Of the file's picture; what is only heard is left out.</summary>
    Video,

    /// <summary>Of the file's sound.</summary>
    Audio,
}

/// <param name="Device">With its app in <see cref="StatisticKey.Detail"/>; without the name for people who are incognito.</param>
/// <param name="Codec">Empty: not told.</param>
/// <param name="Plays">With a told decision.</param>
/// <param name="Reason">The server's word that was given most often when it was converted; null: never, or none was given.</param>
/// <param name="ReasonPlays">How often.</param>
public sealed record DeviceScore(StatisticKey Device, string Codec, long Plays, long DirectPlays, long DirectStreams, long Transcodes, string? Reason, long ReasonPlays)
{
    /// <summary>0–100: of the plays, those that were sent as they are.</summary>
    public int Score => (int)Math.Round(100.0 * DirectPlays / Plays, MidpointRounding.AwayFromZero);
}

/// <param name="Scores">Devices with most plays first, in them codecs with most plays first.</param>
/// <param name="LeftOut">Pairs with fewer plays than asked for.</param>
public sealed record DeviceScoresResult(ScoredCodec Of, int MinPlays, IReadOnlyList<DeviceScore> Scores, int LeftOut);

/// <summary>What devices play as it is: the direct-play rate of every device with every codec.</summary>
public sealed class DeviceScores(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    public const int DefaultMinPlays = 5;

    private readonly SelectedPlays _plays = new(index, factory);

    /// <param name="minPlays">A score of fewer plays says little; at least 1.</param>
    public Task<DeviceScoresResult> ReadAsync(AnalyticsFilter filter, ScoredCodec codec, int minPlays, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) =>
        _plays.AskAsync(filter, zone, scope, (reading, selection) => Answer(reading, selection with { StartedWithin = true }, codec, Math.Max(1, minPlays)), cancellationToken);

    private static DeviceScoresResult Answer(PlayIndexReading reading, PlaySelection selection, ScoredCodec codec, int minPlays)
    {
        var devices = DeviceGroups.Named(reading.Names);
        var pairs = new Dictionary<(int Device, string Codec), Pair>();
        foreach (var ((device, profile), counts) in Counted(reading, selection, devices, codec == ScoredCodec.Video))
        {
            var details = reading.Names.Profiles[profile];
            var key = (device, (codec == ScoredCodec.Video ? details?.Source.VideoCodec : details?.Source.AudioCodec) ?? "");
            if (!pairs.TryGetValue(key, out var pair))
            {
                pairs[key] = pair = new();
            }

            pair.Add(counts, details?.TranscodeReasons);
        }

        var told = pairs.Where(p => p.Value.Plays >= minPlays).ToList();
        var totals = told.GroupBy(p => p.Key.Device).ToDictionary(g => g.Key, g => g.Sum(p => p.Value.Plays));
        var keys = totals.Keys.ToDictionary(d => d, devices.Key);
        return new(
            codec,
            minPlays,
            [.. told.OrderByDescending(p => totals[p.Key.Device]).ThenBy(p => p.Key.Device).ThenByDescending(p => p.Value.Plays).ThenBy(p => p.Key.Codec, StringComparer.Ordinal)
                .Select(p => p.Value.Score(keys[p.Key.Device], p.Key.Codec))],
            pairs.Count - told.Count);
    }

    /// <summary>Plays by device and stream: few pairs, however many plays.</summary>
    private static Dictionary<(int Device, int Profile), Counts> Counted(PlayIndexReading reading, PlaySelection selection, SplitKeys devices, bool onlySeen)
    {
        var counts = new Dictionary<(int, int), Counts>();
        var (codecs, reasons) = (Keyring.Of(onlySeen ? StatisticSplit.VideoCodec : StatisticSplit.AudioCodec, reading), Keyring.Of(StatisticSplit.TranscodeReason, reading));
        var parts = PlayRollups.Parts(reading, selection, [devices, codecs, reasons], withAccounts: false);
        var most = Math.Max(PlayBlock.MaxRows, parts.Count == 0 ? 0 : parts.Max(p => p.Rows));
        var (rows, filled) = (ArrayPool<int>.Shared.Rent(most), ArrayPool<int>.Shared.Rent(most));
        foreach (var part in parts)
        {
            var block = part.Block;
            var count = part.Sums is null ? selection.Rows(block, rows) : selection.Alike(block, rows);
            devices.Fill(block, rows, count, filled);
            for (var i = 0; i < count; i++)
            {
                var row = rows[i];
                if (filled[i] < 0 || (onlySeen && ((MediaKind)block.Kind[row]).IsAudio()))
                {
                    continue;
                }

                StatisticCell cell = default;
                if (part.Sums is { } sums)
                {
                    cell = sums.Cells[row];
                }
                else
                {
                    cell.AddPlay(block.Decision[row], block.Marks[row], (block.Marks[row] & PlayMarks.First) == 0 ? 0u : 1u);
                }

                if (cell.DirectPlays + cell.DirectStreams + cell.Transcodes > 0)
                {
                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (filled[i], block.Profile[row]), out _);
                    sum.DirectPlays += cell.DirectPlays;
                    sum.DirectStreams += cell.DirectStreams;
                    sum.Transcodes += cell.Transcodes;
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(filled);
        return counts;
    }

    private struct Counts
    {
        public long DirectPlays;
        public long DirectStreams;
        public long Transcodes;
    }

    private sealed class Pair
    {
        private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
        private Counts _sum;

        public long Plays => _sum.DirectPlays + _sum.DirectStreams + _sum.Transcodes;

        public void Add(in Counts counts, string? reasons)
        {
            _sum.DirectPlays += counts.DirectPlays;
            _sum.DirectStreams += counts.DirectStreams;
            _sum.Transcodes += counts.Transcodes;
            foreach (var reason in counts.Transcodes == 0 || reasons is null ? [] : reasons.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal))
            {
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + counts.Transcodes;
            }
        }

        public DeviceScore Score(StatisticKey device, string codec)
        {
            var most = _reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).FirstOrDefault();
            return new(device, codec, Plays, _sum.DirectPlays, _sum.DirectStreams, _sum.Transcodes, most.Key, most.Value);
        }
    }
}
