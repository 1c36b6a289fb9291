namespace MediaInsight.Domain;

public enum PlaybackState
{
    Playing = 0,
    Paused = 1,
    Buffering = 2,
}
