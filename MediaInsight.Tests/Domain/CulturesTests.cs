using MediaInsight.Domain;

namespace MediaInsight.Tests.Domain;

public sealed class CulturesTests
{
    [Theory]
    [InlineData("en-GB", true)]
    [InlineData("de-DE", true)]
    [InlineData("EN-us", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("", false)]
    [InlineData("xx-nowhere", false)]
    [InlineData("en-ZZ", false)]
    [InlineData("German", false)]
    [InlineData("../../etc/passwd", false)]
    public void A_culture_is_known_when_the_machine_can_write_its_dates(string name, bool known) => Assert.Equal(known, Cultures.IsKnown(name));

    [Fact]
    public void An_unknown_culture_is_written_as_British_English() => Assert.Equal("en-GB", Cultures.Find("xx-nowhere").Name);
}
