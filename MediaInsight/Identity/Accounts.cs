using System.Security.Cryptography;
using MediaInsight.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <summary>
/// Managing accounts. Each act and its audit entry are one transaction, and transactions run one after the other: two admins
/// cannot demote each other at the same moment. An empty list of problems means done.
/// </summary>
public sealed class Accounts(
    IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, IPasswordHasher<AppUser> hasher, ILookupNormalizer normalizer, IPeople people, AuditLog audit, TimeProvider time)
{
    private static readonly AccountProblem Gone = new(AccountField.None, "This account no longer exists.");

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<AppAccount>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var admins = AdminIds(db);
        var now = time.GetUtcNow();
        return await db.Users.AsNoTracking().OrderBy(u => u.NormalizedUserName)
            .Select(u => new AppAccount(u.Id, u.UserName!, admins.Contains(u.Id) ? Roles.Admin : Roles.Viewer, u.OnlyOwnPlays, u.ViewerId, u.CreatedAt, u.LastSignInAt,
                u.LockoutEnd > now ? u.LockoutEnd : null))
            .ToListAsync(cancellationToken);
    }

    public async Task<AppAccount?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(a => a.Id == id);

    public async Task<IReadOnlyList<AccountProblem>> AddAsync(AuditContext by, string name, string password, AccountAccess access, CancellationToken cancellationToken)
    {
        List<AccountProblem> problems = [.. CheckNew(name, password), .. await CheckAccessAsync(access, cancellationToken)];
        return problems.Count > 0 ? problems : await writer.RunAsync<IReadOnlyList<AccountProblem>>(async (db, token) =>
        {
            if (await FindByNameAsync(db, name, token) is not null)
            {
                return [new(AccountField.Name, "There is already an account with this name.")];
            }

            var user = Create(db, name, password);
            await ApplyAsync(db, user, access, token);
            audit.Add(db, by, AuditActions.UserAdded, name, Describe(access));
            return [];
        }, cancellationToken);
    }

    /// <summary>The first account, an admin; refused once there is one.</summary>
    internal async Task<IReadOnlyList<AccountProblem>> CreateOwnerAsync(AuditContext by, string name, string password, CancellationToken cancellationToken)
    {
        List<AccountProblem> problems = [.. CheckNew(name, password)];
        return problems.Count > 0 ? problems : await writer.RunAsync<IReadOnlyList<AccountProblem>>(async (db, token) =>
        {
            if (await AdminIds(db).AnyAsync(token))
            {
                return [new(AccountField.None, "This MediaInsight already has an owner. Sign in instead.")];
            }

            if (await FindByNameAsync(db, name, token) is not null)
            {
                return [new(AccountField.Name, "There is already an account with this name.")];
            }

            await ApplyAsync(db, Create(db, name, password), new(Roles.Admin, null, false), token);
            audit.Add(db, by, AuditActions.OwnerCreated, name, null);
            return [];
        }, cancellationToken);
    }

    public async Task<IReadOnlyList<AccountProblem>> EditAsync(AuditContext by, string id, AccountAccess access, CancellationToken cancellationToken)
    {
        var problems = await CheckAccessAsync(access, cancellationToken);
        return problems.Count > 0 ? problems : await ChangeAsync(id, async (db, user, token) =>
        {
            var isAdmin = await AdminIds(db).ContainsAsync(user.Id, token);
            if (isAdmin && access.Role != Roles.Admin)
            {
                if (await AdminIds(db).CountAsync(token) == 1)
                {
                    return new(AccountField.Role, "The last admin has to stay one.");
                }

                if (user.Id == by.UserId)
                {
                    return new(AccountField.Role, "You cannot take your own role away. Ask another admin.");
                }
            }

            await ApplyAsync(db, user, access, token);
            EndSessions(user);
            audit.Add(db, by, AuditActions.UserEdited, user.UserName, Describe(access));
            return null;
        }, cancellationToken);
    }

    /// <summary>Also unlocks; ends all sessions of the account.</summary>
    public async Task<IReadOnlyList<AccountProblem>> ResetPasswordAsync(AuditContext by, string id, string password, CancellationToken cancellationToken) =>
        AccountRules.CheckPassword(password) is { } problem
            ? [new(AccountField.NewPassword, problem)]
            : await ChangeAsync(id, (db, user, _) =>
            {
                user.PasswordHash = hasher.HashPassword(user, password);
                Unlock(user);
                EndSessions(user);
                audit.Add(db, by, AuditActions.PasswordReset, user.UserName, null);
                return Task.FromResult<AccountProblem?>(null);
            }, cancellationToken);

    public Task<IReadOnlyList<AccountProblem>> UnlockAsync(AuditContext by, string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, (db, user, _) =>
        {
            Unlock(user);
            audit.Add(db, by, AuditActions.UserUnlocked, user.UserName, null);
            return Task.FromResult<AccountProblem?>(null);
        }, cancellationToken);

    public Task<IReadOnlyList<AccountProblem>> DeleteAsync(AuditContext by, string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, async (db, user, token) =>
        {
            if (user.Id == by.UserId)
            {
                return new(AccountField.None, "You cannot delete your own account. Ask another admin.");
            }

            var admins = await AdminIds(db).Order().Take(2).ToListAsync(token);
            if (admins is [var last] && last == user.Id)
            {
                return new(AccountField.None, "The last admin cannot be deleted.");
            }

            db.Users.Remove(user);
            audit.Add(db, by, AuditActions.UserDeleted, user.UserName, null);
            return null;
        }, cancellationToken);

    private static IQueryable<string> AdminIds(MediaInsightDb db) =>
        db.UserRoles.Where(r => db.Roles.Any(role => role.Id == r.RoleId && role.Name == Roles.Admin)).Select(r => r.UserId);

    private static IEnumerable<AccountProblem> CheckNew(string name, string password)
    {
        if (AccountRules.CheckName(name) is { } badName)
        {
            yield return new(AccountField.Name, badName);
        }

        if (AccountRules.CheckPassword(password) is { } badPassword)
        {
            yield return new(AccountField.Password, badPassword);
        }
    }

    private async Task<IReadOnlyList<AccountProblem>> CheckAccessAsync(AccountAccess access, CancellationToken cancellationToken)
    {
        if (!Roles.All.Contains(access.Role, StringComparer.Ordinal))
        {
            return [new(AccountField.Role, "Choose a role.")];
        }

        if (access.ViewerId is { } viewer)
        {
            var known = await people.ListAsync(cancellationToken);
            return known.Any(p => p.Id == viewer) ? [] : [new(AccountField.Person, "This person is not known any more. Choose another.")];
        }

        return access is { OnlyOwnPlays: true, Role: not Roles.Admin } ? [new(AccountField.Person, "Choose the person whose plays this account may see.")] : [];
    }

    private Task<AppUser?> FindByNameAsync(MediaInsightDb db, string name, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeName(name);
        return db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == normalized, cancellationToken);
    }

    private AppUser Create(MediaInsightDb db, string name, string password)
    {
        var user = new AppUser { UserName = name, NormalizedUserName = normalizer.NormalizeName(name), CreatedAt = time.GetUtcNow(), LockoutEnabled = true };
        user.PasswordHash = hasher.HashPassword(user, password);
        db.Users.Add(user);
        return user;
    }

    private static async Task ApplyAsync(MediaInsightDb db, AppUser user, AccountAccess access, CancellationToken cancellationToken)
    {
        user.ViewerId = access.ViewerId;
        user.OnlyOwnPlays = access is { OnlyOwnPlays: true, Role: not Roles.Admin };
        var role = await db.Roles.Where(r => r.Name == access.Role).Select(r => r.Id).SingleAsync(cancellationToken);
        var held = await db.UserRoles.Where(r => r.UserId == user.Id).ToListAsync(cancellationToken);
        db.UserRoles.RemoveRange(held.Where(r => r.RoleId != role));
        if (held.All(r => r.RoleId != role))
        {
            db.UserRoles.Add(new() { UserId = user.Id, RoleId = role });
        }
    }

    private Task<IReadOnlyList<AccountProblem>> ChangeAsync(string id, Func<MediaInsightDb, AppUser, CancellationToken, Task<AccountProblem?>> change, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<AccountProblem>>(async (db, token) =>
        {
            if (await db.Users.FindAsync([id], token) is not { } user)
            {
                return [Gone];
            }

            if (await change(db, user, token) is { } problem)
            {
                db.ChangeTracker.Clear();
                return [problem];
            }

            if (db.Entry(user).State is not EntityState.Deleted)
            {
                user.ConcurrencyStamp = Guid.CreateVersion7(time.GetUtcNow()).ToString();
            }

            return [];
        }, cancellationToken);

    // A new stamp is what open cookies and circuits of the account do not survive.
    private static void EndSessions(AppUser user) => user.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private static void Unlock(AppUser user)
    {
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
    }

    private static string Describe(AccountAccess access) =>
        access.Role == Roles.Admin ? "admin" : access.OnlyOwnPlays ? "viewer, only own plays" : "viewer, all plays";
}
