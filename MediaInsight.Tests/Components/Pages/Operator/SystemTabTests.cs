using AngleSharp.Html.Dom;
using MediaInsight.Domain;
using MediaInsight.Monitoring;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Components.Pages.Operator;

/// <summary>Before any script runs.</summary>
public sealed class SystemTabTests : IDisposable
{
    private readonly PagesSite _site = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Without_a_sample_it_says_what_will_come()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=system");

        Assert.Contains("Not measured yet", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".tile"));
    }

    [Fact]
    public async Task Figures_disks_servers_and_charts_stand_side_by_side_under_their_names()
    {
        var server = _site.Home.Server("Cellar <b>");
        await _site.Get<ServerRegistry>().LoadAsync(Token);
        await FillAsync(server.Id);
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=system&hours=6");

        Assert.Equal(["CPU", "Memory", "GPU encoder", "GPU memory", "GPU temperature", "Network out", "Streams", "MediaInsight itself"], page.QuerySelectorAll(".tile .label").Select(l => l.TextContent));
        Assert.Equal(("42\u00A0%", "95\u00A0%", "61\u00A0°C", "8\u00A0Mbit/s", "3"), (Tile(page, "CPU"), Tile(page, "Memory"), Tile(page, "GPU temperature"), Tile(page, "Network out"), Tile(page, "Streams")));
        Assert.Equal("Danger", page.QuerySelectorAll(".tile").Single(t => t.QuerySelector(".label")!.TextContent == "Memory").GetAttribute("data-tone"));
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("250\u00A0GB free of 1\u00A0TB", text, StringComparison.Ordinal);
        Assert.Contains("does not answer", text, StringComparison.Ordinal);
        Assert.Contains("Plex server Cellar <b>", text, StringComparison.Ordinal);
        Assert.Contains("33.3\u00A0%", text, StringComparison.Ordinal);
        Assert.All(["Processor load, last 6 hours", "Memory in use, last 6 hours", "Streams at once, last 6 hours", "Network of this machine, last 6 hours", "Graphics card, last 6 hours", "Temperature of the graphics card in °C, last 6 hours", "Disk in use, last 6 hours"],
            label => Assert.NotNull(page.QuerySelector($"[aria-label='{label}']")));
        Assert.Equal("6\u00A0h", page.QuerySelector("[aria-label=Time] [aria-pressed=true]")!.TextContent);
        Assert.Equal(["1\u00A0h", "6\u00A0h", "24\u00A0h", "7\u00A0d"], page.QuerySelectorAll("[aria-label=Time] button").Select(b => b.TextContent));
    }

    [Fact]
    public void A_gap_is_as_wide_as_it_lasted()
    {
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var server = new ServerId(3);
        SystemPoint At(int minute) => new(start.AddMinutes(minute), minute, null, null, null, null, null, null, null, null, null, null, null, 1, 0, null, null);

        var history = MediaInsight.Components.Pages.Operator.SystemHistory.Of(
            [At(0), At(1), At(2), At(10), At(11)], [new(server, start.AddSeconds(90), 50, null, null, null)], _ => "Plex", start.AddMinutes(-1), [new("Plex", start.AddMinutes(1), start.AddMinutes(1.5)), new("Attic", start.AddMinutes(10.5), start.AddHours(1))],
            TimeSpan.FromMinutes(1), t => t, System.Globalization.CultureInfo.GetCultureInfo("en-GB"), withDay: false);

        Assert.Equal(["12:00", "12:01", "12:02", "12:03", "12:04", "12:05", "12:06", "12:07", "12:08", "12:10", "12:11"], history.Labels);
        Assert.Equal([0, 0.01, 0.02, null, null, null, null, null, null, 0.1, 0.11], history.Cpu[0].Values);
        Assert.Equal(("Plex server Plex", 2), (history.Cpu[^1].Name, history.Cpu[^1].Values.ToList().IndexOf(0.5)));
        Assert.False(history.HasGpu);

        // Points stand in the middle of their labels: 12:02 at 2.5, 12:10 at 9.5.
        Assert.Equal([new(2.5, 9.5)], history.MachineGaps.Bands);
        Assert.Equal([null, null, null, .. Enumerable.Repeat("This machine 8\u00A0min", 7), null], history.MachineGaps.Texts);
        Assert.Equal([new(1.5, 2), new(2.5, 9.5)], history.LoadGaps.Bands);
        Assert.Equal([new(1.5, 2), new(2.5, 9.5), new(10, 10.5)], history.StreamGaps.Bands);
        Assert.Equal("Attic 50\u00A0min", history.StreamGaps.Texts[^1]);
    }

    [Fact]
    public async Task Time_in_which_the_program_did_not_run_and_outages_of_servers_are_shaded()
    {
        var server = _site.Home.Server("Cellar");
        await using (var db = await _site.Home.Db.CreateDbContextAsync(Token))
        {
            db.AddRange(new[] { -400, -60, -59, -2, -1 }.Select(minute => new SystemSample { RecordedAt = _site.Now.AddMinutes(minute), CpuPercent = 42, ActiveStreams = 1 }));
            db.ServerGaps.Add(new() { ServerId = server.Id, StartedAt = _site.Now.AddMinutes(-59.5), EndedAt = _site.Now.AddMinutes(-59.2), Reason = "Cannot connect." });
            await db.SaveChangesAsync(Token);
        }

        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=system&hours=6");

        string[] Legend(string label) => [.. page.QuerySelector($"[aria-label='{label}, last 6 hours']")!.Closest("figure")!.QuerySelectorAll(".legend li").Select(l => l.TextContent.Trim())];
        Assert.Equal(["This machine", "MediaInsight", "Not observed"], Legend("Processor load"));
        Assert.Equal(["Streams", "Transcodes", "Not observed"], Legend("Streams at once"));
    }

    private static string Tile(IHtmlDocument page, string label) => page.QuerySelectorAll(".tile").Single(t => t.QuerySelector(".label")!.TextContent == label).QuerySelector(".value")!.TextContent;

    private async Task FillAsync(ServerId server)
    {
        await using var db = await _site.Home.Db.CreateDbContextAsync(Token);
        for (var i = 0; i < 30; i++)
        {
            db.Add(new SystemSample
            {
                RecordedAt = _site.Now.AddMinutes(-i),
                CpuPercent = 42,
                MemoryPercent = 95,
                MemoryUsedMb = 7600,
                MemoryTotalMb = 8000,
                Load = 1.5,
                NetworkSentPerSecond = 1_000_000,
                NetworkReceivedPerSecond = 1000,
                GpuEncoderPercent = 12,
                GpuMemoryPercent = 20,
                GpuTemperature = 61,
                DiskTotalGb = 1000,
                DiskUsedGb = 750,
                DiskFreeGb = 250,
                Disks = DiskReading.Write([new("/media", 1_000_000_000_000, 250_000_000_000), new("/nas", null, null, "does not answer")]),
                ActiveStreams = 3,
                ActiveTranscodes = 1,
                ProcessCpuPercent = 2,
                ProcessMemoryMb = 200,
            });
        }

        db.Add(new ServerSample { ServerId = server, RecordedAt = _site.Now.AddMinutes(-1), HostCpuPercent = 33.3, ProcessCpuPercent = 4, HostMemoryPercent = 60, ProcessMemoryPercent = 5 });
        await db.SaveChangesAsync(Token);
    }
}
