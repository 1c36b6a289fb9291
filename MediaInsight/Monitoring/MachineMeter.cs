using MediaInsight.Monitoring.Linux;

namespace MediaInsight.Monitoring;

/// <summary>Null: not told here.</summary>
internal sealed record MachineReading(double? CpuPercent, MemoryUse? Memory, double? Load, long? ReceivedPerSecond, long? SentPerSecond, double? ProcessCpuPercent, long ProcessMemoryMb);

/// <summary>
/// Processor, memory and network of the machine, or of the container where it has limits (<see cref="ControlGroup"/>), and of
/// this program. What is a rate is one since the reading before: the first reading has none. Not for use at the same time.
/// </summary>
internal sealed class MachineMeter(ProcFiles files, TimeProvider time)
{
    private Counters? _before;

    public MachineReading Read()
    {
        var machine = MemoryOf(files.Memory);
        var now = new Counters(
            time.GetTimestamp(), files.Stat is { } stat ? CpuTimes.Parse(stat) : null, files.Network is { } network ? NetworkBytes.Parse(network) : null,
            ControlGroup.CpuMicroseconds(files.Group("cpu.stat")), Environment.CpuUsage.TotalTime);
        var (before, elapsed) = (_before, _before is { } b ? time.GetElapsedTime(b.At, now.At) : TimeSpan.Zero);
        _before = now;
        var rates = before is { Network: { } from } && now.Network is { } to ? to.PerSecondSince(from, elapsed) : default;
        return new(
            before is null ? null : Cpu(before, now, elapsed),
            ControlGroup.Memory(files.Group("memory.max"), files.Group("memory.current"), files.Group("memory.stat"), machine?.Total) ?? machine,
            files.Load is { } load ? LoadAverage.Parse(load) : null,
            rates.Received,
            rates.Sent,
            before is null || elapsed <= TimeSpan.Zero ? null : Math.Round(Math.Clamp((now.Process - before.Process) / elapsed / Environment.ProcessorCount * 100, 0, 100), 1),
            Environment.WorkingSet / (1024 * 1024));
    }

    private static MemoryUse? MemoryOf(string? text) => text is null ? null : MemoryUse.Parse(text);

    private double? Cpu(Counters before, Counters now, TimeSpan elapsed) =>
        ControlGroup.Cores(files.Group("cpu.max")) is { } cores && cores < Environment.ProcessorCount && before.Group is { } from && now.Group is { } to
            ? ControlGroup.Percent(from, to, cores, elapsed)
            : before.Machine is { } earlier && now.Machine is { } later ? later.PercentSince(earlier) : null;

    private sealed record Counters(long At, CpuTimes? Machine, NetworkBytes? Network, long? Group, TimeSpan Process);
}
