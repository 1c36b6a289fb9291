using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Identity;

namespace MediaInsight.Identity;

/// <summary>The first step of the first run: who owns this installation.</summary>
public sealed class OwnerSetup(FirstRun firstRun, SetupCode code, Accounts accounts, AppUserManager users, PasswordSignIn signIn, AuditLog audit)
{
    /// <summary>Somebody at this machine could read the code anyway.</summary>
    public static bool NeedsCode(HttpContext context) => !ClientAddress.IsThisMachine(context);

    /// <summary>Creates the owner and signs them in; an empty list means done.</summary>
    public async Task<IReadOnlyList<AccountProblem>> RunAsync(HttpContext context, string name, string password, string? typedCode, CancellationToken cancellationToken)
    {
        var by = AuditContext.Of(context, "nobody");
        if (NeedsCode(context) && code.Check(typedCode) is var answer and not SetupCodeAnswer.Right)
        {
            await audit.RecordAsync(by, AuditActions.SetupCodeWrong, null, null, cancellationToken);
            return [new(AccountField.SetupCode, answer is SetupCodeAnswer.Locked
                ? $"Too many wrong codes. Try again in {SetupCode.LockedFor.TotalMinutes:0} minutes."
                : "This is not the set-up code. It is in MediaInsight's log and in the file setup_code in its data folder.")];
        }

        var problems = await accounts.CreateOwnerAsync(by with { Actor = AccountRules.CheckName(name) is null ? name : "nobody" }, name, password, cancellationToken);
        if (problems.Count > 0)
        {
            return problems;
        }

        firstRun.OwnerCreated();
        code.Discard();
        var owner = await users.FindByNameAsync(name) ?? throw new InvalidOperationException("The owner was stored and is gone.");
        await signIn.EnterAsync(owner, keep: false, cancellationToken);
        return [];
    }
}
