using System.Text.Json;
using MediaInsight.Alerting.Facts;

namespace MediaInsight.Alerting.Rules;

/// <summary>Reads stored events so that one which cannot be read (damaged, written by a version that thought differently) takes no other with it.</summary>
internal static class ReadableEvents
{
    /// <param name="read">Asked for all at once, and one by one only where that fails.</param>
    /// <returns>What could be read, and what could not with its fault.</returns>
    public static async Task<(IReadOnlyList<(long Number, Occurrence Occurrence)> Found, IReadOnlyList<(T Event, Exception Fault)> Damaged)> ReadAsync<T>(
        IReadOnlyList<T> events, Func<IReadOnlyList<T>, Task<IReadOnlyList<(long Number, Occurrence Occurrence)>>> read)
    {
        try
        {
            return (await read(events), []);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArithmeticException or ArgumentException or InvalidOperationException or InvalidCastException or NotSupportedException or NullReferenceException)
        {
            // One of them: which, is found below.
        }

        var found = new List<(long, Occurrence)>();
        var damaged = new List<(T, Exception)>();
        foreach (var one in events)
        {
            try
            {
                found.AddRange(await read([one]));
            }
            catch (Exception e) when (e is JsonException or FormatException or ArithmeticException or ArgumentException or InvalidOperationException or InvalidCastException or NotSupportedException or NullReferenceException)
            {
                damaged.Add((one, e));
            }
        }

        return (found, damaged);
    }
}
