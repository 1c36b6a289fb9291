namespace MediaInsight.Tests;

public sealed class AppSmokeTests
{
    [Fact]
    public void Resolution_names_by_larger_fit() => Assert.Equal("1080p", Domain.Resolution.Of(1920, 800));
}
