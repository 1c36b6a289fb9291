namespace MediaInsight.Platform;

/// <summary>Lets the program begin anew in the same process: stops what runs, lets go of the data folder, starts again.</summary>
public sealed class AppRestart(IHostApplicationLifetime lifetime)
{
    /// <summary>Whether the stop that is going on is to be followed by a start.</summary>
    public bool IsAsked { get; private set; }

    public void Ask()
    {
        IsAsked = true;
        lifetime.StopApplication();
    }
}
