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
    public static async Task<bool> AddAsync(MediaInsightDb db, AppEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Key is { } key && (db.AppEvents.Local.Any(e => e.Key == key) || await db.AppEvents.AnyAsync(e => e.Key == key, cancellationToken)))
        {
            return false;
        }

        db.AppEvents.Add(happened);
        return true;
    }

    /// <summary>Writes it in a transaction of its own and wakes the readers.</summary>
    public async Task RecordAsync(AppEvent happened, CancellationToken cancellationToken)
    {
        if (await writer.RunAsync((db, token) => AddAsync(db, happened, token), cancellationToken))
        {
            Wake();
        }
    }
}
