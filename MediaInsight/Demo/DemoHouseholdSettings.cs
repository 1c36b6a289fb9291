namespace MediaInsight.Demo;

/// <summary>Kept by the program, not set by anybody.</summary>
internal sealed record DemoHouseholdSettings
{
    /// <summary>Servers, libraries and the whole year are there.</summary>
    public bool HasMovedIn { get; init; }

    /// <summary>What it has itself told with, by number: taken away with it.</summary>
    public int? Channel { get; init; }
    public int[] Rules { get; init; } = [];
    public int[] Alerts { get; init; } = [];
}
