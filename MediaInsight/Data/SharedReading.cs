namespace MediaInsight.Data;

/// <summary>
/// One reading for all who ask the same at the same moment: when a play ends, two hundred open pages want the same
/// figures. At most one reading of a key runs and one waits, and nobody is given what was read before he asked.
/// </summary>
public sealed class SharedReading<TKey, T> where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Turns> _turns = [];

    /// <summary>Whoever leaves does not end the reading of the others.</summary>
    public Task<T> ReadAsync(TKey key, Func<TKey, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_turns.TryGetValue(key, out var turns))
            {
                return (turns.Next ??= AfterAsync(turns.Running, key, read)).WaitAsync(cancellationToken);
            }

            var first = Task.Run(() => TurnAsync(key, read), CancellationToken.None);
            _turns[key] = new() { Running = first };
            return first.WaitAsync(cancellationToken);
        }
    }

    private async Task<T> AfterAsync(Task<T> before, TKey key, Func<TKey, CancellationToken, Task<T>> read)
    {
        // Its failure is told to those who wait for it.
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return await TurnAsync(key, read);
    }

    private async Task<T> TurnAsync(TKey key, Func<TKey, CancellationToken, Task<T>> read)
    {
        try
        {
            return await read(key, CancellationToken.None);
        }
        finally
        {
            Done(key);
        }
    }

    private void Done(TKey key)
    {
        lock (_lock)
        {
            var turns = _turns[key];
            if (turns.Next is { } next)
            {
                (turns.Running, turns.Next) = (next, null);
            }
            else
            {
                _turns.Remove(key);
            }
        }
    }

    private sealed class Turns
    {
        public required Task<T> Running { get; set; }

        public Task<T>? Next { get; set; }
    }
}
