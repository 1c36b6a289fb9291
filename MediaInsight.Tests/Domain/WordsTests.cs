using MediaInsight.Domain;

namespace MediaInsight.Tests.Domain;

public sealed class WordsTests
{
    [Theory]
    [InlineData(3840, 2160, "2160p")]
    [InlineData(3840, 1600, "2160p")]
    [InlineData(1920, 800, "1080p")]
    [InlineData(1440, 1080, "1080p")]
    [InlineData(2560, 1440, "1440p")]
    [InlineData(1280, 534, "720p")]
    [InlineData(720, 576, "576p")]
    [InlineData(720, 480, "480p")]
    [InlineData(320, 240, "sd")]
    [InlineData(null, 1080, "1080p")]
    [InlineData(null, null, null)]
    [InlineData(0, 0, null)]
    public void Resolution_is_named_by_the_larger_fit(int? width, int? height, string? expected) => Assert.Equal(expected, Resolution.Of(width, height));

    [Theory]
    [InlineData("192.168.1.5", "192.168.1.5")]
    [InlineData("192.168.1.5:51234", "192.168.1.5")]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7")]
    [InlineData("[2001:db8::1]:8096", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("media.example.org", null)]
    [InlineData("12", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Addresses_of_clients_are_made_plain(string? text, string? expected) => Assert.Equal(expected, Addresses.Normalize(text));

    [Theory]
    [InlineData("192.168.1.5", NetworkLocation.Lan)]
    [InlineData("10.1.2.3", NetworkLocation.Lan)]
    [InlineData("172.31.0.1", NetworkLocation.Lan)]
    [InlineData("172.32.0.1", NetworkLocation.Wan)]
    [InlineData("fd00::1", NetworkLocation.Lan)]
    [InlineData("2001:db8:1::9", NetworkLocation.Lan)]
    [InlineData("2001:db8:2::9", NetworkLocation.Wan)]
    [InlineData("203.0.113.9", NetworkLocation.Lan)]
    [InlineData("198.51.100.1", NetworkLocation.Wan)]
    [InlineData(null, null)]
    public void Home_is_what_is_private_and_what_the_admin_names(string? address, NetworkLocation? expected) =>
        Assert.Equal(expected, new OwnNetworks(["203.0.113.9", "2001:db8:1::/48"]).Locate(address));

    [Theory]
    [InlineData("a\u0000b\nc", "a b c")]
    [InlineData("  x  ", "x")]
    [InlineData("\u2028", null)]
    [InlineData(" ", null)]
    [InlineData("\ud83e\udd8a", "\ud83e\udd8a")]
    public void Foreign_text_loses_control_characters(string text, string? expected) => Assert.Equal(expected, Text.Clean(text));

    [Fact]
    public void A_long_title_is_cut_between_characters()
    {
        var cut = Text.Clean(string.Concat(Enumerable.Repeat("🦊", 10_000)))!;

        Assert.Equal(Text.MaxTitle, cut.Length);
        Assert.True(char.IsLowSurrogate(cut[^1]));
    }

    [Theory]
    [InlineData("2026-03-29", "Europe/Berlin", 23)]
    [InlineData("2026-10-25", "Europe/Berlin", 25)]
    [InlineData("2026-06-01", "Europe/Berlin", 24)]
    [InlineData("2026-03-08", "America/New_York", 23)]
    [InlineData("2018-11-04", "America/Sao_Paulo", 23)]
    public void A_day_of_the_site_is_as_long_as_its_clocks_say(string day, string zone, int hours)
    {
        var found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(hours, (SiteDays.Start(date.AddDays(1), found) - SiteDays.Start(date, found)).TotalHours);
        Assert.Equal(date, SiteDays.Of(SiteDays.Start(date, found), found));
    }

    [Fact]
    public void A_scope_lets_through_only_what_it_names()
    {
        Assert.True(ReadScope.Everything.Allows(null));
        Assert.True(ReadScope.Only(new(3)).Allows(new ViewerId(3)));
        Assert.False(ReadScope.Only(new(3)).Allows(new ViewerId(4)));
        Assert.False(ReadScope.Only(new(3)).Allows(null));
        Assert.False(ReadScope.None.Allows(new ViewerId(3)));
    }

    [Theory]
    [InlineData("Plex Web", "Chrome", "web")]
    [InlineData("Plex for Android (TV)", "Android", "tv")]
    [InlineData("Plex for Roku", "Roku", "tv")]
    [InlineData("Jellyfin Mobile", "Android", "mobile")]
    [InlineData("Abs iOS", "iOS", "mobile")]
    [InlineData("Plex for Windows", "Windows", "desktop")]
    [InlineData("Something", null, "other")]
    public void The_sort_of_device_follows_from_its_words(string client, string? platform, string expected) =>
        Assert.Equal(expected, new DeviceRef { ClientName = client, Platform = platform }.DeviceType);
}
