using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data.Events;

/// <summary>Where every module leaves what happened. Whoever reads it is woken; nobody who writes ever waits for a reader.</summary>
public sealed class EventLog(DatabaseWriter writer)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Something was written, here or among the events of plays. Raised after the commit; must return at once.</summary>
    public event Action? Written;

    /// <summary>Call after a transaction that wrote events.</summary>
    public void Wake() => Written?.Invoke();

    /// <summary>The facts as they are stored; too long ones lose their last entries.</summary>
    public static string Facts(params IEnumerable<(string Name, object? Value)> facts)
    {
        var kept = facts.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value);
        var text = JsonSerializer.Serialize(kept, Json);
        while (text.Length > AppEvent.MaxFacts)
        {
            kept.Remove(kept.Keys.Last());
            text = JsonSerializer.Serialize(kept, Json);
        }

        return text;
    }

    /// <summary>Adds to a transaction that is under way. False: told before, by its key.</summary>
    public static async Task<bool> AddAsync(MediaInsightDb db, AppEvent happened, CancellationToken cancellationToken) =>
        await AddRangeAsync(db, [happened], cancellationToken) == 1;

    /// <summary>Many at once, with one question for all their keys.</summary>
    /// <returns>How many had not been told before.</returns>
    public static async Task<int> AddRangeAsync(MediaInsightDb db, IReadOnlyList<AppEvent> happened, CancellationToken cancellationToken)
    {
        var keys = happened.Select(e => e.Key).OfType<string>().Distinct().ToList();
        var told = keys.Count == 0 ? [] : await db.AppEvents.Where(e => keys.Contains(e.Key!)).Select(e => e.Key!).ToHashSetAsync(cancellationToken); // non-null: among the keys
        told.UnionWith(Added(db));
        var count = 0;
        foreach (var one in happened.Where(e => e.Key is not { } key || told.Add(key)))
        {
            db.AppEvents.Add(one);
            count++;
        }

        return count;
    }

    /// <summary>Writes it in a transaction of its own and wakes the readers.</summary>
    public async Task RecordAsync(AppEvent happened, CancellationToken cancellationToken)
    {
        if (await writer.RunAsync((db, token) => AddAsync(db, happened, token), cancellationToken))
        {
            Wake();
        }
    }

    /// <summary>Keys in the same transaction. Looking at what was added needs no look for changes in everything else, which would take ever longer.</summary>
    private static List<string> Added(MediaInsightDb db)
    {
        var looks = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. db.AppEvents.Local.Select(e => e.Key).OfType<string>()];
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = looks;
        }
    }
}
