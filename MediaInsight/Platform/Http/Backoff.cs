namespace MediaInsight.Platform.Http;

/// <summary>How long to wait after failures: doubling, capped, and scattered so that many do not come back in step.</summary>
public static class Backoff
{
    /// <param name="failures">In a row, from 1.</param>
    /// <param name="first">After the first one.</param>
    /// <param name="cap">Never longer.</param>
    /// <returns>Between 80 % and 100 % of the doubled time.</returns>
    public static TimeSpan Next(int failures, TimeSpan first, TimeSpan cap)
    {
        var full = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)), cap.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.8 + (0.2 * Random.Shared.NextDouble())));
    }
}
