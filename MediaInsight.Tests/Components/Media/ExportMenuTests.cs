using Bunit;
using MediaInsight.Components.Media;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Media;

public sealed class ExportMenuTests : BunitContext
{
    [Fact]
    public void Links_carry_the_pages_filter_and_save_a_file()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddUi();
        var page = new HistoryUrl { Viewer = new ViewerId(3), Kind = MediaKind.LiveTv, Text = "news & more", IncludeShort = true, Page = 4, Size = 200 };

        var links = Render<ExportMenu>(p => p.Add(m => m.Source, page.DataAddress)).FindAll("a");

        Assert.Equal(
            ["api/v1/history?q=news%20%26%20more&viewer=3&kind=live-tv&short=1&format=csv&bom=1", "api/v1/history?q=news%20%26%20more&viewer=3&kind=live-tv&short=1&format=json"],
            links.Select(l => l.GetAttribute("href")));
        Assert.All(links, l => Assert.True(l.HasAttribute("download")));
    }
}
