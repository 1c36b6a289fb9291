using System.Globalization;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// One element of a Plex answer, the same from JSON and XML: named scalars and child elements. Scalars stay text because
/// Plex writes the same field as a number here and as text there; the readers below accept either.
/// </summary>
internal sealed class PlexElement(string name)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PlexElement> _children = [];

    public string Name { get; } = name;

    public IReadOnlyList<PlexElement> Children => _children;

    /// <summary>The scalar without blanks around it; null when missing or blank.</summary>
    public string? Text(string key) => _values.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    public bool Has(string key) => _values.ContainsKey(key);

    public double? Number(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public long? Long(string key) => Number(key) is { } number && Math.Abs(number) < 9e15 ? (long)number : null;

    public int? Int(string key) => Number(key) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>Null for 0 and below too: sizes, channels and bitrates that are not known.</summary>
    public int? Positive(string key) => Int(key) is { } number and > 0 ? number : null;

    public bool? Flag(string key) => Text(key)?.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" => true,
        "0" or "false" or "no" => false,
        _ => null,
    };

    public bool Is(string key, string value) => string.Equals(Text(key), value, StringComparison.OrdinalIgnoreCase);

    public PlexElement? Child(string name) => _children.Find(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<PlexElement> All(string name) => _children.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one marked as selected, else the first.</summary>
    public PlexElement? Selected(string name) => All(name).FirstOrDefault(c => c.Flag("selected") == true) ?? Child(name);

    public void Set(string key, string value) => _values[key] = value;

    public void Add(PlexElement child) => _children.Add(child);
}
