namespace MediaInsight.Components;

/// <summary>Says whether what is shown is an invented household. Registered by the demo, absent otherwise.</summary>
public interface IDemoState
{
    bool IsActive { get; }
}
