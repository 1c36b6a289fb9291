using System.Net;
using System.Net.Sockets;
using MediaInsight.Platform.Http;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.Platform;

public sealed class OutgoingGuardTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("febf::1")]
    [InlineData("fe80::1%1")]
    [InlineData("ff02::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:a9fe:a9fe")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::")]
    [InlineData("64:ff9b:1:a9:fe:a9fe::")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("2001:0:a9fe:a9fe::1")]
    [InlineData("2001:0:5db8:d822::5601:5601")]
    [InlineData("2852039166")]
    [InlineData("0xa9fea9fe")]
    [InlineData("0251.0376.0251.0376")]
    [InlineData("[::ffff:169.254.169.254]")]
    public async Task Addresses_that_tell_about_the_machine_itself_are_not_connected_to(string host)
    {
        var guard = new OutgoingGuard([], TimeProvider.System);

        var barred = await Assert.ThrowsAsync<AddressBarred>(() => guard.ConnectAsync(host, 80, TestContext.Current.CancellationToken));

        Assert.Contains("MediaInsight__Notifications__AllowedAddresses__0", barred.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9.0xfe.0xa9.0xfe/")]
    [InlineData("http://169.254.169.254./")]
    public async Task No_way_of_writing_an_address_in_a_link_leads_around_it(string url)
    {
        using var http = new HttpClient(new OutgoingGuard([], TimeProvider.System).CreateHandler());

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(url, TestContext.Current.CancellationToken));

        Assert.True(fault.InnerException is AddressBarred or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain }, fault.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.20.0.5")]
    [InlineData("192.168.1.20")]
    [InlineData("fd12:3456::1")]
    [InlineData("100.64.0.7")]
    [InlineData("93.184.216.34")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("64:ff9b:1:c0a8:1:1400::")]
    [InlineData("64:ff9b:1::c0a8:114")]
    [InlineData("2001:0:5db8:d822::3f57:fefe")]
    public void Receivers_of_the_household_and_of_the_world_are_open(string address) => Assert.True(new OutgoingGuard([], TimeProvider.System).Allows(IPAddress.Parse(address)));

    [Fact]
    public void The_admin_opens_what_is_meant()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("MediaInsight:Notifications:AllowedAddresses:0", "169.254.10.0/24"), new("MediaInsight:Notifications:AllowedAddresses:1", "fe80::5")]).Build();

        var guard = OutgoingGuard.From(configuration, TimeProvider.System);

        Assert.True(guard.Allows(IPAddress.Parse("169.254.10.9")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:169.254.10.9")));
        Assert.True(guard.Allows(IPAddress.Parse("fe80::5")));
        Assert.False(guard.Allows(IPAddress.Parse("169.254.169.254")));
        Assert.Empty(OutgoingGuard.Validate(configuration));
    }

    [Fact]
    public void A_word_that_is_no_address_is_named_with_its_variable()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("MediaInsight:Notifications:AllowedAddresses:2", "everything")]).Build();

        Assert.Equal(["MediaInsight__Notifications__AllowedAddresses__2: 'everything' is neither an address (169.254.10.2) nor a network (169.254.10.0/24)."], OutgoingGuard.Validate(configuration));
    }
}
