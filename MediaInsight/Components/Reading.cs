using System.Data.Common;
using MediaInsight.Components.Ui;

namespace MediaInsight.Components;

/// <summary>
/// One reading of the database that a panel shows: on its way, there, failed, or old. A newer reading ends the one before;
/// what was read while prerendering is taken over (<see cref="Handover"/>).
/// </summary>
/// <param name="what">Said when it fails: "The streams can't be read."</param>
public sealed class Reading<T>(Func<CancellationToken, Task<T>> read, string what, SiteClock clock, Handover handover) : IDisposable
    where T : class
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _loading;

    public LoadState<T> State { get; private set; } = LoadState.Loading<T>();

    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>The first reading of a page.</summary>
    /// <param name="prerendered">What the page persisted of <see cref="Leave"/>.</param>
    public async Task StartAsync(Guid? prerendered)
    {
        if (handover.Take<T>(prerendered) is { } before)
        {
            AskedAt = clock.Now;
            State = LoadState.Loaded(before);
            return;
        }

        await LoadAsync();
    }

    /// <summary>Leaves what was read for the page when it becomes live.</summary>
    public Guid? Leave() => State is { HasValue: true, Value: { } value } ? handover.Put(value) : null;

    public async Task LoadAsync()
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        if (_loading is { } former)
        {
            await former.CancelAsync();
            former.Dispose();
        }

        var own = _loading = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        AskedAt = clock.Now;
        State = State.Reloading();
        try
        {
            var value = await read(own.Token);
            if (own == _loading)
            {
                State = LoadState.Loaded(value);
            }
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            // A newer reading, or the page is gone.
        }
        catch (DbException)
        {
            State = State.HasValue ? State.Stale("the database did not answer", clock.Now) : LoadState.Failed<T>(what, "The database did not answer. It may be busy with a backup; the log says more.", clock.Now);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _loading?.Dispose();
        _gone.Dispose();
    }
}
