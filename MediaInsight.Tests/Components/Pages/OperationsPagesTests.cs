using Bunit;
using MediaInsight.Components.Pages.Audit;
using MediaInsight.Components.Pages.Logs;
using MediaInsight.Identity;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>Logs and the audit log.</summary>
public sealed class OperationsPagesTests(SharedProgram program) : PressedPages(program), IClassFixture<SharedProgram>
{
    [Fact]
    public void Log_entries_are_narrowed_by_level_source_and_words_of_the_address()
    {
        Get<ILoggerFactory>().CreateLogger("MediaInsight.Probe").LogWarning("The <b>cellar</b> is flooded");
        Get<ILoggerFactory>().CreateLogger("MediaInsight.Probe").LogInformation("The attic is dry");
        Get<ILoggerFactory>().CreateLogger("MediaInsight.Other").LogError("The cellar burns");

        var warnings = Lines("logs?level=warning&source=Probe&q=cellar");

        Assert.Contains("The <b>cellar</b> is flooded", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(2, Lines("logs?q=cellar").Count);
        Assert.Contains("The cellar burns", Assert.Single(Lines("logs?level=error&q=cellar")), StringComparison.Ordinal);
        Assert.Empty(Lines("logs?q=nobody+wrote+this"));
    }

    [Fact]
    public async Task A_choice_of_the_log_s_filter_stands_in_the_address_and_a_pause_stops_it()
    {
        var cut = Show<LogsPage>("logs?level=warning");
        cut.Find("input[type=search]").Change("cellar & attic");
        Assert.EndsWith("/logs?level=warning&q=cellar%20%26%20attic", Address, StringComparison.Ordinal);

        await PressAsync(cut, "Pause");

        cut.WaitForAssertion(() => Assert.Contains("Paused.", cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_log_is_narrowed_by_who_and_what_and_turns_its_pages()
    {
        var audit = Get<AuditLog>();
        for (var i = 0; i < AuditFilter.PageSize + 3; i++)
        {
            await audit.RecordAsync(new("vera", null, "192.0.2.7"), "probe.many", $"target {i}", null, Token);
        }

        await audit.RecordAsync(new("vera", null, null), "probe.one", "<img src=x onerror=alert(1)>", "50 % off", Token);

        var one = Show<AuditLogPage>("audit?actor=vera&q=50+%25");
        one.WaitForAssertion(() => Assert.Contains("probe.one", Assert.Single(one.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.Empty(one.FindAll("img[onerror]"));
        Assert.Contains("this program", one.Find("tbody tr").TextContent, StringComparison.Ordinal);
        var last = Show<AuditLogPage>("audit?q=probe.many&page=2");
        last.WaitForAssertion(() => Assert.Equal(3, last.FindAll("tbody tr").Count));
        Assert.Contains("53", last.Markup, StringComparison.Ordinal);
        var none = Show<AuditLogPage>("audit?actor=nobody");
        none.WaitForAssertion(() => Assert.Contains("No entry matches", none.Markup, StringComparison.Ordinal));
    }

    private List<string> Lines(string address)
    {
        var cut = Show<LogsPage>(address);
        return [.. cut.FindAll("ol.lines li").Select(l => l.TextContent)];
    }
}
