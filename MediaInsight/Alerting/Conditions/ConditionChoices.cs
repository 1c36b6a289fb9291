using MediaInsight.Alerting.Topics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Conditions;

/// <param name="Value">Stored in conditions.</param>
/// <param name="Label">As a form shows it.</param>
public sealed record ConditionChoice(string Value, string Label);

/// <summary>What can be chosen for a field: fixed words, or what the database knows.</summary>
public sealed class ConditionChoices(IDbContextFactory<MediaInsightDb> factory)
{
    private const int MaxChoices = 1000;

    public async Task<IReadOnlyList<ConditionChoice>> ListAsync(ChoiceSource source, CancellationToken cancellationToken)
    {
        if (Words.Of(source) is { Count: > 0 } words)
        {
            return [.. words.Select(w => new ConditionChoice(w.Key, w.Value))];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return source switch
        {
            ChoiceSource.People => [.. (await db.Viewers.AsNoTracking().OrderBy(v => v.Name).Take(MaxChoices).Select(v => new { v.Id, v.Name }).ToListAsync(cancellationToken)).Select(v => new ConditionChoice(v.Id.ToString(), v.Name))],
            ChoiceSource.Servers => [.. (await db.Servers.AsNoTracking().Where(s => s.RemovedAt == null).OrderBy(s => s.Name).Take(MaxChoices).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken)).Select(s => new ConditionChoice(s.Id.ToString(), s.Name))],
            ChoiceSource.Libraries => await LibrariesAsync(db, cancellationToken),
            ChoiceSource.Platforms => [.. (await db.PlayDevices.AsNoTracking().Where(d => d.Platform != null).Select(d => d.Platform!).Distinct().OrderBy(p => p).Take(MaxChoices).ToListAsync(cancellationToken)).Select(p => new ConditionChoice(p, p))], // non-null: asked for
            _ => [],
        };
    }

    private static async Task<IReadOnlyList<ConditionChoice>> LibrariesAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var found = await (from library in db.Libraries.AsNoTracking()
                           join server in db.Servers.AsNoTracking() on library.ServerId equals server.Id
                           where library.RemovedAt == null && server.RemovedAt == null
                           orderby server.Name, library.Name
                           select new { library.Id, library.Name, Server = server.Name }).Take(MaxChoices).ToListAsync(cancellationToken);
        return [.. found.Select(l => new ConditionChoice(l.Id.ToString(), $"{l.Name} ({l.Server})"))];
    }
}
