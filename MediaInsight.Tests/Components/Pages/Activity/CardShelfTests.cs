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
    public void What_is_over_stays_where_it_stood_then_fades_and_is_gone()
    {
        _shelf.Show([Samples.Session(number: 1), Samples.Session(number: 2)], Samples.Now);
        Assert.Null(_shelf.NextChange(Samples.Now));

        Show(TimeSpan.Zero);
        Assert.Equal([(true, false), (false, false)], _shelf.Cards.Select(c => (c.IsEnded, c.IsLeaving)));
        Assert.Equal(CardShelf.EndedTime, _shelf.NextChange(Samples.Now));

        Show(CardShelf.EndedTime - TimeSpan.FromSeconds(1));
        Assert.Equal([(true, false), (false, false)], _shelf.Cards.Select(c => (c.IsEnded, c.IsLeaving)));

        Show(CardShelf.EndedTime);
        Assert.Equal([(true, true), (false, false)], _shelf.Cards.Select(c => (c.IsEnded, c.IsLeaving)));

        Show(CardShelf.EndedTime + CardShelf.LeaveTime);
        Assert.Equal([Samples.Id(2)], _shelf.Cards.Select(c => c.Session.Id));

        void Show(TimeSpan after) => _shelf.Show([Samples.Session(number: 2)], Samples.Now + after);
    }

    [Fact]
    public void What_comes_back_stays()
    {
        _shelf.Show([Samples.Session()], Samples.Now);
        _shelf.Show([], Samples.Now);
        _shelf.Show([Samples.Session()], Samples.Now);

        Assert.False(Assert.Single(_shelf.Cards).IsEnded);
    }

    [Fact]
    public void The_next_title_on_the_same_device_takes_the_place_of_the_one_before()
    {
        _shelf.Show([Samples.Session(number: 1), Samples.Session(number: 2, person: "Ben")], Samples.Now);
        _shelf.Show([Samples.Session(number: 2, person: "Ben")], Samples.Now);

        _shelf.Show([Samples.Session(number: 3), Samples.Session(number: 2, person: "Ben"), Samples.Session(number: 4, person: "Cleo")], Samples.Now);

        Assert.Equal([Samples.Id(3), Samples.Id(2), Samples.Id(4)], _shelf.Cards.Select(c => c.Session.Id));
    }
}
