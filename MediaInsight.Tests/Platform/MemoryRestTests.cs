using MediaInsight.Platform;

namespace MediaInsight.Tests.Platform;

public sealed class MemoryRestTests
{
    [Theory]
    [InlineData(20, 0, false)] // small
    [InlineData(120, 0, true)] // after the start
    [InlineData(120, 110, false)] // as much as is needed
    [InlineData(160, 110, true)]
    [InlineData(240, 230, false)]
    public void A_pause_is_made_only_for_memory_that_comes_back(int committedMb, int keptMb, bool worth) =>
        Assert.Equal(worth, MemoryRest.IsWorthIt((long)committedMb << 20, (long)keptMb << 20));

    [Theory]
    [InlineData(93, 90, false)]
    [InlineData(100, 90, true)]
    [InlineData(60, 90, false)]
    public void Old_objects_are_looked_through_when_the_heap_has_grown(int heapMb, int lowestMb, bool grown) =>
        Assert.Equal(grown, MemoryRest.HasGrown((long)heapMb << 20, (long)lowestMb << 20));
}
