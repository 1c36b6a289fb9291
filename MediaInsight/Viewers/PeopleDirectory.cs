using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

public sealed record PersonRef(ServerUserId UserId, ViewerId ViewerId, string PersonName)
{
    /// <summary>The name is a pseudonym: what else tells who it is must not be shown either.</summary>
    public bool IsIncognito { get; init; }
}

/// <summary>Which person an account belongs to, from memory.</summary>
public sealed class PeopleDirectory(IDbContextFactory<MediaInsightDb> factory)
{
    private volatile ConcurrentDictionary<(ServerId, string), PersonRef> _known = new();

    /// <summary>Null while the account is not stored.</summary>
    public async ValueTask<PersonRef?> FindAsync(ServerId server, string externalId, CancellationToken cancellationToken)
    {
        // What was read before a change must not be remembered after it.
        var known = _known;
        if (known.TryGetValue((server, externalId), out var person))
        {
            return person;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        person = await (from user in db.ServerUsers.AsNoTracking()
                        join viewer in db.Viewers.AsNoTracking() on user.ViewerId equals viewer.Id
                        where user.ServerId == server && user.ExternalId == externalId
                        select new PersonRef(user.Id, viewer.Id, viewer.Name) { IsIncognito = viewer.HiddenName != null }).FirstOrDefaultAsync(cancellationToken);
        if (person is not null)
        {
            known[(server, externalId)] = person;
        }

        return person;
    }

    /// <summary>After accounts or persons changed.</summary>
    public void Forget() => _known = new();
}
