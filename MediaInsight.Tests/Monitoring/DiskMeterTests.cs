using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Monitoring;

public sealed class DiskMeterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_tells_of_the_file_system_it_lies_on()
    {
        var disks = await new DiskMeter(TimeProvider.System).ReadAsync([Path.GetTempPath(), "/no/such/folder"], Token);

        Assert.Equal(2, disks.Count);
        Assert.True(disks[0] is { Total: > 0, Free: >= 0, Problem: null } && disks[0].Free <= disks[0].Total, disks[0].ToString());
        Assert.InRange(disks[0].UsedShare!.Value, 0, 1);
        Assert.Equal((null, "does not exist"), (disks[1].Total, disks[1].Problem));
        Assert.Equal(disks, DiskReading.Read(DiskReading.Write(disks)));
        Assert.Empty(DiskReading.Read("broken"));
    }

    [Fact]
    public async Task A_mount_that_hangs_costs_its_own_figures_and_one_thread()
    {
        using var released = new ManualResetEventSlim();
        var asked = 0;
        var time = new ManualTime(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var meter = new DiskMeter(time, path =>
        {
            if (path != "/nas")
            {
                return new(path, 100, 40);
            }

            Interlocked.Increment(ref asked);
            released.Wait(CancellationToken.None);
            return new(path, 200, 50);
        });

        for (var i = 0; i < 3; i++)
        {
            var reading = meter.ReadAsync(["/", "/nas"], Token);
            await Site.UntilAsync(() => Task.FromResult(time.PendingTimers), timers => timers > 0);
            time.Advance(DiskMeter.Bound);
            Assert.Equal([new("/", 100, 40), new("/nas", null, null, "does not answer")], await reading);
        }

        Assert.Equal(1, asked);
        released.Set();
        await Site.UntilAsync(async () =>
        {
            var reading = meter.ReadAsync(["/nas"], Token);
            time.Advance(DiskMeter.Bound);
            return (await reading)[0];
        }, disk => disk == new DiskReading("/nas", 200, 50));
    }
}
