using MediaInsight.Servers;
using MediaInsight.Servers.Plex;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexDocumentTests
{
    [Theory]
    [InlineData("{\"MediaContainer\":{\"size\":0}}")]
    [InlineData("\uFEFF{\"MediaContainer\":{\"size\":0,\"Metadata\":null}}")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?><MediaContainer size=\"0\"></MediaContainer>")]
    [InlineData("\uFEFF\n<MediaContainer size=\"0\"/>")]
    public void Container_without_rows_is_empty(string body) =>
        Assert.Empty(PlexDocument.Rows(PlexItems.Document(body)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("OK")]
    [InlineData("{\"MediaContainer\":[]}")]
    [InlineData("{\"object\":{\"mediaContainer\":{\"size\":1}}}")]
    [InlineData("<Other size=\"0\"/>")]
    [InlineData("<MediaContainer size=\"1\"><Video title=\"A\"")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><MediaContainer size=\"&a;\"/>")]
    public void Body_without_container_is_a_failure_and_never_no_sessions(string body)
    {
        var failure = Assert.Throws<ServerFailure>(() => PlexItems.Document(body, "text/plain"));

        Assert.Equal(ServerFailureKind.Protocol, failure.Kind);
    }

    [Fact]
    public void Every_truncation_of_an_answer_is_a_failure()
    {
        foreach (var fixture in new[] { PlexItems.Movie, "movie_directplay.xml" })
        {
            var text = PlexItems.Text(fixture).TrimEnd();
            for (var length = 1; length < text.Length; length += 7)
            {
                Assert.Throws<ServerFailure>(() => PlexItems.Document(text[..length], "application/octet-stream"));
            }
        }
    }

    [Theory]
    [InlineData("<html><head><title>Sign in</title></head></html>", "text/html")]
    [InlineData("<!DOCTYPE html><html></html>", "application/xml")]
    [InlineData("Welcome", "text/html")]
    public void Web_page_is_a_wrong_address(string body, string mediaType)
    {
        var failure = Assert.Throws<ServerFailure>(() => PlexItems.Document(body, mediaType));

        Assert.Equal(ServerFailureKind.WrongAddress, failure.Kind);
    }

    [Fact]
    public void Raw_control_characters_do_not_hide_the_other_sessions()
    {
        var json = PlexDocument.Rows(PlexItems.Document("{\"MediaContainer\":{\"Metadata\":[{\"title\":\"A\u0001\nB\"}]}}")).Single();
        var xml = PlexDocument.Rows(PlexItems.Document("<MediaContainer><Video title=\"A\u0001\u000bB\"/><Track title=\"&#x1;C\"/></MediaContainer>", "text/xml")).ToList();

        Assert.Equal("A  B", json.Text("title"));
        Assert.Equal("A  B", xml[0].Text("title"));
        Assert.Equal(2, xml.Count);
    }

    [Fact]
    public void Broken_unicode_costs_one_field_at_most()
    {
        var half = PlexDocument.Rows(PlexItems.Document("""{"MediaContainer":{"Metadata":[{"title":"\ud800","type":"movie"}]}}""")).Single();
        byte[] bytes = [.. "{\"MediaContainer\":{\"Metadata\":[{\"title\":\"A"u8, 0xFF, .. "B\"}]}}"u8];
        var broken = PlexDocument.Rows(PlexDocument.Read(new(System.Net.HttpStatusCode.OK, "application/json", bytes))).Single();

        Assert.Equal("movie", half.Text("type"));
        Assert.Equal("A\uFFFDB", broken.Text("title"));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var json = "{\"MediaContainer\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 101);
        var xml = "<MediaContainer>" + string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100)) + "</MediaContainer>";

        Assert.Throws<ServerFailure>(() => PlexItems.Document(json));
        Assert.Throws<ServerFailure>(() => PlexItems.Document(xml, "text/xml"));
    }

    [Fact]
    public void Directories_of_items_count_as_rows_and_folders_do_not() =>
        Assert.Single(PlexDocument.Rows(PlexItems.Document("<MediaContainer><Directory ratingKey=\"1\" type=\"album\"/><Directory key=\"all\"/></MediaContainer>", "text/xml")));
}
