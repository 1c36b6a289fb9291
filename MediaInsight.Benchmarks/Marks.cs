using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace MediaInsight.Benchmarks;

/// <summary>Finds the numbered titles ("Mark000017") in what a page is sent.</summary>
internal static class Marks
{
    public static void Note(ConcurrentDictionary<(int Page, int Mark), long> seen, int page, ReadOnlySpan<byte> batch)
    {
        var at = Stopwatch.GetTimestamp();
        for (var rest = batch; rest.IndexOf("Mark"u8) is >= 0 and var found && rest.Length >= found + 10; rest = rest[(found + 4)..])
        {
            if (Utf8Parser.TryParse(rest.Slice(found + 4, 6), out int mark, out var used) && used == 6)
            {
                seen.TryAdd((page, mark), at);
            }
        }
    }
}
