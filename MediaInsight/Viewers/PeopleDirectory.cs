using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

public sealed record PersonRef(ServerUserId UserId, ViewerId ViewerId, string PersonName);

/// <summary>Which person an account belongs to, from memory.</summary>
public sealed class PeopleDirectory(IDbContextFactory<MediaInsightDb> factory)
{
    private readonly ConcurrentDictionary<(ServerId, string), PersonRef> _known = new();

    /// <summary>Null while the account is not stored.</summary>
    public async ValueTask<PersonRef?> FindAsync(ServerId server, string externalId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((server, externalId), out var person))
        {
            return person;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        person = await (from user in db.ServerUsers.AsNoTracking()
                        join viewer in db.Viewers.AsNoTracking() on user.ViewerId equals viewer.Id
                        where user.ServerId == server && user.ExternalId == externalId
                        select new PersonRef(user.Id, viewer.Id, viewer.Name)).FirstOrDefaultAsync(cancellationToken);
        if (person is not null)
        {
            _known[(server, externalId)] = person;
        }

        return person;
    }

    /// <summary>After accounts or persons changed.</summary>
    public void Forget() => _known.Clear();
}
