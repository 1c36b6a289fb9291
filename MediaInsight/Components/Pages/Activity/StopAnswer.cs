namespace MediaInsight.Components.Pages.Activity;

/// <summary>Yes, stop it.</summary>
/// <param name="Reason">Null or empty: none.</param>
public sealed record StopAnswer(string? Reason);
