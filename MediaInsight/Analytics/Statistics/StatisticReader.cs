using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Answers <see cref="StatisticRequest"/>s from the index of plays.</summary>
public sealed class StatisticReader
{
    public Task<StatisticResult> ReadAsync(StatisticRequest request, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken) =>
        Task.FromResult(new StatisticResult(request, null, null, [], [], default, 0));
}
