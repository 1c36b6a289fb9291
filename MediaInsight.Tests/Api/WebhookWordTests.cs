using System.Text.Json;
using MediaInsight.Api;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Api;

public sealed class WebhookWordTests
{
    [Theory]
    [InlineData("""{"event":"media.play"}""", "media.play", true)]
    [InlineData("""{"event":"media.stop"}""", "media.stop", true)]
    [InlineData("""{"event":"playback.started"}""", "playback.started", true)]
    [InlineData("""{"event":"media.rate","rating":"8"}""", "media.rate", false)]
    [InlineData("""{"event":"library.new"}""", "library.new", false)]
    [InlineData("""{"Event":"playback.pause"}""", "playback.pause", true)]
    [InlineData("""{"Event":"Playback.Progress"}""", "Playback.Progress", false)]
    [InlineData("""{"Event":"system.notificationtest"}""", "system.notificationtest", false)]
    [InlineData("""{"NotificationType":"PlaybackStop"}""", "PlaybackStop", true)]
    [InlineData("""{"NotificationType":"PlaybackProgress","IsAutomated":true}""", "PlaybackProgress", false)]
    [InlineData("""{"NotificationType":"PlaybackProgress","IsAutomated":false,"IsPaused":true}""", "PlaybackProgress", true)]
    [InlineData("""{"NotificationType":"PluginInstalled"}""", "PluginInstalled", false)]
    [InlineData("""{"something":"of an own template"}""", null, true)]
    [InlineData("""["a list"]""", null, true)]
    [InlineData("""{"event":"half a letter \ud83d"}""", null, true)]
    public void A_change_is_told_from_what_says_nothing_about_playing(string body, string? name, bool isChange)
    {
        using var json = JsonDocument.Parse(body);

        Assert.Equal(new WebhookWord(name, isChange), WebhookWord.Of(json.RootElement));
    }

    [Fact]
    public void A_call_without_content_is_worth_a_reading() => Assert.Equal(new WebhookWord(null, true), WebhookWord.Of(null));

    [Fact]
    public void Recorded_calls_are_understood()
    {
        foreach (var file in Recordings.Files("jellyfin", "webhook-jellyfin-Playback*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            Assert.Equal(!file.Contains("automated", StringComparison.Ordinal), WebhookWord.Of(json.RootElement).IsChange);
        }

        foreach (var file in Recordings.Files("plex", "plex_*.json").Where(f => f.Contains("webhooks", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var word = WebhookWord.Of(json.RootElement);
            Assert.NotNull(word.Event);
            Assert.Equal(word.Event is "media.play" or "media.pause", word.IsChange);
        }
    }
}
