using System.Text.Json;
using MediaInsight.Libraries;

namespace MediaInsight.Ingest;

/// <summary>What a reading of one library has found so far. Kept with the reading, so that an interrupted one goes on counting.</summary>
internal sealed class LibraryTally
{
    /// <summary>What the server sent, usable or not.</summary>
    public int Rows { get; set; }

    /// <summary>What it said that it would send; null when it did not.</summary>
    public int? Total { get; set; }
    public int Listed { get; set; }
    public int Added { get; set; }
    public int Changed { get; set; }
    public int Returned { get; set; }
    public int Removed { get; set; }
    public int Relinked { get; set; }
    public int Unchanged { get; set; }
    public List<LibraryChange> Changes { get; set; } = [];

    public bool FoundAny => Added + Changed + Returned + Removed + Relinked > 0;

    public static LibraryTally Of(string? json)
    {
        try
        {
            return json is null ? new() : JsonSerializer.Deserialize<LibraryTally>(json) ?? new();
        }
        catch (JsonException)
        {
            // Written by another version: only the counting begins anew.
            return new();
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this);

    public void Add(IReadOnlyList<StoredItem> stored)
    {
        foreach (var item in stored)
        {
            switch (item.Outcome)
            {
                case ListedOutcome.Added:
                    Added++;
                    Remember([new("added", item.Title, item.Id.Value)]);
                    break;
                case ListedOutcome.Returned:
                    Returned++;
                    Remember([new("returned", item.Title, item.Id.Value)]);
                    break;
                default:
                    Changed++;
                    Remember([new("changed", item.Title, item.Id.Value)]);
                    break;
            }
        }
    }

    public void AddRemoved(int count, IReadOnlyList<LibraryChange> first)
    {
        Removed += count;
        Remember(first);
    }

    public void AddRelinked(IReadOnlyList<LibraryChange> linked)
    {
        Relinked += linked.Count;
        Remember(linked);
    }

    public override string ToString() => string.Join(", ", new[]
    {
        (Added, "added"), (Changed, "changed"), (Removed, "removed"), (Returned, "returned"), (Relinked, "re-linked"),
    }.Where(c => c.Item1 > 0).Select(c => $"{c.Item1} {c.Item2}")) is { Length: > 0 } found ? found : "nothing new";

    private void Remember(IReadOnlyList<LibraryChange> changes)
    {
        foreach (var change in changes)
        {
            // Losses are rarer and weigh more than the thousands of a first reading.
            if (Changes.Count < LibraryChange.MaxPerRun)
            {
                Changes.Add(change);
            }
            else if (change.Sort is "removed" or "relinked" && Changes.FindLastIndex(c => c.Sort is "added" or "changed") is >= 0 and var at)
            {
                Changes[at] = change;
            }
        }
    }
}
