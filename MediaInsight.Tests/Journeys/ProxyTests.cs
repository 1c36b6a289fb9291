using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MediaInsight.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>Behind a real nginx under /mediainsight: pages, WebSocket, pictures and API, both ways of passing the prefix.</summary>
[Collection(BrowserTests.Name)]
public sealed class ProxyTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_works_below_a_sub_path(bool proxyStripsPrefix)
    {
        await using var jellyfin = await FakeJellyfin.StartAsync();
        (string, string)[] settings = proxyStripsPrefix ? Site.Watching(jellyfin) : [.. Site.Watching(jellyfin), ("MediaInsight:Proxy:BasePath", "/mediainsight")];
        await using var site = Site.Start(settings);
        using var nginx = Nginx.Start(site.Address, proxyStripsPrefix);
        jellyfin.Play(FakeSession.Ann());

        var page = await chromium.OpenAsync(nginx.Address);
        var sockets = new List<string>();
        page.WebSocket += (_, s) => sockets.Add(s.Url);
        var outside = new List<string>();
        page.Request += (_, r) =>
        {
            if (!new Uri(r.Url).AbsolutePath.StartsWith("/mediainsight/", StringComparison.Ordinal) && !r.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                outside.Add(r.Url);
            }
        };
        await page.SignInAsync();
        await page.GoAsync("activity");
        var card = page.Locator("article", new() { HasText = "Lantern Bay" });
        await Expect(card).ToBeVisibleAsync();
        jellyfin.Play(FakeSession.Ann() with { IsPaused = true });
        await Expect(card).ToContainTextAsync("Paused");
        await page.WaitForFunctionAsync("() => [...document.images].some(i => i.src.includes('/img/') && i.complete && i.naturalWidth > 0)");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "History" }).First.ClickAsync();
        await page.WaitForURLAsync("**/mediainsight/history**");

        Assert.Contains(sockets, s => s.Contains("/mediainsight/_blazor", StringComparison.Ordinal));
        Assert.Equal([], outside);
        using var api = new HttpClient { BaseAddress = nginx.Address };
        api.DefaultRequestHeaders.Authorization = new("Bearer", Site.Token);
        Assert.Equal(1, (await Api.SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active")).GetProperty("total").GetInt32());
        Assert.Equal("healthy", (await Api.SessionsApiTests.ReadAsync(api, "health")).GetProperty("status").GetString());
    }

    private sealed class Nginx : IDisposable
    {
        private readonly Process _process;
        private readonly string _folder;

        private Nginx(Process process, string folder, int port)
        {
            _process = process;
            _folder = folder;
            Address = new Uri($"http://127.0.0.1:{port}/mediainsight/");
        }

        public Uri Address { get; }

        public static Nginx Start(Uri upstream, bool strips)
        {
            var program = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx" }.FirstOrDefault(File.Exists)
                ?? throw new InvalidOperationException("No nginx was found. Install one: apt-get install nginx-light");
            var folder = Directory.CreateTempSubdirectory("mi-nginx-").FullName;
            var port = FreePort();
            File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
                daemon off; worker_processes 1; pid {{folder}}/pid; error_log {{folder}}/error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path {{folder}}/a; proxy_temp_path {{folder}}/b; fastcgi_temp_path {{folder}}/c; uwsgi_temp_path {{folder}}/d; scgi_temp_path {{folder}}/e;
                  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                  server {
                    listen 127.0.0.1:{{port}};
                    location /mediainsight/ {
                      proxy_pass http://{{upstream.Authority}}{{(strips ? "/" : "")}};
                      proxy_http_version 1.1;
                      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
                      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
                      {{(strips ? "proxy_set_header X-Forwarded-Prefix /mediainsight;" : "")}}
                      proxy_read_timeout 100s; proxy_buffering off;
                    }
                  }
                }
                """);
            var process = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-c", "nginx.conf"]) { RedirectStandardError = true })!; // non-null: a new process was started
            WaitUntilItListens(process, port);
            return new(process, folder, port);
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private static void WaitUntilItListens(Process process, int port)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (true)
            {
                try
                {
                    using var probe = new TcpClient();
                    probe.Connect(IPAddress.Loopback, port);
                    return;
                }
                catch (SocketException)
                {
                    Assert.False(process.HasExited, "nginx ended at once: " + (process.HasExited ? process.StandardError.ReadToEnd() : ""));
                    Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(10), "nginx does not listen");
                }
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
