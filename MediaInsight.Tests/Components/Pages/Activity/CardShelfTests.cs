using MediaInsight.Components.Pages.Activity;
using MediaInsight.Tests.Components.Media;

namespace MediaInsight.Tests.Components.Pages.Activity;

public sealed class CardShelfTests
{
    private readonly CardShelf _shelf = new();

    [Fact]
    public void A_card_keeps_its_place_however_the_list_is_ordered()
    {
        _shelf.Show([Samples.Session(number: 1), Samples.Session(number: 2)], Samples.Now);
        _shelf.Show([Samples.Session(number: 3), Samples.Session(number: 2), Samples.Session(number: 1)], Samples.Now);

        Assert.Equal([Samples.Id(1), Samples.Id(2), Samples.Id(3)], _shelf.Cards.Select(c => c.Session.Id));
    }

    [Fact]
    public void What_is_over_fades_out_where_it_stood_and_is_gone_then()
    {
        _shelf.Show([Samples.Session(number: 1), Samples.Session(number: 2)], Samples.Now);

        _shelf.Show([Samples.Session(number: 2)], Samples.Now);
        Assert.Equal([true, false], _shelf.Cards.Select(c => c.IsLeaving));
        Assert.True(_shelf.HasLeaving);

        _shelf.Show([Samples.Session(number: 2)], Samples.Now + CardShelf.LeaveTime);
        Assert.Equal([Samples.Id(2)], _shelf.Cards.Select(c => c.Session.Id));
    }

    [Fact]
    public void What_comes_back_while_it_fades_stays()
    {
        _shelf.Show([Samples.Session()], Samples.Now);
        _shelf.Show([], Samples.Now);
        _shelf.Show([Samples.Session()], Samples.Now);

        Assert.False(Assert.Single(_shelf.Cards).IsLeaving);
    }
}
