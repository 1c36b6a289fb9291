using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>
/// What axe finds on a page that shuts people out. Asked in the page itself and answered with the findings only: all that was
/// looked at and is right makes two megabytes a page, and carrying them over takes longer than the looking.
/// </summary>
public static class Accessibility
{
    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    public static async Task<IReadOnlyList<string>> BarriersAsync(this IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => `${v.id}: ${v.nodes.length} × ${v.help} (${v.nodes[0].html})`)
            """);
    }
}
