using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.History;

/// <summary>
/// Evenings as they happen, with the plays that must be in the history afterwards, to the second. Readings come every 5 s,
/// so what ends is known to have gone on until the reading before.
/// </summary>
public sealed class TimelineTests : IDisposable
{
    private readonly Timeline _evening = new();

    public void Dispose() => _evening.Dispose();

    [Fact]
    public async Task A_pause_belongs_to_the_play_and_not_to_its_watch_time()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Pauses(5.Minutes()).For(10.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:34:55, watched 0:29:55, paused 0:05:00"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_seek_is_no_watch_time()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).SeeksTo(70.Minutes()).For(10.Minutes()).SeeksTo(5.Minutes()).For(10.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:29:55, watched 0:29:55"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_seek_behind_the_threshold_is_watched_to_the_end()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).SeeksTo(90.Minutes()).For(5.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:14:55, watched 0:14:55, to the end"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_change_of_quality_is_a_segment()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(10.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:19:55, watched 0:19:55, 2 segments"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task Autoplay_begins_a_play_for_every_episode()
    {
        _evening.Viewer("ann").Plays(Films.First).For(30.Minutes()).Plays(Films.Second).For(10.Minutes()).Stops();

        Assert.Equal(
            [
                "ann: Episode 1, 20:00:00 to 20:29:55, watched 0:29:55, to the end",
                "ann: Episode 2, 20:30:00 to 20:39:55, watched 0:09:55",
            ],
            await _evening.PlaysAsync());
    }

    [Fact]
    public async Task Two_people_on_one_device_have_a_play_each()
    {
        _evening.Viewer("ann", "tv").Plays(Films.Film).For(20.Minutes()).Stops();
        _evening.Viewer("ben", "tv").Plays(Films.First).For(10.Minutes()).Pauses(5.Minutes()).Stops();

        Assert.Equal(
            [
                "ann: The Long Evening, 20:00:00 to 20:19:55, watched 0:19:55",
                "ben: Episode 1, 20:00:00 to 20:14:55, watched 0:10:00, paused 0:04:55",
            ],
            await _evening.PlaysAsync());
    }

    [Fact]
    public async Task One_person_on_two_devices_has_two_plays_of_one_film()
    {
        _evening.Viewer("ann", "tv").Plays(Films.Film).For(20.Minutes()).Stops();
        _evening.Viewer("ann", "phone").Plays(Films.Film).For(10.Minutes()).Stops();

        Assert.Equal(
            [
                "ann: The Long Evening, 20:00:00 to 20:19:55, watched 0:19:55",
                "ann: The Long Evening, 20:00:00 to 20:09:55, watched 0:09:55",
            ],
            await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_client_that_vanishes_ended_where_it_was_last_seen()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).IsAwayFor(1.Hours());

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:09:55, watched 0:09:55"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_client_that_one_reading_misses_goes_on()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).IsAwayFor(5.Seconds()).For(10.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:20:00, watched 0:19:57"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_server_that_restarts_and_counts_its_ids_anew_begins_new_plays()
    {
        _evening.Viewer("ann", "1").Plays(Films.Film).For(20.Minutes()).IsAwayFor(10.Minutes()).Plays(Films.Film).For(15.Minutes()).Stops();
        _evening.ServerFails(20.Minutes(), 10.Minutes());

        Assert.Equal(
            [
                "ann: The Long Evening, 20:00:00 to 20:19:55, watched 0:19:55",
                "ann: The Long Evening, 20:30:00 to 20:44:55, watched 0:14:55",
            ],
            await _evening.PlaysAsync());
    }

    [Fact]
    public async Task An_outage_of_the_server_divides_no_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(40.Minutes()).Stops();
        _evening.ServerFails(10.Minutes(), 1.Minutes());

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 20:39:55, watched 0:39:50"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task A_kill_of_the_program_costs_no_more_than_what_it_did_not_see()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(40.Minutes()).Stops();
        _evening.Viewer("ben").Plays(Films.First).For(12.Minutes()).Stops();
        _evening.ProgramIsKilled(10.Minutes(), 5.Minutes());

        Assert.Equal(
            [
                "ann: The Long Evening, 20:00:00 to 20:39:55, watched 0:35:50",
                "ben: Episode 1, 20:00:00 to 20:09:55, watched 0:09:55",
            ],
            await _evening.PlaysAsync());
    }

    [Fact]
    public async Task Nine_hours_of_pause_are_one_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Pauses(9.Hours()).For(10.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 20:00:00 to 05:29:55, watched 0:29:55, paused 9:00:00"], await _evening.PlaysAsync());
    }

    // The reading after a jump forward counts by the position: what that moved, and 2 s for its rounding. After one back the
    // clock says that no time went by between two readings. A jump that is no longer than readings may be late (60 s) cannot
    // be told from a late one.
    [Theory]
    [InlineData(3600, "21:29:55", "0:29:57")]
    [InlineData(-3600, "20:29:50", "0:29:50")]
    [InlineData(-30, "20:29:50", "0:29:50")]
    [InlineData(90, "20:31:25", "0:29:57")]
    [InlineData(30, "20:30:25", "0:30:25")]
    public async Task A_clock_that_is_set_makes_no_watch_time(int seconds, string end, string watched)
    {
        _evening.Viewer("ann").Plays(Films.Film).For(30.Minutes()).Stops();
        _evening.ClockJumps(10.Minutes(), TimeSpan.FromSeconds(seconds));

        Assert.Equal([$"ann: The Long Evening, 20:00:00 to {end}, watched {watched}"], await _evening.PlaysAsync());
    }

    [Fact]
    public async Task An_evening_over_midnight_counts_on_both_days_by_its_minutes()
    {
        // 23:40 in Berlin.
        using var night = new Timeline(new(2026, 3, 1, 22, 40, 0, TimeSpan.Zero));
        night.Viewer("ann").Plays(Films.Film).For(50.Minutes()).Stops();

        Assert.Equal(["ann: The Long Evening, 22:40:00 to 23:29:55, watched 0:49:55"], await night.PlaysAsync());
        Assert.Equal(["03-01 0:20:00", "03-02 0:29:55"], await night.DaysAsync("Europe/Berlin"));
    }

    [Theory]
    [InlineData("2026-03-28T23:30:00Z", "23:30:00 to 00:59:55", "03-29 1:29:55")] // 00:30, the hour from 2 to 3 is left out
    [InlineData("2026-10-24T22:30:00Z", "22:30:00 to 23:59:55", "10-25 1:29:55")] // 00:30, the hour from 2 to 3 comes twice
    public async Task A_night_in_which_the_clocks_change_is_as_long_as_it_was(string begin, string stretch, string day)
    {
        using var night = new Timeline(DateTimeOffset.Parse(begin, System.Globalization.CultureInfo.InvariantCulture));
        night.Viewer("ann").Plays(Films.Film).For(90.Minutes()).Stops();

        Assert.Equal([$"ann: The Long Evening, {stretch}, watched 1:29:55, to the end"], await night.PlaysAsync());
        Assert.Equal([day], await night.DaysAsync("Europe/Berlin"));
    }
}
