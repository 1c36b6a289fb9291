using MediaInsight.Platform.Http;

namespace MediaInsight.Tests.Platform.Http;

public sealed class BackoffTests
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 16)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(8, 60)]
    [InlineData(1000, 60)]
    [InlineData(int.MaxValue, 60)]
    [InlineData(-3, 1)]
    public void The_pause_doubles_up_to_its_cap_and_is_scattered_by_a_fifth(int failures, int full)
    {
        var pauses = Enumerable.Range(0, 300).Select(_ => Backoff.Next(failures, TimeSpan.FromSeconds(1), Cap).TotalSeconds).ToList();

        Assert.All(pauses, p => Assert.InRange(p, (full * 0.8) - 0.001, full + 0.001));
        Assert.True(pauses.Max() - pauses.Min() > full * 0.1, "All come back in step.");
    }

    [Fact]
    public void The_first_pause_is_not_longer_than_the_cap_either() =>
        Assert.InRange(Backoff.Next(1, TimeSpan.FromMinutes(10), Cap).TotalSeconds, 48, 60);
}
