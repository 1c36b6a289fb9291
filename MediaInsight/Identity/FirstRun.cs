using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <summary>Whether somebody owns this installation. Asked at every page, so remembered; this program alone changes it.</summary>
public sealed class FirstRun(IDbContextFactory<MediaInsightDb> factory)
{
    private volatile bool _known;
    private volatile bool _exists;

    public async ValueTask<bool> OwnerExistsAsync(CancellationToken cancellationToken)
    {
        if (!_known)
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            _exists = await db.UserRoles.AnyAsync(r => db.Roles.Any(role => role.Id == r.RoleId && role.Name == Roles.Admin), cancellationToken);
            _known = true;
        }

        return _exists;
    }

    internal void OwnerCreated()
    {
        _exists = true;
        _known = true;
    }
}
