using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.History.InMemory;

/// <summary>Plays of a few titles or people are looked up, those of many are looked through: which rows are meant is the same.</summary>
public sealed class PlaySelectionTests
{
    private const int Plays = 2_000;
    private const int Titles = 300;
    private const int People = 40;

    [Theory]
    [InlineData(0, -1)]
    [InlineData(1, -1)]
    [InlineData(9, -1)]
    [InlineData(62, -1)]
    [InlineData(63, -1)]
    [InlineData(250, -1)]
    [InlineData(1, 1)]
    [InlineData(9, 3)]
    [InlineData(250, 16)]
    [InlineData(9, 17)]
    public void The_rows_of_titles_and_people_are_those_that_looking_at_each_play_finds(int titles, int people)
    {
        var random = new Random((titles * 100) + people);
        for (var round = 0; round < 8; round++)
        {
            var block = Block(random);
            var (from, before) = round % 2 == 0 ? (long.MinValue, long.MaxValue) : (block.StartedMs[300], block.StartedMs[1_500]);
            var (items, accounts) = (Some(random, Titles, titles), people < 0 ? null : Some(random, People, people));
            var selection = new PlaySelection { Items = items, FromMs = from, BeforeMs = before };
            selection = accounts is null ? selection : selection.And(Names(), a => accounts[a.Id]);

            var expected = Enumerable.Range(0, Plays).Where(r =>
                items[block.Item[r]] && (accounts is null || accounts[block.Account[r]]) && (block.Marks[r] & PlayMarks.Uncounted) == 0
                && (block.StartedMs[r] >= from || block.StoppedMs[r] > from) && block.StartedMs[r] < before);

            var rows = new int[PlayBlock.MaxRows];
            Assert.Equal(expected, rows.Take(selection.Rows(block, rows)));
        }
    }

    private static PlayBlock Block(Random random) => PlayBlock.Of([.. Enumerable.Range(0, Plays).Select(n => new PlayEntry
    {
        Number = n,
        StartedMs = n * 1_000L,
        StoppedMs = (n * 1_000L) + random.Next(1, 400_000),
        Account = random.Next(People),

        // Many plays of some, few of others, none of a few.
        Item = (int)(Titles * Math.Pow(random.NextDouble(), 3)),
        WatchedMs = 0,
        Device = 0,
        Profile = 0,
        Library = 0,
        Server = 0,
        Kind = 0,
        Decision = 0,
        Location = 0,
        Permille = 0,
        Kbps = 0,
        Marks = random.Next(10) == 0 ? PlayMarks.TooShort : PlayMarks.First,
    })]);

    private static bool[] Some(Random random, int of, int count)
    {
        var set = new bool[of];
        foreach (var chosen in Enumerable.Range(0, of).OrderBy(_ => random.Next()).Take(count))
        {
            set[chosen] = true;
        }

        return set;
    }

    private static PlayNames Names() => new()
    {
        Accounts = Enumerable.Range(0, People).ToDictionary(n => n, n => new AccountName(n, $"Account {n}", n, $"Person {n}", 1, false)),
        Servers = new Dictionary<int, string>(),
        Libraries = new Dictionary<int, LibraryName>(),
        Devices = new Dictionary<int, DeviceName>(),
        Profiles = [],
        LastAccount = People - 1,
    };
}
