namespace MediaInsight.Components.Ui;

/// <summary>Whether what is shown follows what happens.</summary>
public enum LinkState
{
    Connected,
    CatchingUp,
    Disconnected,
}
