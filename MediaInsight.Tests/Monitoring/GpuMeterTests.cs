using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Monitoring;

public sealed class GpuMeterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mi-gpu-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("12, 1024, 8192, 61\n", true, 12.0, 12.5, 61.0)]
    [InlineData("12, 1024, 8192, 61\n80, 100, 1000, 40\n", true, 80.0, 12.5, 61.0)]              // of two cards the busiest, fullest and hottest
    [InlineData("[N/A], 1024, 8192, [Not Supported]\r\n", true, null, 12.5, null)]
    [InlineData("1024, 8192, 61\n", false, null, 12.5, 61.0)]
    [InlineData("12, 1024, 0, 61\n", true, 12.0, null, 61.0)]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n", true, null, null, null)]
    [InlineData("", true, null, null, null)]
    public void Cards_are_read_from_their_lines(string text, bool withEncoder, double? encoder, double? memory, double? temperature) =>
        Assert.Equal(new GpuReading(encoder, memory, temperature), GpuReading.Parse(text, withEncoder));

    [Fact]
    public async Task Without_the_program_nothing_is_told()
    {
        Assert.Null(GpuMeter.Find(_folder));
        Assert.Null(GpuMeter.Find(null));

        Assert.Equal(GpuReading.None, await Meter(null).ReadAsync(Token));
    }

    [Fact]
    public async Task The_program_in_the_path_is_asked()
    {
        Program("""echo "7, 512, 2048, 55" """);

        var meter = Meter(GpuMeter.Find($"/nowhere{Path.PathSeparator}{_folder}"));

        Assert.True(meter.IsPresent);
        Assert.Equal(new(7, 25, 55), await meter.ReadAsync(Token));
    }

    [Fact]
    public async Task A_driver_that_does_not_know_the_encoder_is_asked_without_it()
    {
        Program("""case "$1" in *encoder*) echo 'Field "utilization.encoder" is not a valid field to query.'; exit 2;; esac; echo "512, 2048, 55" """);

        Assert.Equal(new(null, 25, 55), await Meter(GpuMeter.Find(_folder)).ReadAsync(Token));
    }

    [Fact]
    public async Task A_driver_that_hangs_is_ended_after_five_seconds()
    {
        var pid = Path.Combine(_folder, "pid");
        Program($"echo $$ > {pid}.new && mv {pid}.new {pid}; exec sleep 600");
        var time = new ManualTime(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

        var reading = Meter(GpuMeter.Find(_folder), time).ReadAsync(Token);
        for (var question = 0; question < 2; question++)
        {
            await Site.UntilAsync(() => Task.FromResult(File.Exists(pid)), running => running);
            var process = int.Parse(await File.ReadAllTextAsync(pid, Token), System.Globalization.CultureInfo.InvariantCulture);
            File.Delete(pid);
            time.Advance(GpuMeter.Bound);
            await Site.UntilAsync(() => Task.FromResult(IsGone(process)), gone => gone);
        }

        Assert.Equal(GpuReading.None, await reading);
    }

    private static GpuMeter Meter(string? program, TimeProvider? time = null) => new(program, time ?? TimeProvider.System, NullLogger<GpuMeter>.Instance);

    private static bool IsGone(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private void Program(string script)
    {
        var file = Path.Combine(_folder, "nvidia-smi");
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
