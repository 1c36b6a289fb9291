using MediaInsight.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <summary>Once at start, after the database: roles, the owner given by configuration, API token, set-up code.</summary>
public sealed class IdentityStart(IServiceScopeFactory scopes, DatabaseWriter writer, ILookupNormalizer normalizer, IConfiguration configuration, FirstRun firstRun, SetupCode code, AdminToken token)
{
    /// <summary>Throws <see cref="StartRefused"/> when the owner given by configuration cannot be created.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await PrepareRolesAsync(cancellationToken);
        token.Prepare();
        if (!await firstRun.OwnerExistsAsync(cancellationToken))
        {
            await CreateConfiguredOwnerAsync(cancellationToken);
        }

        if (await firstRun.OwnerExistsAsync(cancellationToken))
        {
            code.Discard();
        }
        else
        {
            code.Prepare();
        }
    }

    internal Task PrepareRolesAsync(CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        var known = await db.Roles.Select(r => r.Name).ToListAsync(token);
        db.Roles.AddRange(Roles.All.Except(known).Select(name => new IdentityRole(name!) { NormalizedName = normalizer.NormalizeName(name) }));
    }, cancellationToken);

    private async Task CreateConfiguredOwnerAsync(CancellationToken cancellationToken)
    {
        if (IdentityConfigurationCheck.Owner(configuration) is not { } owner)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var problems = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateOwnerAsync(AuditContext.System, owner.Name, owner.Password, cancellationToken);
        if (problems.Count > 0)
        {
            throw new StartRefused("The owner given by MediaInsight__Admin__UserName and __Password was not created: " + string.Join(' ', problems.Select(p => p.Message)));
        }

        firstRun.OwnerCreated();
    }
}
