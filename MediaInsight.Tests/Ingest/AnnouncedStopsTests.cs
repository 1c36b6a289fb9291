using MediaInsight.Ingest;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Ingest;

public sealed class AnnouncedStopsTests
{
    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_session_that_was_announced_as_stopped_and_is_gone_has_left_its_slot()
    {
        var stops = new AnnouncedStops(_time);
        stops.BearOut(Reading("29/tv", "290/phone"));
        stops.Add("29/");

        Assert.Equal(["29/tv"], stops.BearOut(Reading("290/phone")).IdleSlots);
        Assert.Empty(stops.BearOut(Reading("290/phone")).IdleSlots);
    }

    [Fact]
    public void What_is_still_listed_goes_on_whatever_was_announced()
    {
        var stops = new AnnouncedStops(_time);
        stops.BearOut(Reading("29/tv"));
        stops.Add("29/");

        Assert.Empty(stops.BearOut(Reading("29/tv")).IdleSlots);
        Assert.Equal(["29/tv"], stops.BearOut(Reading()).IdleSlots);
    }

    [Fact]
    public void An_old_word_ends_nothing()
    {
        var stops = new AnnouncedStops(_time);
        stops.Add("29/");
        _time.Advance(TimeSpan.FromSeconds(20));
        stops.BearOut(Reading("29/tv"));

        Assert.Empty(stops.BearOut(Reading()).IdleSlots);
    }

    private static SessionsReading Reading(params string[] slots)
    {
        var evening = new Evening();
        foreach (var slot in slots)
        {
            evening.Viewer("viewer " + slot, slot).Plays(Films.Film).For(20.Minutes());
        }

        return new(evening.At(TimeSpan.FromMinutes(1)).Sessions, new HashSet<string>());
    }
}
