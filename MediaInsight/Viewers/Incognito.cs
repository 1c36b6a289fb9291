using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Platform;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <summary>Takes a person's name away from everybody's eyes, and gives it back.</summary>
public sealed class Incognito(DatabaseWriter writer, ImageCache images, IEnumerable<IPersonTraces> traces, PeopleRefresh refresh, InstallationSecret secret, AuditLog audit)
{
    /// <summary>False when there is no such person.</summary>
    public async Task<bool> SetAsync(AuditContext by, ViewerId viewer, bool on, CancellationToken cancellationToken)
    {
        var pictures = await writer.RunAsync(async (db, token) =>
        {
            var all = await PersonAndMergedAsync(db, viewer, token);
            if (all.Count == 0)
            {
                return null;
            }

            foreach (var person in all)
            {
                if (on)
                {
                    await Pseudonyms.HideAsync(db, person, secret, token);
                }
                else if (person.HiddenName is { } name)
                {
                    person.Name = name;
                    person.HiddenName = null;
                }
            }

            var accounts = await db.ServerUsers.Where(u => u.ViewerId == viewer).ToListAsync(token);
            List<(ServerId Server, string Path)> hidden = on ? [.. accounts.Where(a => a.AvatarPath is not null).Select(a => (a.ServerId, a.AvatarPath!))] : []; // non-null: asked for
            foreach (var account in accounts)
            {
                Pseudonyms.Dress(account, all[0]);
            }

            await db.SaveChangesAsync(token);
            if (on)
            {
                foreach (var trace in traces)
                {
                    await trace.RenameAsync(db, Trace(all, accounts), all[0].Name, token);
                }
            }

            audit.Add(db, by, on ? PeopleActions.IncognitoOn : PeopleActions.IncognitoOff, $"person {viewer}", null);
            return hidden;
        }, cancellationToken);
        if (pictures is null)
        {
            return false;
        }

        foreach (var (server, path) in pictures)
        {
            images.Forget(server, path);
        }

        refresh.Run();
        return true;
    }

    /// <summary>All by which somebody could be found.</summary>
    public static PersonTrace Trace(IReadOnlyList<Viewer> persons, IReadOnlyList<ServerUser> accounts) => new(
        [.. persons.Select(p => p.Id)], [.. accounts.Select(a => a.Id)],
        [.. persons.SelectMany(p => new[] { p.HiddenName, p.Name }).Concat(accounts.SelectMany(a => new[] { a.HiddenName, a.Name })).OfType<string>().Distinct(StringComparer.Ordinal)]);

    /// <summary>The person and those that were merged into it, the person first; empty when there is none.</summary>
    public static async Task<IReadOnlyList<Viewer>> PersonAndMergedAsync(MediaInsightDb db, ViewerId viewer, CancellationToken cancellationToken)
    {
        if (await db.Viewers.FirstOrDefaultAsync(v => v.Id == viewer, cancellationToken) is not { } person)
        {
            return [];
        }

        // Merges are few; each person was merged into one other, so this ends.
        var merged = await db.Viewers.IgnoreQueryFilters().Where(v => v.MergedIntoId != null).ToListAsync(cancellationToken);
        List<Viewer> all = [person];
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(merged.Where(m => m.MergedIntoId == all[i].Id && !all.Contains(m)));
        }

        return all;
    }
}
