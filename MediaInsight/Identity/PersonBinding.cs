using System.Security.Cryptography;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <summary>Sign-in accounts follow the person they belong to. Works inside the caller's transaction.</summary>
public static class PersonBinding
{
    /// <summary>Gives the accounts of one person to another, or to nobody; whoever is signed in with one has to do so again, for what they may see changed.</summary>
    /// <param name="only">Of the person's accounts, these; null: all.</param>
    /// <returns>Ids of the accounts that were moved.</returns>
    public static async Task<IReadOnlyList<string>> MoveAsync(
        MediaInsightDb db, ViewerId from, ViewerId? into, IReadOnlyCollection<string>? only, TimeProvider time, CancellationToken cancellationToken)
    {
        var users = await db.Users.Where(u => u.ViewerId == from).ToListAsync(cancellationToken);
        var moved = users.Where(u => only is null || only.Contains(u.Id)).ToList();
        foreach (var user in moved)
        {
            user.ViewerId = into;
            user.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
            user.ConcurrencyStamp = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        }

        await db.SaveChangesAsync(cancellationToken);
        return [.. moved.Select(u => u.Id)];
    }
}
