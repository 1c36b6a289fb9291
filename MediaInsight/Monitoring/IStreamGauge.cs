namespace MediaInsight.Monitoring;

/// <param name="Streams">What plays or pauses now.</param>
/// <param name="Transcodes">Of them, converted ones.</param>
public readonly record struct StreamCounts(int Streams, int Transcodes);

/// <summary>How many streams there are, told by whoever knows what plays.</summary>
public interface IStreamGauge
{
    StreamCounts Read();
}
