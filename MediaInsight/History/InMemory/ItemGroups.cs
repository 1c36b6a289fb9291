using MediaInsight.Domain;

namespace MediaInsight.History.InMemory;

/// <summary>A group of titles that stands for one: a show, an album, a film that two servers have.</summary>
/// <param name="Item">One of its titles, one with a picture if there is any: the newest row.</param>
internal sealed record ItemGroup(MediaKind Kind, string Name, string? Detail, int? Year)
{
    public int Item { get; set; }
    public bool HasPicture { get; set; }
}

/// <summary>One way to group titles: item number → group, or -1.</summary>
internal sealed class ItemGroups
{
    private readonly Dictionary<(MediaKind, string, string), int> _numbers = [];
    private readonly List<ItemGroup> _groups = [];
    private int[] _ofItem = [];

    public int Count => _groups.Count;

    /// <summary>By item number; numbers beyond its end have no group.</summary>
    public int[] OfItem => _ofItem;

    public ItemGroup this[int group] => _groups[group];

    public void Reserve(int items)
    {
        var old = _ofItem.Length;
        if (items > old)
        {
            Array.Resize(ref _ofItem, items);
            _ofItem.AsSpan(old).Fill(-1);
        }
    }

    /// <param name="apart">What tells two of the same name apart.</param>
    public void Put(int item, bool hasPicture, MediaKind kind, string? name, string apart, string? detail, int? year)
    {
        if (name is null)
        {
            _ofItem[item] = -1;
            return;
        }

        var key = (kind, name.ToLowerInvariant(), apart);
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _groups.Count;
            _numbers[key] = number;
            _groups.Add(new(kind, name, detail, year) { Item = item, HasPicture = hasPicture });
        }

        var group = _groups[number];
        if ((hasPicture && !group.HasPicture) || (hasPicture == group.HasPicture && item > group.Item))
        {
            (group.Item, group.HasPicture) = (item, hasPicture);
        }

        _ofItem[item] = number;
    }
}
