using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>Reads all libraries of one server, one after the other, and tells how it goes.</summary>
internal sealed partial class LibrarySync(
    ServerClients clients,
    ServerRefresh refresh,
    IDbContextFactory<MediaInsightDb> factory,
    DatabaseWriter writer,
    Relinks relinks,
    LibrarySyncProgress progress,
    SettingsStore settings,
    EventLog log,
    TimeProvider time,
    ILogger<LibrarySync> logger)
{
    /// <summary>Gone libraries keep their titles this long: a disk that is not mounted takes the whole library along.</summary>
    private static readonly TimeSpan MissingLibraryGrace = TimeSpan.FromDays(1);

    private readonly LibraryStates _states = new(factory, writer, time, log);

    /// <summary>Whether something is due besides the changes: a first, an interrupted or an overdue full reading.</summary>
    public async Task<bool> IsFullDueAsync(ServerId server, CancellationToken cancellationToken)
    {
        var states = await _states.OfAsync(server, cancellationToken);
        var now = time.GetUtcNow();
        var libraries = await LibrariesAsync(server, cancellationToken);
        return libraries.Count > 0 && libraries.Any(l => IsDue(states.GetValueOrDefault(l.Id), now));
    }

    /// <summary>Returns what was found, in a sentence. Throws when the server cannot be read.</summary>
    /// <param name="server">Enabled.</param>
    /// <param name="isFull">Every item.</param>
    /// <param name="onlyDue">Of full readings: only libraries for which one is due.</param>
    /// <param name="isQuiet">Not shown: readings of changes, every minute, would hide how the last full one went.</param>
    /// <param name="byHand">Tells a stop by hand from the end of the program, when the token is cancelled.</param>
    /// <param name="cancellationToken">Stops the reading; what was read stays.</param>
    public async Task<string> RunAsync(MediaServer server, bool isFull, bool onlyDue, bool isQuiet, Func<bool> byHand, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        Show(isQuiet, new(server.Id, server.Name, isFull, LibrarySyncPhase.Preparing, null, 0, null, startedAt, null, null));
        try
        {
            var found = await ReadAsync(server, isFull, onlyDue, isQuiet, byHand, cancellationToken);
            End(isQuiet, server.Id, LibrarySyncPhase.Done, found);
            if (isFull)
            {
                LogDone(server.Name, found);
            }

            return found;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End(isQuiet, server.Id, LibrarySyncPhase.Cancelled, "Stopped. The next full reading goes on from here.");
            throw;
        }
        catch (ServerFailure failure)
        {
            End(isQuiet, server.Id, LibrarySyncPhase.Failed, failure.Message);
            throw;
        }
        catch (Exception e)
        {
            End(isQuiet, server.Id, LibrarySyncPhase.Failed, "Something failed that was not expected; the log says more.");
            LogFault(e, server.Name);
            throw;
        }
    }

    private async Task<string> ReadAsync(MediaServer server, bool isFull, bool onlyDue, bool isQuiet, Func<bool> byHand, CancellationToken cancellationToken)
    {
        if (isFull)
        {
            await refresh.RunAsync(server, cancellationToken);
        }

        using var client = clients.Create(server);
        var sums = new List<string>();
        var states = await _states.OfAsync(server.Id, cancellationToken);
        var (done, total) = (0, isFull ? (int?)0 : null);
        foreach (var library in await LibrariesAsync(server.Id, cancellationToken))
        {
            if (isFull && onlyDue && !IsDue(states.GetValueOrDefault(library.Id), time.GetUtcNow()))
            {
                continue;
            }

            var (before, expected) = (done, total);
            Update(isQuiet, server.Id, s => s with { Phase = LibrarySyncPhase.Reading, LibraryName = library.Name });
            var reading = new LibraryReading(server, library, client, factory, writer, _states, relinks, settings.Get<LibrariesSettings>().RefreshChunkSize, time, log);
            reading.Progressed += (read, all) =>
            {
                done = before + read;
                total = expected + Math.Max(read, all ?? read);
                Update(isQuiet, server.Id, s => s with { Done = done, Total = total });
            };
            reading.Finishing += () => Update(isQuiet, server.Id, s => s with { Phase = LibrarySyncPhase.Finishing });
            if (await ReadAsync(server, library, reading, isFull, byHand, cancellationToken) is { } tally)
            {
                sums.Add(tally.FoundAny || isFull ? $"{library.Name}: {tally}" : "");
            }
        }

        if (isFull)
        {
            await RemoveGoneLibrariesAsync(server.Id, cancellationToken);
        }

        sums.RemoveAll(s => s.Length == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{done} items read{(sums.Count > 0 ? ". " + string.Join("; ", sums) : ", nothing new")}.");
    }

    private async Task<LibraryTally?> ReadAsync(MediaServer server, MediaLibrary library, LibraryReading reading, bool isFull, Func<bool> byHand, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        try
        {
            var tally = isFull ? await reading.ReadAllAsync(cancellationToken) : await reading.ReadChangesAsync(cancellationToken);
            if (isFull)
            {
                await _states.PruneAsync(library.Id, cancellationToken);
            }

            return tally;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (byHand())
            {
                await _states.CancelledAsync(server.Id, library.Id, isFull, startedAt, CancellationToken.None);
            }

            throw;
        }
        catch (ServerFailure failure)
        {
            await _states.FailedAsync(server.Id, library.Id, isFull, startedAt, failure.Message, CancellationToken.None);
            LogFailed(library.Name, server.Name, failure.Message);

            // One odd library is no reason to leave out the others; a server that does not answer is.
            if (failure.Kind is ServerFailureKind.Protocol or ServerFailureKind.TooLarge or ServerFailureKind.WrongAddress)
            {
                return null;
            }

            throw;
        }
    }

    private async Task RemoveGoneLibrariesAsync(ServerId server, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var missingSince = now - MissingLibraryGrace;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        foreach (var library in await db.Libraries.AsNoTracking().Where(l => l.ServerId == server && l.RemovedAt != null && l.RemovedAt < missingSince).Select(l => l.Id).ToListAsync(cancellationToken))
        {
            var (_, missing) = await LibraryRemovals.MissingAsync(db, library, new(), cancellationToken);
            await LibraryRemovals.MarkAsync(writer, missing, now, cancellationToken);
        }
    }

    private async Task<List<MediaLibrary>> LibrariesAsync(ServerId server, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Libraries.AsNoTracking()
            .Where(l => l.ServerId == server && l.RemovedAt == null && l.Content != LibraryContent.LiveTv && l.Content != LibraryContent.Photos)
            .OrderBy(l => l.Id).ToListAsync(cancellationToken);
    }

    private static bool IsDue(LibrarySyncState? state, DateTimeOffset now) =>
        state?.FullDueAt is null || state.FullDueAt <= now;

    private void Show(bool isQuiet, ServerLibrarySync shown)
    {
        if (!isQuiet)
        {
            progress.Set(shown);
        }
    }

    private void Update(bool isQuiet, ServerId server, Func<ServerLibrarySync, ServerLibrarySync> change)
    {
        if (!isQuiet)
        {
            progress.Update(server, change);
        }
    }

    private void End(bool isQuiet, ServerId server, LibrarySyncPhase phase, string message)
    {
        var now = time.GetUtcNow();
        Update(isQuiet, server, s => s with { Phase = phase, LibraryName = null, EndedAt = now, Message = message });
    }

    [LoggerMessage(1234, LogLevel.Information, "Libraries of {Server} read: {Found}")]
    private partial void LogDone(string server, string found);

    [LoggerMessage(1237, LogLevel.Warning, "Library {Library} of {Server} cannot be read: {Reason}")]
    private partial void LogFailed(string library, string server, string reason);

    [LoggerMessage(1238, LogLevel.Error, "Reading the libraries of {Server} failed in a way that was not expected")]
    private partial void LogFault(Exception e, string server);
}
