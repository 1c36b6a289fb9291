using System.Runtime.ExceptionServices;
using MediaInsight.Alerting.Facts;

namespace MediaInsight.Alerting.Rules;

/// <summary>
/// Reads events so that one which cannot be read holds up no other: it is tried once more with the next pass, then left out
/// with a line in the program's log.
/// </summary>
internal sealed partial class DamagedEvents(ILogger logger)
{
    private const int MaxRemembered = 1000;

    /// <summary>Failed once; true: it is in the log already.</summary>
    private readonly Dictionary<(string Log, long Number), bool> _suspects = [];

    /// <param name="log">Which one they stand in.</param>
    /// <param name="read">See <see cref="ReadableEvents"/>.</param>
    public async Task<IReadOnlyList<(long Number, Occurrence Occurrence)>> ReadAsync<T>(
        string log, IReadOnlyList<T> events, Func<T, long> numberOf, Func<IReadOnlyList<T>, Task<IReadOnlyList<(long Number, Occurrence Occurrence)>>> read)
    {
        var (found, damaged) = await ReadableEvents.ReadAsync(events, read);
        if (_suspects.Count > MaxRemembered)
        {
            _suspects.Clear();
        }

        Exception? unknown = null;
        foreach (var (one, fault) in damaged)
        {
            var key = (log, numberOf(one));
            if (_suspects.TryAdd(key, false))
            {
                unknown ??= fault;
            }
            else if (!_suspects[key])
            {
                _suspects[key] = true;
                LogLeftOut(fault, log, key.Item2);
            }
        }

        if (unknown is not null)
        {
            ExceptionDispatchInfo.Throw(unknown);
        }

        return found;
    }

    [LoggerMessage(1904, LogLevel.Error, "An event cannot be read and is left out by the rules: {Log} {Number}")]
    private partial void LogLeftOut(Exception e, string log, long number);
}
