namespace MediaInsight.Components.Ui;

/// <summary>By which column, and which way. Its text form is what stands in the address: "started" or "-started".</summary>
public sealed record SortState(string Key, bool Descending)
{
    public override string ToString() => Descending ? "-" + Key : Key;

    public static SortState? Parse(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : text[0] == '-' ? new SortState(text[1..], true) : new SortState(text, false);
}
