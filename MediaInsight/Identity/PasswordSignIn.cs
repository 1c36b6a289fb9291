using MediaInsight.Data;
using MediaInsight.Data.Events;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <param name="Ok">Signed in.</param>
/// <param name="LockedFor">How long the account stays locked; null when it is not.</param>
public sealed record SignInOutcome(bool Ok, TimeSpan? LockedFor);

/// <summary>Signing in, out and changing one's own password: what needs the request's cookie.</summary>
public sealed class PasswordSignIn(
    SignInManager<AppUser> signIn, AppUserManager users, IPasswordHasher<AppUser> hasher, IHttpContextAccessor accessor, DatabaseWriter writer, AuditLog audit, EventLog log, TimeProvider time)
{
    /// <summary>Without "keep me signed in": ends with the browser, or after a day without a visit.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromDays(1);

    /// <summary>Of a password nobody has: an unknown name then takes as long as a wrong password.</summary>
    private static string? _nobodysHash;

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Signing in needs a request.");

    public async Task<SignInOutcome> TryAsync(string name, string password, bool keep, CancellationToken cancellationToken)
    {
        var user = name.Length <= AccountRules.MaxName && password.Length <= AccountRules.MaxPassword ? await users.FindByNameAsync(name) : null;
        if (user is null)
        {
            _nobodysHash ??= hasher.HashPassword(new(), Guid.CreateVersion7(time.GetUtcNow()).ToString());
            hasher.VerifyHashedPassword(new(), _nobodysHash, password.Length <= AccountRules.MaxPassword ? password : "");

            // Not the name that was typed: people type their password there.
            await audit.RecordAsync(AuditContext.Of(Http, "nobody"), AuditActions.SignInFailed, null, "Unknown name", cancellationToken);
            return new(false, null);
        }

        var by = AuditContext.Of(Http, user.UserName ?? "");
        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (result.IsLockedOut)
        {
            await audit.RecordAsync(by, AuditActions.SignInLocked, user.UserName, null, cancellationToken);
            await TellLockedAsync(user, by, cancellationToken);
            return new(false, user.LockoutEnd - time.GetUtcNow());
        }

        if (!result.Succeeded)
        {
            await audit.RecordAsync(by, AuditActions.SignInFailed, user.UserName, "Wrong password", cancellationToken);
            return new(false, null);
        }

        await EnterAsync(user, keep, cancellationToken);
        return new(true, null);
    }

    /// <summary>Once per lock, however often it is tried meanwhile.</summary>
    private Task TellLockedAsync(AppUser user, AuditContext by, CancellationToken cancellationToken) => log.RecordAsync(
        new()
        {
            Topic = EventTopics.SignInLocked,
            At = time.GetUtcNow(),
            Key = $"{EventTopics.SignInLocked}:{user.Id}:{user.LockoutEnd?.ToUnixTimeMilliseconds()}",
            Facts = EventLog.Facts(("account", user.UserName), ("address", by.IpAddress), ("message", "Too many wrong passwords.")),
        },
        cancellationToken);

    /// <summary>For somebody who has just proved who they are.</summary>
    internal async Task EnterAsync(AppUser user, bool keep, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await signIn.SignInAsync(user, new AuthenticationProperties { IsPersistent = keep, ExpiresUtc = keep ? null : now + Short });
        await writer.RunAsync(async (db, token) =>
        {
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.LastSignInAt, now), token);
            audit.Add(db, AuditContext.Of(Http, user.UserName ?? ""), AuditActions.SignInOk, user.UserName, null);
        }, cancellationToken);
    }

    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (Http.User.Identity?.IsAuthenticated == true)
        {
            var by = AuditContext.Of(Http.User);
            await audit.RecordAsync(by, AuditActions.SignedOut, by.Actor, null, cancellationToken);
        }

        await signIn.SignOutAsync();
    }

    /// <summary>This browser stays signed in, all others do not. Wrong guesses of the current password lock the account like those at the door.</summary>
    public async Task<IReadOnlyList<AccountProblem>> ChangeOwnPasswordAsync(string current, string changed, CancellationToken cancellationToken)
    {
        if (AccountRules.CheckPassword(changed) is { } problem)
        {
            return [new(AccountField.NewPassword, problem)];
        }

        if (await users.GetUserAsync(Http.User) is not { } user)
        {
            return [new(AccountField.None, "This account no longer exists.")];
        }

        var check = await signIn.CheckPasswordSignInAsync(user, current.Length <= AccountRules.MaxPassword ? current : "", lockoutOnFailure: true);
        if (!check.Succeeded)
        {
            return [new(AccountField.Password, check.IsLockedOut ? "Too many wrong passwords. Try again in a few minutes." : "This is not your current password.")];
        }

        var result = await users.ChangePasswordAsync(user, current, changed);
        if (!result.Succeeded)
        {
            return [new(AccountField.NewPassword, string.Join(' ', result.Errors.Select(e => e.Description)))];
        }

        await signIn.RefreshSignInAsync(user);
        await audit.RecordAsync(AuditContext.Of(Http.User), AuditActions.PasswordChanged, user.UserName, null, cancellationToken);
        return [];
    }
}
