using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class FavoriteGenresTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Most_time_in_a_told_genre_decides_however_many_genres_and_untold_titles_there_are()
    {
        using var home = new Household();
        var server = home.Server("Attic");
        var (ann, ben, eve) = (home.Person("Ann"), home.Person("Ben"), home.Person("Eve"));
        var (anns, bens, eves) = (home.Account(server, ann), home.Account(server, ben), home.Account(server, eve));
        var untold = home.Item(server, MediaKind.Movie, "Home Video");
        var drama = home.Item(server, MediaKind.Movie, "Stalker", genres: "|Drama|Science Fiction|");

        // More genres than an answer names, all of them larger in the whole than the one that Ben loves.
        foreach (var n in Enumerable.Range(0, 60))
        {
            home.Play(anns, home.Item(server, MediaKind.Movie, $"Film {n}", genres: $"|Genre {n}|"), Noon.AddHours(n), TimeSpan.FromMinutes(40));
        }

        home.Play(anns, drama, Noon.AddDays(9), TimeSpan.FromMinutes(50));
        home.Play(bens, untold, Noon, TimeSpan.FromHours(3));
        home.Play(bens, home.Item(server, MediaKind.Movie, "Alone", genres: "|Western|"), Noon.AddHours(4), TimeSpan.FromMinutes(20));
        home.Play(eves, untold, Noon, TimeSpan.FromHours(3));
        var genres = new FavoriteGenres(home.Index, home.Db);

        var all = await AskAsync(AnalyticsFilter.AllTime, ReadScope.Everything);
        var first = await AskAsync(new() { From = new(2026, 6, 15), To = new(2026, 6, 15), Viewer = ann.Id }, ReadScope.Everything);

        Assert.Equal([(ann.Id, "Drama"), (ben.Id, "Western")], all.Select(f => (f.Key, f.Value)).OrderBy(f => f.Key.Value));
        Assert.Equal("Genre 0", Assert.Single(first).Value);
        Assert.Equal([ben.Id], (await AskAsync(AnalyticsFilter.AllTime, ReadScope.Only(ben.Id))).Keys);
        Assert.Empty(await AskAsync(AnalyticsFilter.AllTime, ReadScope.None));

        Task<IReadOnlyDictionary<ViewerId, string>> AskAsync(AnalyticsFilter filter, ReadScope scope) => genres.ReadAsync(filter, TimeZoneInfo.Utc, scope, TestContext.Current.CancellationToken);
    }
}
