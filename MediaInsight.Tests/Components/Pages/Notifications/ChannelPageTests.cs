using Bunit;
using MediaInsight.Components.Pages.Notifications;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Tests.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Notifications;

public sealed class ChannelPageTests : RuleRig
{
    private ChannelStore Store => Services.GetRequiredService<ChannelStore>();

    [Fact]
    public async Task A_channel_is_renamed_with_its_secret_kept_and_deleted_after_a_question()
    {
        var saved = await Store.SaveAsync(new() { Name = "Hook", Kind = ChannelKind.Generic, Values = new Dictionary<string, string> { ["url"] = "https://hooks.example.org/s3cr3t" } }, DeliveryRig.Olga, Token);
        var id = saved.Channel!.Id; // non-null: the draft is right
        var page = Show<ChannelPage>($"notifications/channels/{id}", p => p.Add(x => x.Id, id));
        page.WaitForElement("form");

        page.Find(".editor input").Change("Film club");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/notifications", Address, StringComparison.Ordinal));
        var view = (await Store.FindAsync(id, Token))!; // non-null: stored above
        Assert.Equal(("Film club", "url"), (view.Name, Assert.Single(view.SecretsSet)));

        RefuseToSave();
        page = Show<ChannelPage>($"notifications/channels/{id}", p => p.Add(x => x.Id, id));
        page.WaitForElement("form");
        page.Find(".editor input").Change("Never stored");
        await page.Find("form").SubmitAsync();
        Assert.Contains("It could not be stored", Toasts);
        Assert.Equal("Film club", (await Store.FindAsync(id, Token))!.Name); // non-null: stored above
        Care.Sql("DROP TRIGGER full_disk");

        page = Show<ChannelPage>($"notifications/channels/{id}", p => p.Add(x => x.Id, id));
        page.WaitForElement("form");
        await page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith("Delete", StringComparison.Ordinal)).ClickAsync(new());

        page.WaitForAssertion(() => Assert.EndsWith("/notifications", Address, StringComparison.Ordinal));
        Assert.Null(await Store.FindAsync(id, Token));
    }
}
