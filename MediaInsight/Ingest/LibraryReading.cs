using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>
/// Reads one library: every item, or what changed. One page is in memory at a time; what is met is remembered in a bit per
/// row; what did not change is not written. Where it is, is stored every few seconds, so that a restart goes on from there.
/// </summary>
internal sealed class LibraryReading(
    MediaServer server,
    MediaLibrary library,
    ILibraryReader reader,
    IDbContextFactory<MediaInsightDb> factory,
    DatabaseWriter writer,
    LibraryStates states,
    Relinks relinks,
    int chunkSize,
    TimeProvider time,
    EventLog? log = null)
{
    /// <summary>A list that is longer goes on for ever.</summary>
    internal const int MaxRows = 5_000_000;

    /// <summary>Of changes; more are left to a full reading.</summary>
    internal const int MaxChangePages = 40;
    private const int MaxRepeats = 3;
    private const int SmallestPage = 10;

    /// <summary>Items written in one transaction: live writes wait no longer than for it.</summary>
    private const int WriteBatch = 50;
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(5);

    /// <summary>An interrupted reading is not gone on with after this: too much has changed behind it.</summary>
    private static readonly TimeSpan MaxInterruption = TimeSpan.FromDays(1);

    /// <summary>Clocks of servers differ, and a change may become visible late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private int _chunkSize = chunkSize;

    /// <summary>In a first reading everything is new, and nothing of it news.</summary>
    private bool _tells;

    /// <summary>Items read in this run, and how many there will be.</summary>
    public event Action<int, int?>? Progressed;

    /// <summary>Raised when the list is read and what follows from it begins.</summary>
    public event Action? Finishing;

    public async Task<LibraryTally> ReadAllAsync(CancellationToken cancellationToken)
    {
        var state = await states.OfAsync(library.Id, cancellationToken);
        var now = time.GetUtcNow();
        _tells = state.LastFullAt is not null;
        var goesOn = state is { RunningSince: { } since, Cursor: not null } && now - since < MaxInterruption;
        var position = new Position(
            goesOn ? state.RunningSince!.Value : now, goesOn ? state.Cursor : null, goesOn ? SeenItems.Of(state.Seen) : new(), goesOn ? LibraryTally.Of(state.RunningJson) : new()); // non-null: goesOn
        try
        {
            await ReadPagesAsync(position, changedSince: null, cancellationToken);
        }
        catch (Exception e) when (e is ServerFailure or OperationCanceledException)
        {
            // Not with the token of the run: where it stopped is what the next one needs.
            await states.CheckpointAsync(library.Id, position, CancellationToken.None);
            throw;
        }

        Finishing?.Invoke();
        var message = await RemoveMissingAsync(state, position, cancellationToken);
        await FinishAsync(position.Tally, cancellationToken);
        await states.CompleteAsync(server.Id, library, position, message, cancellationToken);
        return position.Tally;
    }

    /// <summary>Null when every item must be read first.</summary>
    public async Task<LibraryTally?> ReadChangesAsync(CancellationToken cancellationToken)
    {
        var state = await states.OfAsync(library.Id, cancellationToken);
        if (state is not { LastFullAt: not null, ChangedUntil: { } until })
        {
            return null;
        }

        _tells = true;
        var position = new Position(time.GetUtcNow(), null, new(), new());
        var isWhole = await ReadPagesAsync(position, until - Overlap, cancellationToken);
        if (position.Tally.FoundAny)
        {
            Finishing?.Invoke();
            await FinishAsync(position.Tally, cancellationToken);
        }

        await states.ChangesReadAsync(server.Id, state, position, isWhole, cancellationToken);
        return position.Tally;
    }

    /// <summary>False when there were more pages than are read of changes.</summary>
    private async Task<bool> ReadPagesAsync(Position position, DateTimeOffset? changedSince, CancellationToken cancellationToken)
    {
        var stored = time.GetTimestamp();
        var repeats = 0;
        for (var pages = 1; ; pages++)
        {
            var page = await PageAsync(position.Cursor, changedSince, cancellationToken);
            var tally = position.Tally;
            tally.Rows += page.Rows;
            tally.Total ??= page.Total;
            var met = position.Seen.Count;
            await StoreAsync(page, position, cancellationToken);
            repeats = page.Items.Count > 0 && position.Seen.Count == met ? repeats + 1 : 0;
            Progressed?.Invoke(tally.Listed, tally.Total);
            if (page.Next is null)
            {
                position.Cursor = null;
                return true;
            }

            if (changedSince is not null && pages >= MaxChangePages)
            {
                return false;
            }

            if (page.Next == position.Cursor || repeats >= MaxRepeats || tally.Rows > MaxRows)
            {
                throw new ServerFailure(ServerFailureKind.Protocol, $"{server.Kind}'s list of “{library.Name}” does not end: it repeats itself. The titles read so far are kept; nothing is marked as removed.");
            }

            position.Cursor = page.Next;
            if (changedSince is null && time.GetElapsedTime(stored) >= CheckpointEvery)
            {
                await states.CheckpointAsync(library.Id, position, cancellationToken);
                stored = time.GetTimestamp();
            }
        }
    }

    /// <summary>A page that is too large or too slow is asked for again in smaller pieces.</summary>
    private async Task<LibraryItemsPage> PageAsync(string? cursor, DateTimeOffset? changedSince, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await reader.GetItemsAsync(new(library.ExternalId, library.Content, changedSince, cursor, _chunkSize), cancellationToken);
            }
            catch (ServerFailure failure) when (failure.Kind is ServerFailureKind.TooLarge or ServerFailureKind.TimedOut && _chunkSize > SmallestPage)
            {
                _chunkSize = Math.Max(SmallestPage, _chunkSize / 4);
            }
        }
    }

    private async Task StoreAsync(LibraryItemsPage page, Position position, CancellationToken cancellationToken)
    {
        var tally = position.Tally;
        var items = page.Items.Where(i => i.Media.ExternalId.Length is > 0 and <= Text.MaxName).DistinctBy(i => i.Media.ExternalId).Select(ListedItem.Of).ToList();
        tally.Listed += items.Count;
        if (items.Count == 0)
        {
            return;
        }

        var changed = new List<ListedItem>();
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            var known = await ListedItems.FindAsync(db, server.Id, [.. items.Select(i => i.Item.Media.ExternalId)], cancellationToken);
            foreach (var item in items)
            {
                if (known[item.Item.Media.ExternalId].FirstOrDefault(k => item.Is(k, library.Id)) is { } same)
                {
                    position.Seen.Add(same.Id);
                    tally.Unchanged++;
                }
                else
                {
                    changed.Add(item);
                }
            }
        }

        foreach (var batch in changed.Chunk(WriteBatch))
        {
            var full = await reader.CompleteAsync([.. batch.Select(b => b.Item)], cancellationToken);
            ListedItem[] whole = [.. batch.Zip(full, (b, f) => b with { Item = f })];
            var now = time.GetUtcNow();
            var stored = await writer.RunAsync(async (db, token) =>
            {
                var written = await ListedItems.StoreAsync(db, server.Id, library.Id, whole, now, token);
                if (_tells)
                {
                    await ArrivalEvents.AddAsync(db, server.Id, written, now, token);
                }

                await PlayLibraries.FillAsync(db, [.. written.Select(s => s.Id)], library.Id, token);
                await Relinks.ReturnAsync(db, [.. written.Where(s => s.Outcome is ListedOutcome.Returned).Select(s => s.Id)], now, token);
                return written;
            }, cancellationToken);
            foreach (var item in stored)
            {
                position.Seen.Add(item.Id);
            }

            tally.Add(stored);
            if (_tells && stored.Any(s => s.Outcome == ListedOutcome.Added))
            {
                log?.Wake();
            }
        }
    }

    /// <summary>A sentence when something keeps titles from being marked.</summary>
    private async Task<string?> RemoveMissingAsync(LibrarySyncState state, Position position, CancellationToken cancellationToken)
    {
        (int Listed, List<MediaItemId> Missing) found;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            found = await LibraryRemovals.MissingAsync(db, library.Id, position.Seen, cancellationToken);
        }

        var isShort = position.Tally.Rows < position.Tally.Total;
        var doubt = isShort || found.Missing.Count * 2L > found.Listed;
        position.Doubted = 0;
        if (found.Missing.Count == 0)
        {
            return null;
        }

        if (doubt)
        {
            position.Doubted = found.Missing.Count;
            if (state.DoubtedSeen is null)
            {
                return isShort
                    ? $"The server sent {position.Tally.Rows} of {position.Tally.Total} rows: the list changed while it was read. {found.Missing.Count} titles that were missing are marked as removed only when the next full reading misses them too."
                    : $"{found.Missing.Count} of {found.Listed} titles were missing. That many are marked as removed only when the next full reading misses them too.";
            }

            var before = SeenItems.Of(state.DoubtedSeen);
            found.Missing.RemoveAll(before.Contains);
            position.Doubted = 0;
        }

        position.Tally.AddRemoved(found.Missing.Count, await LibraryRemovals.MarkAsync(writer, found.Missing, time.GetUtcNow(), cancellationToken));
        return null;
    }

    private async Task FinishAsync(LibraryTally tally, CancellationToken cancellationToken)
    {
        if (!tally.FoundAny)
        {
            return;
        }

        await ContainerSums.UpdateAsync(factory, writer, library.Id, cancellationToken);
        if (tally.Added + tally.Removed > 0)
        {
            tally.AddRelinked(await relinks.LinkReturnedAsync(server.Id, cancellationToken));
        }
    }
}

/// <summary>Where a reading is.</summary>
internal sealed class Position(DateTimeOffset startedAt, string? cursor, SeenItems seen, LibraryTally tally)
{
    public DateTimeOffset StartedAt { get; } = startedAt;
    public string? Cursor { get; set; } = cursor;
    public SeenItems Seen { get; } = seen;
    public LibraryTally Tally { get; } = tally;

    /// <summary>Missing titles that are not marked yet.</summary>
    public int Doubted { get; set; }
}
