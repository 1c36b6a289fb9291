namespace MediaInsight.Demo;

/// <summary>Kept by the program, not set by anybody.</summary>
internal sealed record DemoHouseholdSettings
{
    /// <summary>Servers, libraries and the whole year are there.</summary>
    public bool HasMovedIn { get; init; }
}
