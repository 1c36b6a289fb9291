using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.History;

public sealed class WatchedMarksJobTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly Household _home = new();
    private readonly WriteGate _gate = new();
    private readonly SettingsStore _settings;
    private readonly WatchedMarksJob _job;

    public WatchedMarksJobTests()
    {
        var writer = new DatabaseWriter(_home.Db, _gate, TimeProvider.System);
        _settings = new(_home.Db, writer, new ConfigurationBuilder().Build(), TimeProvider.System);
        _job = new(_home.Db, writer, _settings);
        var user = _home.Account(_home.Server("Attic"), _home.Person("Ann"));

        // As they are marked by 85 % (90 % of books); the last one's server told that it was watched.
        foreach (var (permille, done, kind) in new[] { (700, false, MediaKind.Movie), (849, false, MediaKind.Movie), (870, true, MediaKind.Movie), (930, true, MediaKind.Movie), (870, false, MediaKind.Audiobook), (300, true, MediaKind.Movie) })
        {
            var item = _home.Item(_home.Servers[0], kind, $"{kind} {permille}");
            _home.Play(user, item, Start.AddHours(_home.Plays.Count), TimeSpan.FromMinutes(50), completed: done, permille: permille);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Another_percentage_marks_stored_plays_anew_and_statistics_follow()
    {
        await _job.RunAsync(Token);
        Assert.Equal(("Movie 870, Movie 930, Movie 300", 3L), await CompletedAsync());

        Assert.Equal("1 plays are marked anew: watched from 90 %, listened to from 90 %.", await RunAsync(90, 90));
        Assert.Equal(("Movie 930, Movie 300", 2L), await CompletedAsync());

        Assert.Equal("3 plays are marked anew: watched from 80 %, listened to from 87 %.", await RunAsync(80, 87));
        Assert.Equal(("Movie 849, Movie 870, Movie 930, Audiobook 870, Movie 300", 5L), await CompletedAsync());
        Assert.Equal("All plays are marked by the percentages of the settings.", await _job.RunAsync(Token));
    }

    [Fact]
    public async Task A_run_that_was_broken_off_is_made_up_for_whatever_the_percentage_is_by_then()
    {
        // From 85 to 95 %: the highest one was reached already, then the program ended and the setting became 90 %.
        await _settings.SetAsync(new WatchedMarks { Watched = new(85, 95), Listened = new(90, 90) }, Token);
        await using (var db = await _home.Db.CreateDbContextAsync(Token))
        {
            await db.Plays.Where(p => p.PercentPermille == 930).ExecuteUpdateAsync(s => s.SetProperty(p => p.Completed, false), Token);
        }

        Assert.Equal("2 plays are marked anew: watched from 90 %, listened to from 90 %.", await RunAsync(90, 90));
        Assert.Equal(("Movie 930, Movie 300", 2L), await CompletedAsync());
    }

    private async Task<string> RunAsync(int watched, int listened)
    {
        await _settings.SetAsync(new HistorySettings { WatchedPercent = watched, ListenedPercent = listened }, Token);
        return await _job.RunAsync(Token);
    }

    private async Task<(string Titles, long Counted)> CompletedAsync()
    {
        await using var db = await _home.Db.CreateDbContextAsync(Token);
        var titles = await (from play in db.Plays where play.Completed join item in db.MediaItems on play.MediaItemId equals item.Id orderby play.Number select item.Title).ToArrayAsync(Token);
        return (string.Join(", ", titles), (await _home.Statistics.ReadAsync(new(), TimeZoneInfo.Utc, new(2026, 6, 16), ReadScope.Everything, Token)).Total.Completed);
    }
}
