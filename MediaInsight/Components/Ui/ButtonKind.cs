namespace MediaInsight.Components.Ui;

public enum ButtonKind
{
    /// <summary>Bordered: most buttons.</summary>
    Plain,

    /// <summary>The one thing to do here.</summary>
    Primary,

    /// <summary>Only its words until pointed at.</summary>
    Quiet,

    /// <summary>Takes something away.</summary>
    Danger,
}
