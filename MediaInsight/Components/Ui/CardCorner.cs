namespace MediaInsight.Components.Ui;

/// <summary>The place at the right of a card's heading, where its content may put a switch.</summary>
public sealed class CardCorner;
