using System.Diagnostics.CodeAnalysis;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Libraries;
using MediaInsight.Sessions;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Stores plays that are over, many at a time, under the same rules as recorded ones.</summary>
public sealed class FinishedPlays(DatabaseWriter writer, SettingsStore settings, DoNotTrack doNotTrack)
{
    /// <summary>Small enough that live readings wait only moments between two batches.</summary>
    private const int Batch = 250;

    /// <param name="plays">Oldest first: chains are built in this order.</param>
    /// <returns>How many were stored; what must not be tracked is left out.</returns>
    public async Task<int> StoreAsync(IEnumerable<FinishedPlay> plays, CancellationToken cancellationToken)
    {
        var known = new Known();
        var stored = 0;
        foreach (var chunk in plays.Chunk(Batch))
        {
            var batch = await AllowedAsync(chunk, cancellationToken);
            await writer.RunAsync(
                (db, token) =>
                {
                    // A second try must not use numbers of rows that the first one made and lost.
                    known.Undo();
                    return StoreAsync(db, batch, known, token);
                },
                cancellationToken);
            known.Keep();
            stored += batch.Length;
        }

        return stored;
    }

    private async Task<FinishedPlay[]> AllowedAsync(FinishedPlay[] plays, CancellationToken cancellationToken)
    {
        var kept = settings.Get<PrivacySettings>();
        var allowed = new List<FinishedPlay>(plays.Length);
        foreach (var play in plays)
        {
            if (!await doNotTrack.CoversAsync(play.ServerId, play.User.ExternalId, play.Media, cancellationToken))
            {
                allowed.Add(kept.Addresses == AddressKeeping.Full ? play : play with { IpAddress = kept.Keep(play.IpAddress) });
            }
        }

        return [.. allowed];
    }

