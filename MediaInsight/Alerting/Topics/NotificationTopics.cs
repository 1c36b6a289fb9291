using MediaInsight.Data.Events;
using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Topics;

/// <summary>All that a rule can listen to, in the order of the form.</summary>
public static class NotificationTopics
{
    public const string Playback = "Playback";
    public const string People = "People";
    public const string Libraries = "Libraries";
    public const string Servers = "Servers";
    public const string Upkeep = "Upkeep";
    public const string Summaries = "Summaries";

    private const string JobText = "{error|No reason is told.}";

    public static IReadOnlyList<NotificationTopic> All { get; } =
    [
        Play(EventTopics.PlayStarted, "Play started", "Somebody begins to play something.", NoticeTone.Info, "{viewer} started {full_title}", "{stream}\n{device} {player}\n{server}"),
        Play(EventTopics.PlayPaused, "Paused", "A play is paused.", NoticeTone.Info, "{viewer} paused {full_title}", "At {position} ({progress})\n{device} {player}\n{server}"),
        Play(EventTopics.PlayResumed, "Resumed", "A paused play goes on, or one that waited for data.", NoticeTone.Info, "{viewer} resumed {full_title}", "At {position} ({progress})\n{device} {player}\n{server}"),
        Play(EventTopics.PlayStopped, "Play stopped", "A play ends, whatever the reason.", NoticeTone.Info, "{viewer} stopped {full_title}", "After {watched_minutes}, at {progress}\n{device} {player}\n{server}"),
        Play(EventTopics.PlayWatched, "Watched", "A title was watched far enough to count as watched; once per play.", NoticeTone.Good, "{viewer} has watched {full_title}", "{device} {player}\n{server}"),
        Play(EventTopics.PlayBuffering, "Buffering", "A play waits for data.", NoticeTone.Warning, "{full_title} buffers for {viewer}", "{stream}\n{device} {player}\n{server}"),
        Play(EventTopics.PlayError, "Playback problem", "A conversion failed or was too slow, or a play was given up within ten seconds of the conversion's begin.", NoticeTone.Danger, "{full_title} did not play well for {viewer}", "{error}\n{stream}\n{device} {player}\n{server}") with { IsDerived = true },
        Play(EventTopics.TranscodeStarted, "Transcode started", "The server begins to convert a play, at its start or later.", NoticeTone.Warning, "{full_title} is transcoded for {viewer}", "{stream}\n{transcode_reasons}\n{device} {player}\n{server}") with { IsDerived = true },
        Play(EventTopics.StreamChanged, "Quality changed", "A running play goes on with another decision, resolution or bitrate.", NoticeTone.Info, "{viewer} gets another quality of {full_title}", "{stream}\n{device} {player}\n{server}"),
        Play(EventTopics.ConcurrentStreams, "Several streams at once", "A person starts a play while others of theirs run.", NoticeTone.Warning, "{viewer} watches {streams_of_viewer} streams at once", "{full_title}\n{device} {player} {address}\n{server}") with
        {
            Group = People, IsDerived = true, Threshold = new("Streams at the same time, at least", null, 2, 2, 50),
        },
        Play(EventTopics.NewDevice, "New device", "A person plays on a device for the first time; never on a person's first day.", NoticeTone.Warning, "{viewer} plays on a new device", "{device} {player} {platform}\n{full_title}\n{server}") with { Group = People, IsDerived = true },
        Play(EventTopics.NewAddress, "New address", "A person plays from a network address for the first time; never on a person's first day.", NoticeTone.Warning, "{viewer} plays from a new address", "{address}\n{device} {player}\n{full_title}\n{server}") with { Group = People, IsDerived = true },
        new(EventTopics.SignInLocked, "Sign-in locked", People, "Somebody gave the wrong password too often.", TopicSubjects.SignIn, NoticeTone.Danger, "Sign-in of {account} is locked", "{message}\n{address}"),
        new(EventTopics.Violation, "Violation", People, "An account breaks a sharing rule.", TopicSubjects.Violation, NoticeTone.Danger, "{viewer} breaks a rule", "{message}") { IsOffered = false },
        new(EventTopics.MediaAdded, "Media added", Libraries, "A library has new titles. Episodes are told together per season, music per album, after five minutes.", TopicSubjects.MediaAdded, NoticeTone.Good, "New: {full_title}", "{titles}\n{summary}\n{library} on {server}") { KeepsWhenOld = true },
        new(EventTopics.LibrarySynced, "Library read", Libraries, "A full reading of a library is done.", TopicSubjects.Library, NoticeTone.Info, "{library} was read", "{added} added, {changed} changed, {removed} removed\n{server}"),
        new(EventTopics.ServerDown, "Server down", Servers, "A media server has not answered for as long as the rule waits.", TopicSubjects.Server, NoticeTone.Danger, "{server} is down", "{reason}\nSince {since}")
        {
            KeepsWhenOld = true, Threshold = new("Minutes it must be down", "min", 2, 0, 1440),
        },
        new(EventTopics.ServerUp, "Server up again", Servers, "A media server that was told to be down answers again.", TopicSubjects.Server, NoticeTone.Good, "{server} is up again", "It was down for {down_minutes}.")
        {
            KeepsWhenOld = true, Threshold = new("Minutes it must have been down", "min", 2, 0, 1440),
        },
        new(EventTopics.ServerUpdate, "Server update", Servers, "A media server says that a newer version can be installed.", TopicSubjects.Update, NoticeTone.Info, "{server} has an update", "{product} {version} can be updated to {new_version|a newer version}."),
        new(EventTopics.AppUpdate, "MediaInsight update", Upkeep, "The release feed named in the configuration (MediaInsight__Updates__Feed) has a newer MediaInsight; without one it never comes.", TopicSubjects.Update, NoticeTone.Info, "MediaInsight {new_version} is there", "{version} is running.") { KeepsWhenOld = true },
        new(EventTopics.JobFailed, "Job failed", Upkeep, "A scheduled job ended with a fault.", TopicSubjects.Job, NoticeTone.Danger, "{job} failed", JobText) { KeepsWhenOld = true },
        new(EventTopics.BackupFailed, "Backup failed", Upkeep, "A backup was not made.", TopicSubjects.Job, NoticeTone.Danger, "The backup failed", JobText) { KeepsWhenOld = true },
        new(EventTopics.AlertFired, "Alert", Upkeep, "An alert rule fires.", TopicSubjects.Alert, NoticeTone.Danger, "{alert}", "{message}") { KeepsWhenOld = true },
        new(EventTopics.AlertResolved, "Alert resolved", Upkeep, "What an alert rule watches is well again.", TopicSubjects.Alert, NoticeTone.Good, "{alert}: resolved", "{message}") { KeepsWhenOld = true },
        new(EventTopics.DailySummary, "Daily summary", Summaries, "Every morning at 08:00, or later if the program was off then: what was played yesterday.", TopicSubjects.Summary, NoticeTone.Info, "Yesterday: {plays} plays, {hours} hours", SummaryText) { KeepsWhenOld = true },
        new(EventTopics.WeeklySummary, "Weekly summary", Summaries, "Every Monday at 08:00, or later if the program was off then: what was played last week.", TopicSubjects.Summary, NoticeTone.Info, "Last week: {plays} plays, {hours} hours", SummaryText) { KeepsWhenOld = true },
    ];

    private const string SummaryText = "{period}\nPeople: {people}\nMost played: {top_titles}\nMost active: {top_people}\n{problems}";

    private static readonly Dictionary<string, NotificationTopic> ByWord = All.ToDictionary(t => t.Word, StringComparer.Ordinal);

    public static NotificationTopic? Find(string word) => ByWord.GetValueOrDefault(word);

    private static NotificationTopic Play(string word, string name, string description, NoticeTone tone, string title, string text) =>
        new(word, name, Playback, description, TopicSubjects.Play, tone, title, text);
}
