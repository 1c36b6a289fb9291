namespace MediaInsight.Components.Ui;

/// <summary>What a colour says. Always said in words or by an icon too.</summary>
public enum Tone
{
    Neutral,
    Accent,
    Good,
    Warning,
    Danger,
}
