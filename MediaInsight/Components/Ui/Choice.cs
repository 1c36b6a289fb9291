namespace MediaInsight.Components.Ui;

/// <summary>One thing to choose.</summary>
public sealed record Choice<T>(T Value, string Text);
