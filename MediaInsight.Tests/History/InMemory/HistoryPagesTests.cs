using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Analytics;

namespace MediaInsight.Tests.History.InMemory;

public sealed class HistoryPagesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_and_the_total_are_those_of_the_plays_one_by_one_wherever_blocks_end(bool ascending)
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 4, days: 40, plays: 260);
        await using var db = home.Db.CreateDbContext();
        var reading = await PlayIndexLoading.AllAsync(db, TestContext.Current.CancellationToken);
        var plays = reading.Blocks.SelectMany(b => Enumerable.Range(0, b.Count).Select(b.Entry)).ToList();
        var now = reading with { Blocks = [.. plays.Chunk(11).Select(e => PlayBlock.Of(e))] };
        var (from, before) = (plays[40].StartedMs, plays[^30].StartedMs);
        var transcode = (int)StreamDecision.Transcode;

        foreach (var (selection, isMeant) in new (PlaySelection, Func<PlayEntry, bool>)[]
        {
            (new(), p => p.IsCounted),
            (new() { Without = PlayMarks.None }, _ => true),
            (new() { Without = PlayMarks.TooShort, Kind = (int)MediaKind.Movie }, p => (p.Marks & PlayMarks.TooShort) == 0 && p.Kind == (int)MediaKind.Movie),
            (new() { Server = plays[0].Server, Decision = transcode }, p => p.IsCounted && p.Server == plays[0].Server && p.Decision == transcode),
            (new() { Library = plays.Max(p => p.Library) }, p => p.IsCounted && p.Library == plays.Max(o => o.Library)),
            (new() { FromMs = from, BeforeMs = before, StartedWithin = true }, p => p.IsCounted && p.StartedMs >= from && p.StartedMs < before),
        })
        {
            var expected = plays.Where(isMeant).Select(p => (long)p.Number).ToList();
            expected = ascending ? expected : [.. expected.AsEnumerable().Reverse()];
            Assert.NotEmpty(expected);
            foreach (var skip in new[] { 0, 7, 55, expected.Count - 1, expected.Count })
            {
                var (numbers, total) = new HistoryPages(now, selection, [], null).Read(HistorySort.Started, ascending, skip, 5);

                Assert.Equal(expected.Skip(skip).Take(5), numbers);
                Assert.Equal(expected.Count, total);
            }
        }
    }
}
