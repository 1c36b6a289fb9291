using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>
/// Settings records by section: what the admin stored, overlaid by file and environment (<c>MediaInsight__Section__Name</c>),
/// which win and cannot be changed in the UI. Read once, then from memory.
/// </summary>
public sealed class SettingsStore(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, IConfiguration configuration, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, object> _current = new(StringComparer.Ordinal);

    /// <summary>Raised with the section's name after a change.</summary>
    public event Action<string>? Changed;

    public static string SectionOf<T>() => typeof(T).Name.EndsWith("Settings", StringComparison.Ordinal) ? typeof(T).Name[..^"Settings".Length] : typeof(T).Name;

    public T Get<T>() where T : class, new() => (T)_current.GetOrAdd(SectionOf<T>(), static (section, store) => store.Load<T>(section), this);

    /// <summary>Stores the record; values fixed by configuration stay as configured.</summary>
    public async Task<T> SetAsync<T>(T value, CancellationToken cancellationToken) where T : class, new()
    {
        var section = SectionOf<T>();
        var json = JsonSerializer.Serialize(value);
        await writer.RunAsync(async (db, token) =>
        {
            var stored = await db.Settings.FindAsync([section], token);
            if (stored is null)
            {
                db.Settings.Add(new() { Section = section, Json = json, UpdatedAt = time.GetUtcNow() });
            }
            else
            {
                stored.Json = json;
                stored.UpdatedAt = time.GetUtcNow();
            }
        }, cancellationToken);
        var effective = Overlay(value, section);
        _current[section] = effective;
        Changed?.Invoke(section);
        return effective;
    }

    /// <summary>Whether file or environment decide this property.</summary>
    public bool IsFixed<T>(string property) => configuration.GetSection($"MediaInsight:{SectionOf<T>()}:{property}").Exists();

    private T Load<T>(string section) where T : class, new()
    {
        using var db = factory.CreateDbContext();
        var json = db.Settings.AsNoTracking().Where(s => s.Section == section).Select(s => s.Json).SingleOrDefault();
        return Overlay(json is null ? new T() : Read<T>(json), section);
    }

    private static T Read<T>(string json) where T : class, new()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json) ?? new T();
        }
        catch (JsonException)
        {
            // A damaged record falls back to the defaults: settings are read by every loop of the program.
            return new T();
        }
    }

    private T Overlay<T>(T value, string section) where T : class, new()
    {
        var configured = configuration.GetSection($"MediaInsight:{section}");
        if (!configured.Exists())
        {
            return value;
        }

        // A copy, so that the caller's record stays what it stored.
        var copy = JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var given = configured.GetSection(property.Name);
            if (given.Exists() && given.Get(property.PropertyType) is { } set)
            {
                property.SetValue(copy, set);
            }
        }

        return copy;
    }
}
