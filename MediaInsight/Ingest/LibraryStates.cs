using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>The stored side of readings: where they are, and what they found.</summary>
internal sealed class LibraryStates(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, TimeProvider time, EventLog? log = null)
{
    /// <summary>The nightly job comes first; this is for programs that do not run at night.</summary>
    public static readonly TimeSpan FullAfter = TimeSpan.FromHours(36);
    public static readonly TimeSpan FullAfterCancel = TimeSpan.FromHours(20);
    public static readonly TimeSpan FullAfterFailure = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan FullAfterDoubt = TimeSpan.FromHours(1);

    /// <summary>Readings that found nothing are noted this often: what is asked for again meanwhile costs less than the writing.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(10);
    private const int MaxRuns = 200;

    public async Task<LibrarySyncState> OfAsync(LibraryId library, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.LibrarySyncStates.AsNoTracking().FirstOrDefaultAsync(s => s.LibraryId == library, cancellationToken) ?? new() { LibraryId = library };
    }

    public async Task<IReadOnlyDictionary<LibraryId, LibrarySyncState>> OfAsync(ServerId server, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await (from state in db.LibrarySyncStates.AsNoTracking()
                      join library in db.Libraries.AsNoTracking() on state.LibraryId equals library.Id
                      where library.ServerId == server
                      select state).ToDictionaryAsync(s => s.LibraryId, cancellationToken);
    }

    public Task CheckpointAsync(LibraryId library, Position position, CancellationToken cancellationToken) => ChangeAsync(library, (_, state) =>
    {
        state.RunningSince = position.StartedAt;
        state.Cursor = position.Cursor;
        state.Seen = position.Seen.ToBytes();
        state.RunningJson = position.Tally.ToJson();
        state.FullDueAt = position.StartedAt;
    }, cancellationToken);

    public async Task CompleteAsync(ServerId server, MediaLibrary library, Position position, string? message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ChangeAsync(library.Id, (db, state) =>
        {
            End(state);
            state.LastFullAt = now;
            state.LastIncrementalAt = now;
            state.ChangedUntil = position.StartedAt;
            state.ListedCount = position.Tally.Listed;
            state.DoubtedCount = position.Doubted;
            state.DoubtedSeen = position.Doubted > 0 ? position.Seen.ToBytes() : null;
            state.FullDueAt = now + (position.Doubted > 0 ? FullAfterDoubt : FullAfter);
            Note(db, server, library.Id, isFull: true, position, LibrarySyncOutcome.Done, message, now);
            db.AppEvents.Add(ArrivalEvents.Synced(server, library, position.Tally, now));
        }, cancellationToken);
        log?.Wake();
    }

    public async Task ChangesReadAsync(ServerId server, LibrarySyncState known, Position position, bool isWhole, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!position.Tally.FoundAny && isWhole && known.Failure is null && now - known.LastIncrementalAt < NoteEvery)
        {
            return;
        }

        await ChangeAsync(known.LibraryId, (db, state) =>
        {
            state.LastIncrementalAt = now;
            state.ChangedUntil = position.StartedAt;
            state.Failure = null;
            state.FailedAt = null;
            if (!isWhole)
            {
                state.FullDueAt = now;
            }

            if (position.Tally.FoundAny)
            {
                Note(db, server, known.LibraryId, isFull: false, position, LibrarySyncOutcome.Done, isWhole ? null : "More changed than is read of changes: every item is read next.", now);
            }
        }, cancellationToken);
    }

    /// <summary>By hand: the full reading that was stopped goes on at the next one.</summary>
    public Task CancelledAsync(ServerId server, LibraryId library, bool isFull, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(library, (db, state) =>
        {
            state.FullDueAt = now + FullAfterCancel;
            Note(db, server, library, isFull, new(startedAt, null, new(), LibraryTally.Of(state.RunningJson)), LibrarySyncOutcome.Cancelled, "Stopped by hand.", now);
        }, cancellationToken);
    }

    /// <summary>The same failure again and again makes one row.</summary>
    public Task FailedAsync(ServerId server, LibraryId library, bool isFull, DateTimeOffset startedAt, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(library, (db, state) =>
        {
            if (state.Failure != reason)
            {
                Note(db, server, library, isFull, new(startedAt, null, new(), isFull ? LibraryTally.Of(state.RunningJson) : new()), LibrarySyncOutcome.Failed, reason, now);
            }

            state.Failure = reason;
            state.FailedAt = now;
            state.FullDueAt = isFull ? now + FullAfterFailure : state.FullDueAt;
        }, cancellationToken);
    }

    /// <summary>Old rows of the log.</summary>
    public Task PruneAsync(LibraryId library, CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        var oldest = await db.LibrarySyncRuns.Where(r => r.LibraryId == library).OrderByDescending(r => r.StartedAt).Skip(MaxRuns).Select(r => (DateTimeOffset?)r.StartedAt).FirstOrDefaultAsync(token);
        if (oldest is { } at)
        {
            await db.LibrarySyncRuns.Where(r => r.LibraryId == library && r.StartedAt <= at).ExecuteDeleteAsync(token);
        }
    }, cancellationToken);

    private static void End(LibrarySyncState state)
    {
        state.RunningSince = null;
        state.Cursor = null;
        state.Seen = null;
        state.RunningJson = null;
        state.Failure = null;
        state.FailedAt = null;
    }

    private static void Note(MediaInsightDb db, ServerId server, LibraryId library, bool isFull, Position position, LibrarySyncOutcome outcome, string? message, DateTimeOffset now)
    {
        var tally = position.Tally;
        db.LibrarySyncRuns.Add(new()
        {
            ServerId = server,
            LibraryId = library,
            IsFull = isFull,
            StartedAt = position.StartedAt,
            EndedAt = now,
            Outcome = outcome,
            Listed = tally.Listed,
            Added = tally.Added,
            Changed = tally.Changed,
            Removed = tally.Removed,
            Returned = tally.Returned,
            Relinked = tally.Relinked,
            Unchanged = tally.Unchanged,
            Message = Text.Clean(message),
            ChangesJson = JsonSerializer.Serialize(tally.Changes),
        });
    }

    /// <summary>A library that is gone meanwhile has no state to change.</summary>
    private Task ChangeAsync(LibraryId library, Action<MediaInsightDb, LibrarySyncState> change, CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        var state = await db.LibrarySyncStates.FirstOrDefaultAsync(s => s.LibraryId == library, token);
        if (state is null)
        {
            if (!await db.Libraries.AnyAsync(l => l.Id == library, token))
            {
                return;
            }

            state = new() { LibraryId = library };
            db.LibrarySyncStates.Add(state);
        }

        change(db, state);
    }, cancellationToken);
}
