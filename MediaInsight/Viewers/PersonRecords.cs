using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <param name="HiddenName">Its own name while the person is incognito.</param>
/// <param name="IsRemoved">The server no longer lists it, or the server itself is gone.</param>
public sealed record AccountRecord(
    ServerUserId Id, ServerId ServerId, string ServerName, ServerKind ServerKind, string Name, string? HiddenName, string? Email, bool DoNotTrack, bool IsRemoved, DateTimeOffset FirstSeenAt);

/// <summary>A person as those who manage people see it: the only reading that tells a hidden name.</summary>
/// <param name="SignIns">Names of the sign-in accounts that belong to the person.</param>
public sealed record PersonRecord(ViewerId Id, string Name, string? HiddenName, bool DoNotTrack, IReadOnlyList<AccountRecord> Accounts, IReadOnlyList<string> SignIns)
{
    public bool IsIncognito => HiddenName is not null;
}

/// <summary>Reads persons for those who manage them (users.manage); the caller has checked that.</summary>
public sealed class PersonRecords(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Null when there is no such person.</summary>
    public async Task<PersonRecord?> FindAsync(ViewerId id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.Viewers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } person)
        {
            return null;
        }

        var accounts = await Accounts(db, db.ServerUsers.AsNoTracking().Where(u => u.ViewerId == id)).ToListAsync(cancellationToken);
        var signIns = await db.Users.AsNoTracking().Where(u => u.ViewerId == id).OrderBy(u => u.NormalizedUserName).Select(u => u.UserName!).ToListAsync(cancellationToken); // non-null: accounts are named
        return new(id, person.Name, person.HiddenName, person.DoNotTrack, accounts, signIns);
    }

    /// <summary>Who took over the accounts of a merged person; null when the person was not merged.</summary>
    public async Task<ViewerId?> MergedIntoAsync(ViewerId id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var merged = await db.Viewers.IgnoreQueryFilters().AsNoTracking().Where(v => v.MergedIntoId != null).ToDictionaryAsync(v => v.Id, v => v.MergedIntoId, cancellationToken);
        ViewerId? into = null;

        // Bounded by the number of merges: each person was merged into one other.
        for (var step = 0; step <= merged.Count && merged.TryGetValue(into ?? id, out var next); step++)
        {
            into = next;
        }

        return into;
    }

    private static IQueryable<AccountRecord> Accounts(MediaInsightDb db, IQueryable<ServerUser> users) =>
        from user in users
        join server in db.Servers.AsNoTracking() on user.ServerId equals server.Id
        orderby server.Name, user.Id
        select new AccountRecord(
            user.Id, server.Id, server.Name, server.Kind, user.Name, user.HiddenName, user.Email, user.DoNotTrack, user.RemovedAt != null || server.RemovedAt != null, user.FirstSeenAt);
}
