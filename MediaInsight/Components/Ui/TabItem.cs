namespace MediaInsight.Components.Ui;

/// <param name="Key">Compared with the active one.</param>
/// <param name="Href">The tab is part of the address.</param>
public sealed record TabItem(string Key, string Text, string Href)
{
    public int? Count { get; init; }
}
