using System.Text.Json;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Analytics;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.History.InMemory;

/// <summary>Whatever is done to the rows, by whom and how, the index says what a reading of everything would.</summary>
public sealed class PlayIndexTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_every_random_edit_the_index_equals_one_read_anew(int seed)
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), seed, plays: 120);
        using var index = new PlayIndex(home.Db);
        await AnswersAsync(home, index);
        var random = new Random(seed);

        for (var edit = 0; edit < 40; edit++)
        {
            var what = await EditAsync(home, random, random.Next(11));

            using var anew = new PlayIndex(home.Db);
            Assert.True(await AnswersAsync(home, anew) == await AnswersAsync(home, index), $"after edit {edit}: {what}");
        }
    }

    [Fact]
    public async Task Blocks_stay_sorted_when_one_overflows()
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 5, plays: 60);
        using var index = new PlayIndex(home.Db);
        await index.RefreshAsync(Token);
        await using (var db = home.Db.CreateDbContext())
        {
            // 17 000 copies a minute apart: more than one block holds, fewer than make the index read everything.
            await db.Database.ExecuteSqlRawAsync("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 17000)
                INSERT INTO plays (id, server_id, user_id, media_item_id, kind, device_id, started_at, stopped_at, watched_ms, paused_ms, buffering_ms, completed, is_short, chain_number, stream_profile_id, certainty)
                SELECT randomblob(16), p.server_id, p.user_id, p.media_item_id, p.kind, p.device_id, p.started_at - 60000 * i, p.started_at - 60000 * i + 1000, 1000, 0, 0, 0, 0, 1000000 + i, p.stream_profile_id, 0
                FROM n CROSS JOIN (SELECT * FROM plays WHERE stopped_at IS NOT NULL LIMIT 1) p
                """, Token);
        }

        var (starts, blocks) = await index.AskAsync(r => (r.Blocks.SelectMany(b => b.StartedMs).ToList(), r.Blocks.Count), Token);

        Assert.True(blocks > 1);
        Assert.Equal(starts.Order(), starts);
        using var anew = new PlayIndex(home.Db);
        Assert.Equal(await AnswersAsync(home, anew), await AnswersAsync(home, index));
    }

    [Fact]
    public async Task Changes_that_are_in_memory_are_forgotten_and_later_ones_still_arrive()
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 6, plays: 30);
        using var index = new PlayIndex(home.Db);
        using var gate = new WriteGate();
        var writer = new DatabaseWriter(home.Db, gate, TimeProvider.System);
        var before = await index.AskAsync(r => r.Count, Token);

        await index.TidyAsync(writer, Token);
        await using (var db = home.Db.CreateDbContext())
        {
            Assert.Equal(0, await db.Set<IndexChange>().CountAsync(Token));
            await db.Plays.Where(p => p.StoppedAt != null).OrderBy(p => p.Number).Take(3).ExecuteDeleteAsync(Token);
        }

        Assert.Equal(before - 3, await index.AskAsync(r => r.Count, Token));
    }

    // One answer from everything the index holds: people, titles, streams, times.
    private static async Task<string> AnswersAsync(Household home, PlayIndex index)
    {
        var reader = new StatisticReader(index, home.Db);
        var today = new DateOnly(2026, 7, 1);
        var answers = new List<object>();
        foreach (var (by, then) in new[]
        {
            (StatisticSplit.Day, StatisticSplit.Viewer), (StatisticSplit.Title, StatisticSplit.Decision), (StatisticSplit.Item, StatisticSplit.Library),
            (StatisticSplit.Account, StatisticSplit.Device), (StatisticSplit.Genre, StatisticSplit.Network), (StatisticSplit.Server, StatisticSplit.Resolution),
        })
        {
            var result = await reader.ReadAsync(new() { By = by, Then = then, Limit = 1000, ThenLimit = 50 }, TimeZoneInfo.Utc, today, ReadScope.Everything, Token);

            // In the order of their words: numbers of groups are given as titles come.
            var parts = result.Parts.Select((p, i) => (Word(p), i)).OrderBy(p => p.Item1, StringComparer.Ordinal).ToList();
            answers.Add(new
            {
                Rows = result.Rows.OrderBy(r => Word(r.Key), StringComparer.Ordinal).Select(r => new { Key = Word(r.Key), r.Figures, Parts = parts.Where(p => !r.Parts[p.i].IsEmpty).Select(p => (p.Item1, r.Parts[p.i]).ToString()) }),
                result.Total,
            });
        }

        return JsonSerializer.Serialize(answers);
    }

    // Titles by their words: which of its titles stands for a group may differ.
    private static string Word(StatisticKey key) => $"{(key.Item is null ? key.Id.Split('|')[0] : "")}/{key.Label}/{key.Detail}/{key.Year}";

    private static async Task<string> EditAsync(Household home, Random random, int kind)
    {
        await using var db = home.Db.CreateDbContext();
        var numbers = await db.Plays.OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(Token);
        var some = numbers.Where(_ => random.Next(numbers.Count) < 4).ToList();
        var users = await db.ServerUsers.ToListAsync(Token);
        var items = await db.MediaItems.ToListAsync(Token);
        var item = items[random.Next(items.Count)];
        switch (kind)
        {
            case 0:
                await db.Plays.Where(p => some.Contains(p.Number)).ExecuteDeleteAsync(Token);
                return $"deleted {string.Join(',', some)}";
            case 1:
                var user = users[random.Next(users.Count)];
                home.Play(user, items.First(i => i.ServerId == user.ServerId), new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(40_000)), TimeSpan.FromMinutes(random.Next(300)));
                return "added";
            case 2:
                await db.Plays.Where(p => p.StoppedAt == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.StoppedAt, new DateTimeOffset(2026, 6, 29, 0, 0, 0, TimeSpan.Zero)), Token);
                return "ended what ran";
            case 3:
                var other = users[random.Next(users.Count)].Id;
                await db.Plays.Where(p => some.Contains(p.Number)).ExecuteUpdateAsync(s => s.SetProperty(p => p.UserId, other), Token);
                return "given to another account";
            case 4:
                await db.Plays.Where(p => some.Contains(p.Number)).ExecuteUpdateAsync(s => s.SetProperty(p => p.ChainNumber, some.FirstOrDefault()), Token);
                return "put into one chain";
            case 5:
                await db.Plays.Where(p => some.Contains(p.Number)).ExecuteUpdateAsync(s => s.SetProperty(p => p.IsShort, p => !p.IsShort).SetProperty(p => p.Completed, true), Token);
                return "short or not";
            case 6:
                await db.Plays.Where(p => some.Contains(p.Number)).ExecuteUpdateAsync(s => s.SetProperty(p => p.MediaItemId, item.Id), Token);
                return "re-linked";
            case 7:
                await db.MediaItems.Where(i => i.Id == item.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.Title, i => i.Title + "!").SetProperty(i => i.Genres, "|Noir|"), Token);
                return "renamed a title";
            case 8:
                var person = users[random.Next(users.Count)].ViewerId;
                await db.ServerUsers.Where(u => u.Id == users[0].Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.ViewerId, person), Token);
                return "merged people";
            case 9:
                await db.Viewers.Where(v => v.Id == users[0].ViewerId).ExecuteUpdateAsync(s => s.SetProperty(v => v.HiddenName, v => v.HiddenName == null ? "hidden" : null).SetProperty(v => v.Name, v => v.Name + "?"), Token);
                return "incognito";
            default:
                await db.Database.ExecuteSqlAsync($"UPDATE plays SET started_at = started_at - {random.Next(100_000_000)}, watched_ms = watched_ms / 2 WHERE number % 7 = {random.Next(7)}", Token);
                return "moved in time by plain SQL";
        }
    }
}
