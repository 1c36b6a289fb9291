using MediaInsight.Data;
using MediaInsight.Domain;

namespace MediaInsight.Analytics;

/// <summary>Everything on the dashboard that comes from the database, read together so that its panels agree.</summary>
/// <param name="Server">The one it is narrowed to.</param>
/// <param name="Viewers">By watch time of the last 30 days, like <paramref name="Titles"/> and <paramref name="Servers"/>.</param>
public sealed record DashboardData(
    ServerId? Server,
    DashboardResult Figures,
    IReadOnlyList<TopViewer> Viewers,
    IReadOnlyList<TopTitle> Titles,
    IReadOnlyList<RecentTitle> Recent,
    IReadOnlyList<ServerFigures> Servers)
{
    /// <summary>Of the last 30 days.</summary>
    public IReadOnlyList<UnobservedStretch> Unobserved { get; init; } = [];
}

/// <summary>Reads the dashboard; all pages that show the same share the reading.</summary>
public sealed class DashboardQuery(DashboardFigures figures, TopViewers viewers, TopMedia media, RecentlyAdded recent, ServerActivity servers, UnobservedTimes unobserved, TimeProvider time)
{
    private const int TopCount = 6;
    private const int RecentCount = 18;

    private readonly SharedReading<Question, DashboardData> _shared = new();

    public Task<DashboardData> ReadAsync(ServerId? server, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken) =>
        _shared.ReadAsync(new(server, zone, today, scope), ReadAsync, cancellationToken);

    private async Task<DashboardData> ReadAsync(Question question, CancellationToken cancellationToken)
    {
        var (server, zone, today, scope) = question;
        var month = AnalyticsFilter.Last(DashboardFigures.Days, today) with { Server = server };

        // Side by side: none waits for another.
        var sums = figures.ReadAsync(new() { Server = server }, zone, today, scope, cancellationToken);
        var people = viewers.ReadAsync(month, TopBy.WatchTime, TopCount, zone, scope, cancellationToken);
        var titles = media.ReadAsync(month, TopBy.WatchTime, TopCount, zone, scope, cancellationToken);
        var added = recent.ReadAsync(server, RecentCount, scope, cancellationToken);
        var use = servers.ReadAsync(month, zone, scope, cancellationToken);
        var gaps = unobserved.ReadAsync(server, null, SiteDays.Start(today.AddDays(1 - DashboardFigures.Days), zone), time.GetUtcNow(), scope, cancellationToken);
        await Task.WhenAll(sums, people, titles, added, use, gaps);
        return new(server, await sums, await people, await titles, await added, await use) { Unobserved = await gaps };
    }

    private sealed record Question(ServerId? Server, TimeZoneInfo Zone, DateOnly Today, ReadScope Scope);
}
