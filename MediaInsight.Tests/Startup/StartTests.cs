using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MediaInsight.Tests.Startup;

/// <summary>The built program as a process: what it says when it cannot start.</summary>
public sealed class StartTests : IDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly string _folder = Directory.CreateTempSubdirectory("mi-start-").FullName;
    private string _output = "";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Wrong_configuration_stops_the_start_with_one_message_that_names_every_variable()
    {
        var (code, said) = await RunAsync(
            "http://127.0.0.1:eighty;ftp://x",
            ("MediaInsight__DataPath", Path.Combine(AppContext.BaseDirectory, "MediaInsight.dll", "data")),
            ("MediaInsight__Polling__ActiveSeconds", "soon"),
            ("MediaInsight__Polling__IdleSeconds", "0"),
            ("MediaInsight__Demo", "maybe"),
            ("MediaInsight__Servers__0__Fingerprint", "ab:cd"),
            ("MediaInsight__History__WatchedPercent", "140"),
            ("MediaInsight__Site__TimeZone", "Mars/Olympus"),
            ("MediaInsight__Network__OwnNetworks__0", "home"),
            ("MediaInsight__Servers__0__Kind", "kodi"),
            ("MediaInsight__Servers__0__Url", "ftp://x"),
            ("MediaInsight__AdminToken", "short"),
            ("MediaInsight__Admin__UserName", "olga"),
            ("MediaInsight__Admin__Password", "123"),
            ("MediaInsight__LogLevel", "loud"),
            ("MediaInsight__Proxy__Trusted__0", "proxy"),
            ("MediaInsight__Cors__Origins__0", "everywhere"));

        Assert.Equal(1, code);
        foreach (var variable in new[]
        {
            "DataPath", "Polling__ActiveSeconds", "Polling__IdleSeconds", "Demo", "Servers__0__Fingerprint", "History__WatchedPercent", "Site__TimeZone", "Network__OwnNetworks", "Servers__0__Kind", "Servers__0__Name", "Servers__0__Url", "Servers__0__Token",
            "AdminToken", "Admin__Password", "LogLevel", "Proxy__Trusted__0", "Cors__Origins__0",
        })
        {
            Assert.Contains("MediaInsight__" + variable, said, StringComparison.Ordinal);
        }

        Assert.Contains("'http://127.0.0.1:eighty' is no address to listen on", said, StringComparison.Ordinal);
        Assert.Contains("'ftp://x' is no address to listen on", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("'short'", said, StringComparison.Ordinal);
        Assert.DoesNotContain("'123'", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_program_on_the_same_data_is_refused()
    {
        var paths = new MediaInsight.Platform.AppPaths(_folder);
        using var held = MediaInsight.Platform.DataLock.TryTake(paths);

        var (code, said) = await RunAsync();

        Assert.NotNull(held);
        Assert.Equal(1, code);
        Assert.Contains("Another MediaInsight is running", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_refused_with_its_variable()
    {
        var file = Path.Combine(_folder, "data");
        await File.WriteAllTextAsync(file, "no folder", TestContext.Current.CancellationToken);

        var (code, said) = await RunAsync(AnyPort, ("MediaInsight__DataPath", file));

        Assert.Equal(1, code);
        Assert.Contains($"MediaInsight__DataPath: '{file}' must be a folder", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_cannot_be_made_is_not_taken_for_another_program()
    {
        var paths = new MediaInsight.Platform.AppPaths(_folder);
        Directory.CreateDirectory(paths.Lock);

        Assert.ThrowsAny<Exception>(() => MediaInsight.Platform.DataLock.TryTake(paths));
    }

    [Fact]
    public async Task An_occupied_port_is_refused_in_words()
    {
        Infrastructure.TestDb.PutInto(_folder);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (code, said) = await RunAsync($"http://{other.LocalEndpoint}");

        Assert.Equal(1, code);
        Assert.Contains($"Another program listens on the address already. Stop it, or choose another address. ASPNETCORE_URLS (--urls) names http://{other.LocalEndpoint}.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_nobody_named_with_its_address_is_refused_in_words_too()
    {
        Infrastructure.TestDb.PutInto(_folder);
        using var other = TcpListener.Create(0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, said) = await RunAsync(urls: null, ("ASPNETCORE_HTTP_PORTS", $"{port}"));

        Assert.Equal(1, code);
        Assert.Equal($"MediaInsight did not start. Another program listens on the address already. Stop it, or choose another address. ASPNETCORE_HTTP_PORTS names {port}.", said.Trim());
        Assert.DoesNotContain("   at ", _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_refused_and_left_alone()
    {
        var file = Path.Combine(_folder, "mediainsight.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("this is no database. ", 500)), TestContext.Current.CancellationToken);
        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        var (code, said) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("Restore a backup", said, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    private async Task<(int Code, string Said)> RunAsync(string? urls = AnyPort, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MediaInsight.dll"), .. urls is null ? [] : new[] { "--urls", urls }]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MediaInsight__DataPath"] = _folder;
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // non-null: a new process was started
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _output = await output;
        return (process.ExitCode, await error);
    }
}
