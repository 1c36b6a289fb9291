using MediaInsight.Monitoring.Linux;

namespace MediaInsight.Tests.Monitoring;

/// <summary>What the kernel writes, and what else may stand there.</summary>
public sealed class LinuxFilesTests
{
    private const string Head = "Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n";

    [Theory]
    [InlineData("cpu  100 0 0 900 0 0 0 0 0 0\n", "cpu  150 0 0 950 0 0 0 0 0 0\n", 50.0)]                 // half of it
    [InlineData("cpu  100 0 0 900 0 0 0 0 0 0\n", "cpu  100 0 0 1000 0 0 0 0 0 0\n", 0.0)]                 // at rest
    [InlineData("cpu  100 0 0 900 0 0 0 0 0 0\n", "cpu  200 0 0 900 0 0 0 0 0 0\n", 100.0)]                // no rest
    [InlineData("cpu  0 0 0 0 0 0 0 0 0 0\n", "cpu  10 10 10 50 10 4 3 3 10 10\n", 40.0)]                  // waiting for a disk is rest; guests are counted once
    [InlineData("cpu  100 0 0 900\n", "cpu  150 0 0 950\n", 50.0)]                                         // an old kernel's four columns
    [InlineData("cpu  100 0 0 900 0 0 0 0 0 0\n", "cpu  100 0 0 900 0 0 0 0 0 0\n", null)]                 // no time went by
    [InlineData("cpu  500 0 0 900 0 0 0 0 0 0\n", "cpu  100 0 0 1900 0 0 0 0 0 0\n", null)]                // counters of another machine
    [InlineData("cpu0 1 1 1 1 1 1 1 1 1 1\n", "cpu  150 0 0 950 0 0 0 0 0 0\n", null)]                     // no line of all cores
    [InlineData("cpu  100 x 0 900 0\n", "cpu  150 0 0 950 0\n", null)]
    [InlineData("", "", null)]
    public void Processor_time_is_what_went_by_between_two_readings(string before, string now, double? percent) =>
        Assert.Equal(percent, CpuTimes.Parse(before) is { } from && CpuTimes.Parse(now) is { } to ? to.PercentSince(from) : null);

    [Theory]
    [InlineData("MemTotal:       2048 kB\nMemFree:         100 kB\nMemAvailable:    1024 kB\n", 50.0)]
    [InlineData("MemTotal:       2048 kB\r\nMemAvailable:    512 kB\r\n", 75.0)]
    [InlineData("MemTotal: 2048 kB\nMemFree: 256 kB\nBuffers: 128 kB\nCached: 128 kB\n", 75.0)]              // before Linux 3.14
    [InlineData("MemTotal: 2048 kB\nMemAvailable: 4096 kB\n", 0.0)]                                          // more available than there is
    [InlineData("MemTotal: 0 kB\nMemAvailable: 0 kB\n", null)]
    [InlineData("MemTotal: 2048 kB\n", null)]
    [InlineData("MemTotal: 99999999999999999999 kB\nMemAvailable: 1 kB\n", null)]
    [InlineData("MemAvailable: 1024 kB\n", null)]
    [InlineData("nonsense\n\n:::\n", null)]
    public void Memory_in_use_is_what_could_not_be_given_to_somebody_else(string text, double? percent) => Assert.Equal(percent, MemoryUse.Parse(text)?.Percent);

    [Theory]
    [InlineData("1.81 1.63 3.45 5/150 24168\n", 1.81)]
    [InlineData("0.00 0.01 0.05 1/1 1", 0.0)]
    [InlineData("1,81 1,63 3,45 5/150 24168\n", null)]
    [InlineData("-1 0 0\n", null)]
    [InlineData("", null)]
    public void Load_is_the_first_of_three(string text, double? load) => Assert.Equal(load, LoadAverage.Parse(text));

    [Theory]
    [InlineData("    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0\n  eth0: 100 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0\n", 100L, 20L)]
    [InlineData("  eth0:1234567890123 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0\n", 1234567890123L, 20L)]                                     // no blank behind the colon
    [InlineData("  eth0: 100 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0\nwlan0: 5 1 0 0 0 0 0 0 6 1 0 0 0 0 0 0\n", 105L, 26L)]
    [InlineData("  eth0: 100 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0\nveth1a2b: 50 1 0 0 0 0 0 0 50 1 0 0 0 0 0 0\ndocker0: 7 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\nbr-12ab: 7 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\neth0.10: 7 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\n", 100L, 20L)]
    [InlineData("    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0\n", null, null)]
    [InlineData("  eth0: 100 1 0\n", null, null)]
    [InlineData("", null, null)]
    public void Network_counts_cards_once(string lines, long? received, long? sent)
    {
        var bytes = NetworkBytes.Parse(Head + lines);

        Assert.Equal((received, sent), (bytes?.Received, bytes?.Sent));
    }

    [Fact]
    public void A_rate_needs_time_and_counters_that_go_on()
    {
        var before = new NetworkBytes(1000, 5000);

        Assert.Equal((100L, 50L), new NetworkBytes(7000, 8000).PerSecondSince(before, TimeSpan.FromMinutes(1)));
        Assert.Equal((null, 0L), new NetworkBytes(10, 5000).PerSecondSince(before, TimeSpan.FromMinutes(1)));
        Assert.Equal((null, null), new NetworkBytes(7000, 8000).PerSecondSince(before, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("2000\n", "1500\n", "anon 1\ninactive_file 500\n", 10_000L, 1000L, 2000L)]   // copies of files are given back
    [InlineData("2000\n", "1500\n", null, 10_000L, 1500L, 2000L)]
    [InlineData("2000\n", "2500\n", "inactive_file 9\n", 10_000L, 2000L, 2000L)]             // over its limit for a moment
    [InlineData("max\n", "1500\n", "inactive_file 500\n", 10_000L, null, null)]
    [InlineData("20000\n", "1500\n", "inactive_file 500\n", 10_000L, null, null)]            // a limit above the machine is none
    [InlineData("2000\n", "1500\n", "inactive_file 500\n", null, 1000L, 2000L)]
    [InlineData("2000\n", null, null, 10_000L, null, null)]
    [InlineData(null, null, null, 10_000L, null, null)]
    public void A_containers_memory_is_its_limit(string? max, string? current, string? stat, long? machine, long? used, long? total)
    {
        var memory = ControlGroup.Memory(max, current, stat, machine);

        Assert.Equal((used, total), (memory?.Used, memory?.Total));
    }

    [Theory]
    [InlineData("150000 100000\n", 1.5)]
    [InlineData("max 100000\n", null)]
    [InlineData("0 100000\n", null)]
    [InlineData("100000\n", null)]
    [InlineData(null, null)]
    public void A_containers_cores_are_its_quota(string? max, double? cores) => Assert.Equal(cores, ControlGroup.Cores(max));

    [Fact]
    public void A_containers_processor_time_is_measured_against_its_quota()
    {
        Assert.Equal(90_000_000, ControlGroup.CpuMicroseconds("usage_usec 90000000\nuser_usec 1\n"));
        Assert.Equal(50.0, ControlGroup.Percent(0, 45_000_000, 1.5, TimeSpan.FromMinutes(1)));
        Assert.Equal(100.0, ControlGroup.Percent(0, 900_000_000, 1.5, TimeSpan.FromMinutes(1)));
        Assert.Null(ControlGroup.Percent(10, 5, 1.5, TimeSpan.FromMinutes(1)));
        Assert.Null(ControlGroup.Percent(0, 5, 1.5, TimeSpan.Zero));
    }
}
