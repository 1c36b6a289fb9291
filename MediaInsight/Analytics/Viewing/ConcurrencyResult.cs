using MediaInsight.History;

namespace MediaInsight.Analytics.Viewing;

/// <summary>The most there was at one time, each figure by itself: the most conversions need not have run when most plays did.</summary>
/// <param name="Streams">Plays at once, whatever their decision.</param>
/// <param name="Kbps">Estimate: the sum of the plays' bitrates, kbit/s; so are the next two.</param>
/// <param name="At">When <paramref name="Streams"/> was reached first; null: nothing was played.</param>
public readonly record struct ConcurrencyPeak(int Streams, int DirectPlays, int DirectStreams, int Transcodes, long Kbps, long LanKbps, long WanKbps, DateTimeOffset? At);

public sealed record ConcurrencyDay(DateOnly Day, ConcurrencyPeak Peak);

/// <param name="From">First day; of an open range the day of the first play.</param>
/// <param name="Days">Every day, also those without plays.</param>
/// <param name="Peak">Of the whole range.</param>
/// <param name="AtPeak">What was on when most was, at most <see cref="ConcurrencyReader.MaxRows"/>, by begin.</param>
public sealed record ConcurrencyResult(DateOnly From, DateOnly To, IReadOnlyList<ConcurrencyDay> Days, ConcurrencyPeak Peak, IReadOnlyList<HistoryRow> AtPeak);
