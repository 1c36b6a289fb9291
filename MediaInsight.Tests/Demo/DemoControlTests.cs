using MediaInsight.Demo;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Pages;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Demo;

public sealed class DemoControlTests(SharedProgram program) : IClassFixture<SharedProgram>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_household_that_was_killed_while_it_moved_in_moves_in_anew()
    {
        var registry = program.Site.Services.GetRequiredService<ServerRegistry>();
        var demo = program.Site.Services.GetRequiredService<DemoControl>();
        var first = DemoHousehold.Servers[0];
        var half = (await registry.AddAsync(new(first.Kind, first.Name, first.Url.ToString(), first.Token, null), null, Token, isDemo: true)).Server!; // non-null: the entry is valid
        Assert.True(demo.IsActive);
        Assert.True(demo.IsUnfinished);

        var moving = demo.StartAsync(Token);
        await Site.UntilAsync(() => Task.FromResult(registry.All.Count(s => s.IsDemo && s.Id != half.Id)), n => n == DemoHousehold.Servers.Count);

        // The half one is gone; a removal need not wait for the year.
        Assert.Null(registry.Find(half.Id));
        await demo.RemoveAsync(Token);
        await Record.ExceptionAsync(() => moving);
        Assert.Empty(registry.All);
        Assert.False(demo.IsUnfinished);
    }
}
