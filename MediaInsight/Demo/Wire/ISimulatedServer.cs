namespace MediaInsight.Demo;

/// <summary>One product's wire over the household.</summary>
internal interface ISimulatedServer
{
    WireAnswer Answer(WireRequest request, DateTimeOffset now);
}
