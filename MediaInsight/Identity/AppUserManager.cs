using MediaInsight.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

/// <summary>
/// The framework's account logic with our clock, and with failures counted in the database: its own counting reads, adds and
/// stores, so that guesses made at the same time count once.
/// </summary>
public sealed class AppUserManager(
    IUserStore<AppUser> store, IOptions<IdentityOptions> options, IPasswordHasher<AppUser> hasher, IEnumerable<IUserValidator<AppUser>> userValidators,
    IEnumerable<IPasswordValidator<AppUser>> passwordValidators, ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services,
    ILogger<UserManager<AppUser>> logger, DatabaseWriter writer, TimeProvider time)
    : UserManager<AppUser>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, logger)
{
    public override Task<bool> IsLockedOutAsync(AppUser user) => Task.FromResult(user.LockoutEnd > time.GetUtcNow());

    public override async Task<IdentityResult> AccessFailedAsync(AppUser user)
    {
        var until = time.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan;
        var max = Options.Lockout.MaxFailedAccessAttempts;
        var now = await writer.RunAsync(async (db, token) =>
        {
            var same = db.Users.Where(u => u.Id == user.Id);
            await same.ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), token);
            await same.Where(u => u.AccessFailedCount >= max)
                .ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, until), token);
            return await same.Select(u => new { u.AccessFailedCount, u.LockoutEnd }).SingleOrDefaultAsync(token);
        }, CancellationToken);
        user.AccessFailedCount = now?.AccessFailedCount ?? 0;
        user.LockoutEnd = now?.LockoutEnd;
        return IdentityResult.Success;
    }
}
