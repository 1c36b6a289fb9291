using MediaInsight.Data;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <summary>The people whose plays are recorded, for choosing one.</summary>
internal sealed class People(IDbContextFactory<MediaInsightDb> factory) : IPeople
{
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Viewers.AsNoTracking().OrderBy(v => v.Name).ThenBy(v => v.Id).Select(v => new Person(v.Id, v.Name)).ToListAsync(cancellationToken);
    }
}
