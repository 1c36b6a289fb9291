namespace MediaInsight.Alerting.Topics;

/// <summary>How a field of an event is compared, and how a form asks for its values.</summary>
public enum FieldType
{
    /// <summary>Words; compared without regard to case.</summary>
    Text = 0,

    /// <summary>One of a list (<see cref="ChoiceSource"/>).</summary>
    Choice = 1,
    Number = 2,

    /// <summary>0–100.</summary>
    Percent = 3,

    /// <summary>Minutes.</summary>
    Minutes = 4,

    /// <summary>Mbit/s.</summary>
    Bitrate = 5,

    /// <summary>"yes" or "no".</summary>
    YesNo = 6,

    /// <summary>Site time, "HH:mm".</summary>
    TimeOfDay = 7,

    /// <summary>"mon" … "sun", site time.</summary>
    Weekday = 8,

    /// <summary>An address of the network; also compared with networks ("192.168.0.0/16").</summary>
    Address = 9,
}

/// <summary>Where the values of a choice come from.</summary>
public enum ChoiceSource
{
    None = 0,
    People = 1,
    Servers = 2,
    Libraries = 3,
    Products = 4,
    Kinds = 5,
    Decisions = 6,
    SubtitleDecisions = 7,
    Resolutions = 8,
    DynamicRanges = 9,
    Platforms = 10,
    DeviceTypes = 11,
    Locations = 12,
    Weekdays = 13,
}

/// <summary>What an event is about: decides which fields it has.</summary>
[Flags]
public enum TopicSubjects
{
    None = 0,
    Play = 1,
    MediaAdded = 2,
    Server = 4,
    Update = 8,
    Job = 16,
    Library = 32,
    Summary = 64,
    Alert = 128,
    SignIn = 256,
    Violation = 512,

    WithServer = Play | MediaAdded | Server | Library | Violation,
    WithMedia = Play | MediaAdded,
    Any = Play | MediaAdded | Server | Update | Job | Library | Summary | Alert | SignIn | Violation,
}