    /// <summary>Stores those that are still wanted, asked in the same transaction: nothing can be recorded in between. Called again when the file was busy.</summary>
    /// <param name="wanted">Reads; what it adds is written with them.</param>
    /// <returns>What was stored; what must not be tracked is left out.</returns>
    public Task<IReadOnlyList<FinishedPlay>> StoreWantedAsync(Func<MediaInsightDb, CancellationToken, Task<IReadOnlyList<FinishedPlay>>> wanted, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<FinishedPlay>>(
            async (db, token) =>
            {
                var allowed = await AllowedAsync([.. await wanted(db, token)], token);
                if (allowed.Length > 0)
                {
                    await StoreAsync(db, allowed, new(), token);
                }

                return allowed;
            },
            cancellationToken);

    private async Task StoreAsync(MediaInsightDb db, FinishedPlay[] batch, Known known, CancellationToken cancellationToken)
    {
        var history = settings.Get<HistorySettings>();
        var made = new List<(FinishedPlay Finished, Play Play)>(batch.Length);
        foreach (var finished in batch)
        {
            var user = await known.Users.OfAsync((finished.ServerId, finished.User.ExternalId), async () =>
                (await ServerUsers.EnsureAsync(db, finished.ServerId, finished.User.ExternalId, finished.User.Name, finished.User.AvatarPath, finished.StartedAt, cancellationToken)).Id);
            var item = await known.Items.OfAsync((finished.ServerId, finished.Media), async () =>
            {
                var stored = await MediaItems.EnsureAsync(db, finished.ServerId, finished.Media, finished.Duration, null, cancellationToken);
                return (stored.Id, stored.LibraryId);
            });
            var device = await known.Devices.OfAsync((finished.ServerId, finished.Device), () => PlayDimensions.DeviceAsync(db, finished.ServerId, finished.Device, cancellationToken));
            var stream = await known.Streams.OfAsync(finished.Stream, () => PlayDimensions.StreamAsync(db, finished.Stream, cancellationToken));
            made.Add((finished, Make(finished, user, item, device, stream, history)));
        }

        db.Plays.AddRange(made.Select(m => m.Play));
        await db.SaveChangesAsync(cancellationToken);

        // A long import remembers titles for many batches, between which libraries may be read.
        if (made.Where(m => m.Play.LibraryId is null).Select(m => m.Play.Number).ToList() is { Count: > 0 } unfiled)
        {
            await PlayLibraries.FillAsync(db, unfiled, cancellationToken);
        }

        foreach (var (finished, play) in made)
        {
            play.ChainNumber = known.Chain(play);
            if (finished.Source is { } source)
            {
                play.ChainNumber = play.ChainNumber == play.Number
                    ? await PlayChain.ResumedAsync(db, play.UserId, play.MediaItemId, play.StartedAt, play.StartPositionMs, cancellationToken) ?? play.Number
                    : play.ChainNumber;
                db.PlaySources.Add(new() { ServerId = play.ServerId, Source = source, PlayNumber = play.Number });
            }

            var segment = OnlySegment(play);
            db.PlaySegments.Add(segment);
            if (play is { Decision: StreamDecision.Transcode, StoppedAt: { } stoppedAt })
            {
                db.TranscodeRecords.Add(TranscodeWriting.Of(segment, stoppedAt));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static Play Make(FinishedPlay finished, ServerUserId user, (MediaItemId Id, LibraryId? Library) item, long device, long stream, HistorySettings history)
    {
        var durationMs = finished.Duration is { } d ? (long)d.TotalMilliseconds : (long?)null;
        var positionMs = finished.Position is { } p ? (long)p.TotalMilliseconds : (long?)null;
        var percent = finished.Media.Kind is MediaKind.Audiobook or MediaKind.PodcastEpisode ? history.ListenedPercent : history.WatchedPercent;
        var completed = finished.Completed ?? (durationMs > 0 && positionMs >= durationMs * percent / 100);
        return new()
        {
            Id = PlayId.New(finished.StartedAt),
            ServerId = finished.ServerId,
            UserId = user,
            MediaItemId = item.Id,
            Kind = finished.Media.Kind,
            LibraryId = item.Library,
            DeviceId = device,
            IpAddress = finished.IpAddress,
            Location = finished.Location,
            StartedAt = finished.StartedAt,
            StoppedAt = finished.StoppedAt,
            StopReason = StopReason.Stopped,
            WatchedMs = finished.WatchedMs,
            PausedMs = finished.PausedMs,
            BufferingMs = finished.BufferingMs,
            StartPositionMs = finished.StartPosition is { } s ? (long)s.TotalMilliseconds : null,
            PositionMs = positionMs,
            DurationMs = durationMs,
            Completed = completed,
            PercentPermille = Completion.Permille(positionMs, positionMs, durationMs, completed),
            // Of what is only inferred nobody knows how long it was watched: not even that it was short.
            IsShort = finished.Certainty != PlayCertainty.Inferred && Completion.IsShort(finished.Media.Kind, finished.WatchedMs, history),
            Decision = finished.Stream.Decision,
            StreamProfileId = stream,
            BandwidthKbps = finished.BandwidthKbps,
            Certainty = finished.Certainty,
        };
    }

    private static PlaySegment OnlySegment(Play play) => new()
    {
        PlayNumber = play.Number,
        Ordinal = 0,
        StartedAt = play.StartedAt,
        EndedAt = play.StoppedAt,
        WatchedMs = play.WatchedMs,
        PausedMs = play.PausedMs,
        BufferingMs = play.BufferingMs,
        Decision = play.Decision,
        StreamProfileId = play.StreamProfileId,
        BandwidthKbps = play.BandwidthKbps,
    };

    private sealed class Known
    {
        private readonly Lookup<(ServerUserId, MediaItemId), Play> _last = new();

        public Lookup<(ServerId, string), ServerUserId> Users { get; } = new();
        public Lookup<(ServerId, MediaRef), (MediaItemId, LibraryId?)> Items { get; } = new();
        public Lookup<(ServerId, DeviceRef), long> Devices { get; } = new();
        public Lookup<StreamDetails, long> Streams { get; } = new();

        private IEnumerable<ILookup> All => [_last, Users, Items, Devices, Streams];

        /// <summary>The same rule as <see cref="PlayChain"/>, from memory.</summary>
        public long Chain(Play play)
        {
            var key = (play.UserId, play.MediaItemId);
            var resumes = _last.TryGet(key, out var last) && !last.Completed && last.PositionMs > 0
                && play.StartPositionMs > 0 && play.StartPositionMs >= last.PositionMs - PlayChain.SlackMs;
            _last.Set(key, play);
            return resumes ? last!.ChainNumber : play.Number; // non-null: resumes needs it
        }

        /// <summary>What was learned since is true: its rows are committed.</summary>
        public void Keep()
        {
            foreach (var lookup in All)
            {
                lookup.Keep();
            }
        }

        /// <summary>What was learned since the last commit is forgotten.</summary>
        public void Undo()
        {
            foreach (var lookup in All)
            {
                lookup.Undo();
            }
        }
    }

    private interface ILookup
    {
        void Keep();

        void Undo();
    }

    private sealed class Lookup<TKey, TValue> : ILookup where TKey : notnull
    {
        private readonly Dictionary<TKey, TValue> _kept = [];
        private readonly Dictionary<TKey, TValue> _new = [];

        public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _new.TryGetValue(key, out value) || _kept.TryGetValue(key, out value);

        public void Set(TKey key, TValue value) => _new[key] = value;

        public async Task<TValue> OfAsync(TKey key, Func<Task<TValue>> make)
        {
            if (!TryGet(key, out var value))
            {
                value = _new[key] = await make();
            }

            return value;
        }

        public void Keep()
        {
            foreach (var (key, value) in _new)
            {
                _kept[key] = value;
            }

            _new.Clear();
        }

        public void Undo() => _new.Clear();
    }
}
