using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <summary>Accounts as sessions and user lists name them.</summary>
public static class ServerUsers
{
    /// <summary>Finds the account, or makes it with a person of its own. Saves inside the caller's transaction.</summary>
    public static async Task<ServerUser> EnsureAsync(
        MediaInsightDb db, ServerId server, string externalId, string name, string? avatarPath, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = await db.ServerUsers.FirstOrDefaultAsync(u => u.ServerId == server && u.ExternalId == externalId, cancellationToken);
        var clean = Text.Clean(name, Text.MaxName) ?? externalId;
        if (user is null)
        {
            var person = new Viewer { Name = clean, CreatedAt = now };
            db.Viewers.Add(person);
            await db.SaveChangesAsync(cancellationToken);
            user = new() { ServerId = server, ExternalId = externalId, ViewerId = person.Id, Name = clean, AvatarPath = avatarPath, FirstSeenAt = now };
            db.ServerUsers.Add(user);
        }
        else
        {
            if (user.HiddenName is not null)
            {
                // Incognito: the pseudonym stays, and no picture comes back.
                user.HiddenName = clean;
                avatarPath = null;
            }
            else if (user.Name != clean)
            {
                // A person that was called like its only account follows the account's new name.
                var old = user.Name;
                await db.Viewers.Where(v => v.Id == user.ViewerId && v.Name == old).ExecuteUpdateAsync(s => s.SetProperty(v => v.Name, clean), cancellationToken);
                user.Name = clean;
            }

            user.AvatarPath = avatarPath ?? user.AvatarPath;
            user.RemovedAt = null;
        }

        await db.SaveChangesAsync(cancellationToken);
        return user;
    }
}
