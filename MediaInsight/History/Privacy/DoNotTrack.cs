using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Privacy;

/// <summary>
/// What must not be recorded: accounts, persons and libraries that were switched off, and forgotten accounts. Asked for
/// every session of every reading, so it lives in memory and is read anew after each change.
/// </summary>
public sealed class DoNotTrack(IDbContextFactory<MediaInsightDb> factory, InstallationSecret secret)
{
    private volatile Excluded? _excluded;

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var accounts = await (from user in db.ServerUsers.AsNoTracking()
                              join person in db.Viewers.AsNoTracking() on user.ViewerId equals person.Id
                              where user.DoNotTrack || person.DoNotTrack
                              select new { user.ServerId, user.ExternalId }).ToListAsync(cancellationToken);
        var libraries = await db.Libraries.AsNoTracking().Where(l => l.DoNotTrack).Select(l => new { l.Id, l.ServerId, l.ExternalId }).ToListAsync(cancellationToken);
        var forgotten = await db.ForgottenAccounts.AsNoTracking().Select(f => f.Hash).ToListAsync(cancellationToken);
        _excluded = new(
            accounts.Select(a => (a.ServerId, a.ExternalId)).ToHashSet(),
            libraries.Select(l => (l.ServerId, l.ExternalId)).ToHashSet(),
            libraries.Select(l => l.Id).ToHashSet(),
            libraries.Select(l => l.ServerId).ToHashSet(),
            forgotten.ToHashSet(StringComparer.Ordinal));
    }

    public ValueTask<bool> CoversAsync(ActiveSession session, CancellationToken cancellationToken) =>
        CoversAsync(session.ServerId, session.Latest.User.ExternalId, session.Latest.Media, cancellationToken);

    /// <summary>An item whose library nobody knows is not excluded.</summary>
    public async ValueTask<bool> CoversAsync(ServerId server, string externalUser, MediaRef media, CancellationToken cancellationToken)
    {
        var excluded = await ExcludedAsync(cancellationToken);
        if (excluded.Accounts.Contains((server, externalUser)) || IsForgotten(excluded, server, externalUser))
        {
            return true;
        }

        if (!excluded.Servers.Contains(server))
        {
            return false;
        }

        return media.LibraryExternalId is { } told
            ? excluded.Libraries.Contains((server, told))
            : await LibraryAsync(excluded, server, media.ExternalId, cancellationToken) is { } known && excluded.LibraryIds.Contains(known);
    }

    /// <summary>Such an account is not stored either.</summary>
    public async ValueTask<bool> IsForgottenAsync(ServerId server, string externalUser, CancellationToken cancellationToken) =>
        IsForgotten(await ExcludedAsync(cancellationToken), server, externalUser);

    private bool IsForgotten(Excluded excluded, ServerId server, string externalUser) =>
        excluded.Forgotten.Count > 0 && excluded.Forgotten.Contains(ForgottenAccount.HashOf(secret, server, externalUser));

    private async ValueTask<Excluded> ExcludedAsync(CancellationToken cancellationToken)
    {
        if (_excluded is not { } excluded)
        {
            await ReloadAsync(cancellationToken);
            excluded = _excluded!; // non-null: set by the line above
        }

        return excluded;
    }

    /// <summary>Sessions of some products do not tell the library; the item may be known with it from elsewhere.</summary>
    private async ValueTask<LibraryId?> LibraryAsync(Excluded excluded, ServerId server, string item, CancellationToken cancellationToken)
    {
        if (excluded.KnownItems.TryGetValue((server, item), out var library))
        {
            return library;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.MediaItems.AsNoTracking().Where(i => i.ServerId == server && i.ExternalId == item && i.LibraryId != null).Select(i => i.LibraryId).FirstOrDefaultAsync(cancellationToken);
        if (found is { } id)
        {
            excluded.Remember(server, item, id);
        }

        return found;
    }

    private sealed record Excluded(
        HashSet<(ServerId, string)> Accounts, HashSet<(ServerId, string)> Libraries, HashSet<LibraryId> LibraryIds, HashSet<ServerId> Servers, HashSet<string> Forgotten)
    {
        private const int MaxItems = 20_000;

        public ConcurrentDictionary<(ServerId, string), LibraryId> KnownItems { get; } = new();

        public void Remember(ServerId server, string item, LibraryId library)
        {
            if (KnownItems.Count >= MaxItems)
            {
                KnownItems.Clear();
            }

            KnownItems[(server, item)] = library;
        }
    }
}
