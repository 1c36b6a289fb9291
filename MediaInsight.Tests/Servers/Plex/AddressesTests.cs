using MediaInsight.Domain;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class AddressesTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData(" 192.0.2.1:32400 ", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("[::ffff:192.0.2.1]:80", "192.0.2.1")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]:8096", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    public void One_spelling_per_address(string told, string expected) => Assert.Equal(expected, Addresses.Normalize(told));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("XX.177.95.XXX")]
    [InlineData("localhost")]
    [InlineData("1")]
    [InlineData("10.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("[2001:db8::1")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public void Text_that_tells_no_address_is_null(string? told) => Assert.Null(Addresses.Normalize(told));
}
