using MediaInsight.Components.Ui;
using MediaInsight.Live;
using MediaInsight.Sessions;

namespace MediaInsight.Components.Pages.Remote;

/// <summary>What was done to sessions, and what came of it, in plain words.</summary>
internal static class RemoteWords
{
    public static string Of(SessionVerb verb) => verb switch
    {
        SessionVerb.Pause => "Paused",
        SessionVerb.Resume => "Resumed",
        SessionVerb.Stop => "Stopped",
        SessionVerb.Message => "Message",
        _ => "Ended here",
    };

    public static IconName Icon(SessionVerb verb) => verb switch
    {
        SessionVerb.Pause => IconName.Pause,
        SessionVerb.Resume => IconName.Play,
        SessionVerb.Stop => IconName.Stop,
        SessionVerb.Message => IconName.Message,
        _ => IconName.Unplug,
    };

    public static string Of(SessionVerb verb, ControlOutcome outcome) => (outcome, verb) switch
    {
        (ControlOutcome.AlreadyGone, _) => "It had ended already",
        (ControlOutcome.Failed, _) => "Failed",
        (_, SessionVerb.Stop) => "Terminated",
        _ => "Done",
    };
}
