namespace MediaInsight.Viewers;

/// <summary>The stable words of audit entries about persons. Entries name persons by number: a name would outlive its being forgotten.</summary>
public static class PeopleActions
{
    public const string Merged = "person.merge";
    public const string Split = "person.split";
    public const string Undone = "person.undo";
    public const string Dismissed = "person.dismiss";
    public const string IncognitoOn = "person.incognito.on";
    public const string IncognitoOff = "person.incognito.off";
    public const string TrackingOff = "tracking.off";
    public const string TrackingOn = "tracking.on";
    public const string Forgotten = "person.forget";
}
