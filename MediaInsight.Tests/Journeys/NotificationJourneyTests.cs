using System.Diagnostics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>A newcomer who has never seen the program makes a rule; the page leads to the first channel, its test and back.</summary>
[Collection(BrowserTests.Name)]
public sealed class NotificationJourneyTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(2);

    private FakeJellyfin _jellyfin = null!;
    private HttpReceiver _receiver = null!;
    private Site _site = null!;

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _receiver = await HttpReceiver.StartAsync();
        _site = Site.Start(Site.Watching(_jellyfin));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _receiver.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task A_newcomer_makes_channel_rule_and_test_message_and_is_told_of_the_next_play()
    {
        var page = await chromium.OpenAsync(_site.Address);
        await page.SignInAsync();
        await page.GoAsync("");
        var began = Stopwatch.GetTimestamp();

        // From the menu to a rule that is ready to be taken.
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Rules", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make the first rule" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tell me when somebody starts watching" }).ClickAsync();

        // There is no channel yet: it leads to one, which is tried before it is kept.
        await page.GetByRole(AriaRole.Button, new() { Name = "Create a channel" }).ClickAsync();
        await page.Locator("a.kind[href*='kind=generic']").ClickAsync();
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync(_receiver.Of("hook").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(page.GetByText("It arrived")).ToBeVisibleAsync();
        Assert.Contains("\"title\":", Assert.Single(_receiver.Requests).Body, StringComparison.Ordinal);
        await Expect(page.GetByLabel("What was sent")).ToContainTextAsync("POST http://127.0.0.1");
        await Expect(page.GetByLabel("What was sent")).ToContainTextAsync("\"title\":");
        await Expect(page.GetByLabel("What came back")).ToContainTextAsync("200 OK");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add channel" }).ClickAsync();

        // Back at the rule, the only channel chosen: one click and it is kept.
        await Expect(page.Locator("input[name^=channel-]")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Tell me when somebody starts watching");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(page.Locator("table[aria-label=Rules] tbody tr")).ToContainTextAsync("Tell me when somebody starts watching");
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Allowed);

        // And it keeps its word.
        _jellyfin.Play(FakeSession.Ann());
        var told = await Site.UntilAsync(() => Task.FromResult(_receiver.Requests.LastOrDefault()), r => r?.Body.Contains("Lantern Bay", StringComparison.Ordinal) == true);
        Assert.Contains("started Lantern Bay", told!.Body, StringComparison.OrdinalIgnoreCase); // non-null: waited for
        Assert.StartsWith("rule:", told.Key, StringComparison.Ordinal);
        await page.GoAsync("notifications?tab=log");
        await Expect(page.Locator("table[aria-label=Messages] tbody tr")).ToHaveCountAsync(2);

        // What the script of browser notifications makes of the browser's answers.
        var did = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const did = [];
              window.Notification = class {
                static permission = 'default';
                static requestPermission() { did.push('asked'); this.permission = 'granted'; return Promise.resolve('granted'); }
                constructor(title, options) { did.push(`${title}|${options.body}|${options.tag}`); window.lastNote = this; }
                close() { did.push('closed'); }
              };
              localStorage.removeItem('mi-notify-asked');
              const notify = await import(new URL('js/notify.js', document.baseURI).href);
              did.push(notify.state());
              notify.show('early', 'b', 't', null);
              const bar = document.createElement('div');
              bar.innerHTML = '<button data-answer="no"></button><button data-answer="yes"></button>';
              document.body.append(bar);
              notify.attach(bar);
              bar.children[0].click();
              did.push(notify.state(), String(bar.hidden));
              bar.children[1].click();
              did.push(notify.state());
              notify.show('Title', 'Body', 'tag-1', 'https://elsewhere.example.org/');
              window.lastNote.onclick();
              did.push(location.pathname);
              delete window.Notification;
              did.push(notify.state());
              return did;
            }
            """);
        Assert.Equal(["default", "denied", "true", "asked", "granted", "Title|Body|tag-1", "closed", "/notifications", "none"], did);
    }
}
