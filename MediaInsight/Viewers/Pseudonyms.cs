using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <summary>
/// Incognito: the pseudonym takes the place of the name in the database itself and the name is put aside, so that no page,
/// answer, search or export can forget to hide it.
/// </summary>
public static class Pseudonyms
{
    /// <summary>Always the same for one person, and no other person's; elsewhere the same person has another.</summary>
    internal static async Task HideAsync(MediaInsightDb db, Viewer person, InstallationSecret secret, CancellationToken cancellationToken)
    {
        if (person.HiddenName is not null)
        {
            return;
        }

        var hash = Convert.ToHexString(secret.HashOf($"pseudonym|{person.Id}|{person.CreatedAt.ToUnixTimeMilliseconds()}"));
        var digits = 4;
        var pseudonym = $"Viewer {hash[..digits]}";
        while (digits < hash.Length && await db.Viewers.IgnoreQueryFilters().AnyAsync(v => v.Name == pseudonym && v.Id != person.Id, cancellationToken))
        {
            digits += 2;
            pseudonym = $"Viewer {hash[..digits]}";
        }

        person.HiddenName = person.Name;
        person.Name = pseudonym;
    }

    /// <summary>Gives an account the look of its person: the pseudonym and no picture, or its own name again.</summary>
    internal static void Dress(ServerUser account, Viewer person)
    {
        if (person.HiddenName is not null)
        {
            account.HiddenName ??= account.Name;
            account.Name = person.Name;
            account.AvatarPath = null;
        }
        else if (account.HiddenName is { } name)
        {
            account.Name = name;
            account.HiddenName = null;
        }
    }
}
