using System.Text.Json.Nodes;

namespace MediaInsight.Benchmarks.Shots;

/// <summary>Pictures of every page of the demo, dark and light, at three widths.</summary>
internal static class PageShots
{
    private static readonly (string Name, string Path)[] Pages =
        [.. File.ReadLines(Path.Combine(Publisher.Root, "build", "pages.txt")).Where(l => !l.StartsWith('#')).Select(l => l.Split(' ')).Select(l => (l[0], l[1].TrimStart('/')))];

    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (768, 1024), (390, 844)];

    public static async Task TakeAsync(string app, ScratchFolder folder, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        await using var process = await AppProcess.StartAsync(app, folder.Of("shots"), new Dictionary<string, string>(), ["--demo"], cancellationToken);
        await using var chromium = await Chromium.OpenAsync(folder.Of("profile"), cancellationToken);
        await chromium.CallAsync("Emulation.setTimezoneOverride", new() { ["timezoneId"] = "Europe/Berlin" }, cancellationToken);
        await TakeAsync(chromium, process.Address, "sign-in", "account/sign-in", target, cancellationToken);

        // As a person does it; the form posts and leads on.
        await GoAsync(chromium, new Uri(process.Address, "account/sign-in"), cancellationToken);
        await chromium.EvaluateAsync($"document.querySelector('[name=UserName]').value = '{AppProcess.UserName}'; document.querySelector('[name=Password]').value = '{AppProcess.Password}'; document.querySelector('[name=Password]').form.querySelector('[type=submit]').click()", cancellationToken);
        await WaitAsync(chromium, "!location.pathname.includes('sign-in') && document.readyState === 'complete'", cancellationToken);

        // The demo's past is being written and the first readings come in.
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, cancellationToken);
        foreach (var (name, path) in Pages)
        {
            await TakeAsync(chromium, process.Address, name, path, target, cancellationToken);
        }
    }

    private static async Task TakeAsync(Chromium chromium, Uri site, string name, string path, string target, CancellationToken cancellationToken)
    {
        foreach (var theme in new[] { "dark", "light" })
        {
            await chromium.CallAsync("Network.setCookie", new() { ["name"] = "mi_theme", ["value"] = theme, ["url"] = site.ToString() }, cancellationToken);
            await chromium.CallAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = theme }, new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }) }, cancellationToken);
            foreach (var (width, height) in Sizes)
            {
                await chromium.CallAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 500 }, cancellationToken);
                await GoAsync(chromium, new Uri(site, path), cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, cancellationToken);
                var shot = await chromium.CallAsync("Page.captureScreenshot", new() { ["format"] = "png" }, cancellationToken);
                var file = Path.Combine(target, $"{name}-{theme}-{width}.png");
                await File.WriteAllBytesAsync(file, Convert.FromBase64String((string)shot["data"]!), cancellationToken); // non-null: a picture was asked for
                Console.WriteLine(file);
            }
        }
    }

    private static async Task GoAsync(Chromium chromium, Uri address, CancellationToken cancellationToken)
    {
        await chromium.CallAsync("Page.navigate", new() { ["url"] = address.ToString() }, cancellationToken);
        await WaitAsync(chromium, "document.readyState === 'complete' && location.href !== 'about:blank'", cancellationToken);
    }

    private static async Task WaitAsync(Chromium chromium, string condition, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await chromium.EvaluateAsync($"Boolean({condition})", cancellationToken) is "true" or "True")
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }
}
