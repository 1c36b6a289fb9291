using MediaInsight.Components.Pages.History;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Tests.Components.Pages.History;

public sealed class PlayPicksTests
{
    private static readonly IReadOnlyList<HistoryRow> Page = [.. Enumerable.Range(1, 6).Select(Row)];
    private readonly PlayPicks _picks = new();

    [Fact]
    public void A_range_is_ticked_from_the_last_one_to_this_one()
    {
        _picks.Toggle(2, Page, isRange: false);
        _picks.Toggle(5, Page, isRange: true);

        Assert.Equal([false, true, true, true, true, false], Page.Select(r => _picks.Has(r.Number)));
        Assert.Null(_picks.HasPage(Page));
        Assert.Equal([2, 3, 4, 5], _picks.Selection(new()).Numbers!.Order()); // non-null: picked ones
    }

    [Fact]
    public void The_page_is_ticked_and_cleared_as_a_whole_and_other_pages_keep_their_ticks()
    {
        _picks.Toggle(99, [Row(99)], isRange: false);
        _picks.TogglePage(Page);
        var all = _picks.HasPage(Page);
        _picks.TogglePage(Page);

        Assert.True(all);
        Assert.False(_picks.HasPage(Page));
        Assert.Equal(1, _picks.Count(1000));
    }

    [Fact]
    public void All_that_the_filter_finds_is_a_filter_and_bounded()
    {
        _picks.TakeAll();

        Assert.Equal((4812, 100_000), (_picks.Count(4812), _picks.Count(2_000_000)));
        Assert.Equal(MediaKind.Movie, _picks.Selection(new() { Kind = MediaKind.Movie }).Filter?.Kind);
        _picks.Toggle(3, Page, isRange: false);
        Assert.Equal([1, 2, 4, 5, 6], _picks.Selection(new()).Numbers!.Order()); // non-null: picked ones
        _picks.Clear();
        Assert.True(_picks.IsEmpty);
    }

    private static HistoryRow Row(int number) => new()
    {
        Id = PlaySeed.Id(number),
        Number = number,
        ServerId = new(1),
        ServerKind = ServerKind.Plex,
        ServerName = "",
        UserId = new(1),
        ViewerId = new(1),
        UserName = "",
        ViewerName = "",
        ItemId = new(1),
        Kind = MediaKind.Movie,
        Title = "",
        DeviceType = "",
        StartedAt = default,
        StoppedAt = default,
        WatchedMs = 0,
        PausedMs = 0,
        BufferingMs = 0,
        Completed = false,
        IsShort = false,
        ChainNumber = number,
        Certainty = default,
    };
}
