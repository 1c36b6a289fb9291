namespace MediaInsight.Demo;

/// <summary>One product's wire over the household.</summary>
internal interface ISimulatedServer
{
    WireAnswer Answer(WireRequest request, DateTimeOffset now);

    /// <summary>A posted command to a player; null where there is none to post to.</summary>
    WireAnswer? Command(WireRequest request, DateTimeOffset now) => null;
}
