namespace MediaInsight.Alerting.Topics;

/// <summary>Everything that events can tell, once: the parameters of templates and the fields of conditions.</summary>
public static class EventFields
{
    private const TopicSubjects Play = TopicSubjects.Play;
    private const TopicSubjects Media = TopicSubjects.WithMedia;

    public static IReadOnlyList<EventField> All { get; } =
    [
        .. Of("When",
            Shown("event", "What happened", TopicSubjects.Any, "Play started"),
            new("time", "Time of day", FieldType.TimeOfDay, TopicSubjects.Any, "21:30"),
            Choice("weekday", "Weekday", FieldType.Weekday, ChoiceSource.Weekdays, TopicSubjects.Any, "Saturday"),
            Shown("date", "Date", TopicSubjects.Any, "21 November 2026")),
        .. Of("Who",
            Choice("viewer", "Person", ChoiceSource.People, Play | TopicSubjects.Violation, "Anna"),
            Text("account", "Account", Play | TopicSubjects.SignIn, "anna_w"),
            Number("streams_of_viewer", "Streams of the person", Play, "2"),
            Number("streams_total", "Streams of all servers", Play, "5")),
        .. Of("Where from",
            Choice("server", "Server", ChoiceSource.Servers, TopicSubjects.WithServer | TopicSubjects.Update, "Home"),
            Choice("product", "Product", ChoiceSource.Products, TopicSubjects.WithServer | TopicSubjects.Update, "Plex"),
            Choice("library", "Library", ChoiceSource.Libraries, Media | TopicSubjects.Library, "Films")),
        .. Of("Title",
            Choice("kind", "Kind", ChoiceSource.Kinds, Media, "Film"),
            Text("title", "Title", Media, "The Long Night"),
            Text("full_title", "Full title", Media, "Winter – S01E02 – The Long Night"),
            Text("show", "Show", Media, "Winter"),
            Text("season_name", "Season's name", Media, "Season 1"),
            Number("season", "Season", Media, "1"),
            Number("episode", "Episode", Media, "2"),
            Text("artist", "Artist", Media, "The Examples"),
            Text("album", "Album", Media, "First Try"),
            Number("track", "Track number", Media, "4"),
            Text("author", "Author", Media, "A. Writer"),
            Text("podcast", "Podcast", Media, "Weekly Talk"),
            Text("channel", "Television channel", Media, "News 24"),
            Number("year", "Year", Media, "2024"),
            Text("genres", "Genres", Media, "Drama, Crime"),
            Text("content_rating", "Content rating", Media, "TV-14"),
            new("duration", "Duration", FieldType.Minutes, Media, "52 min"),
            Shown("summary", "Summary", Media, "In the long night …")),
        .. Of("New titles",
            Number("count", "How many", TopicSubjects.MediaAdded, "3"),
            Text("titles", "Their titles", TopicSubjects.MediaAdded, "E01, E02, E03"),
            Shown("added_at", "Added at", TopicSubjects.MediaAdded, "21 November 2026 21:30")),
        .. Of("Device",
            Text("device", "Device", Play, "Living room TV"),
            Choice("device_type", "Kind of device", ChoiceSource.DeviceTypes, Play, "TV"),
            Text("player", "App", Play, "Plex for Android"),
            Text("player_version", "App's version", Play, "10.2.1"),
            Choice("platform", "Platform", ChoiceSource.Platforms, Play, "Android"),
            new("address", "Address", FieldType.Address, Play | TopicSubjects.SignIn, "203.0.113.7"),
            Choice("location", "Network", ChoiceSource.Locations, Play, "At home"),
            new("is_local", "At home", FieldType.YesNo, Play, "yes")),
        .. Of("Stream",
            Choice("decision", "Decision", ChoiceSource.Decisions, Play, "Transcode"),
            Choice("video_decision", "Picture", ChoiceSource.Decisions, Play, "Transcode"),
            Choice("audio_decision", "Sound", ChoiceSource.Decisions, Play, "Direct play"),
            Choice("subtitle_decision", "Subtitles", ChoiceSource.SubtitleDecisions, Play, "Burned in"),
            Choice("resolution", "Resolution of the file", ChoiceSource.Resolutions, Play, "2160p"),
            Choice("sent_resolution", "Resolution sent", ChoiceSource.Resolutions, Play, "1080p"),
            Shown("quality", "Quality", Play, "1080p · 8.2 Mbit/s"),
            Shown("stream", "Stream in one line", Play, "Transcode · 1080p · 8.2 Mbit/s"),
            new("bitrate", "Bitrate sent", FieldType.Bitrate, Play, "8.2 Mbit/s"),
            new("source_bitrate", "Bitrate of the file", FieldType.Bitrate, Play, "24 Mbit/s"),
            new("bandwidth", "Bandwidth", FieldType.Bitrate, Play, "9.1 Mbit/s"),
            Text("video_codec", "Video codec of the file", Play, "hevc"),
            Text("sent_video_codec", "Video codec sent", Play, "h264"),
            Text("audio_codec", "Audio codec of the file", Play, "truehd"),
            Text("sent_audio_codec", "Audio codec sent", Play, "aac"),
            Number("audio_channels", "Audio channels", Play, "6"),
            Text("audio_language", "Language of the sound", Play, "eng"),
            Text("subtitle_language", "Language of the subtitles", Play, "ger"),
            Choice("dynamic_range", "Dynamic range", ChoiceSource.DynamicRanges, Play, "HDR10"),
            Text("container", "Container", Play, "mkv"),
            new("hardware", "Converted by hardware", FieldType.YesNo, Play, "yes"),
            Text("transcode_reasons", "Why it is converted", Play, "VideoCodecNotSupported"),
            Text("error", "What went wrong", Play | TopicSubjects.Job, "The conversion failed.")),
        .. Of("Progress",
            new("progress", "Progress", FieldType.Percent, Play, "42 %"),
            Shown("position", "Position", Play, "0:21:40"),
            new("watched_minutes", "Watched", FieldType.Minutes, Play, "38 min"),
            new("completed", "Watched to the end", FieldType.YesNo, Play, "yes"),
            Shown("started_at", "Started at", Play | TopicSubjects.Job, "21 November 2026 21:30"),
            Shown("stopped_at", "Stopped at", Play, "21 November 2026 22:12")),
        .. Of("Server",
            Shown("since", "Since when", TopicSubjects.Server | TopicSubjects.Alert, "21:30"),
            new("down_minutes", "Down for", FieldType.Minutes, TopicSubjects.Server, "4 min"),
            Text("reason", "Reason", TopicSubjects.Server, "The server does not answer."),
            Text("version", "Version", TopicSubjects.Server | TopicSubjects.Update, "1.41.0"),
            Text("new_version", "New version", TopicSubjects.Update, "1.42.0")),
        .. Of("Work",
            Text("job", "Job", TopicSubjects.Job, "Backup"),
            Number("added", "Titles added", TopicSubjects.Library, "12"),
            Number("changed", "Titles changed", TopicSubjects.Library, "3"),
            Number("removed", "Titles removed", TopicSubjects.Library, "1"),
            Number("items", "Titles in all", TopicSubjects.Library, "1204")),
        .. Of("Summary",
            Shown("period", "Days", TopicSubjects.Summary, "20 November 2026"),
            Number("plays", "Plays", TopicSubjects.Summary, "41"),
            Number("hours", "Hours", TopicSubjects.Summary, "37.5"),
            Number("people", "People", TopicSubjects.Summary, "6"),
            Shown("top_titles", "Most played titles", TopicSubjects.Summary, "Winter (9)"),
            Shown("top_people", "Most active people", TopicSubjects.Summary, "Anna (12)"),
            Shown("problems", "Problems", TopicSubjects.Summary, "Home was not reachable for 12 minutes.")),
        .. Of("Alert",
            Text("alert", "Alert", TopicSubjects.Alert, "Disk nearly full"),
            Text("condition", "Condition", TopicSubjects.Alert, "disk_space_low"),
            Number("value", "Measured", TopicSubjects.Alert, "4"),
            Number("threshold", "Threshold", TopicSubjects.Alert, "10"),
            Text("message", "Message", TopicSubjects.Alert | TopicSubjects.SignIn | TopicSubjects.Violation, "4 % of /media are free.")),
    ];

    private static readonly Dictionary<string, EventField> ByWord = All.ToDictionary(f => f.Word, StringComparer.Ordinal);

    public static EventField? Find(string word) => ByWord.GetValueOrDefault(word);

    private static IEnumerable<EventField> Of(string group, params IReadOnlyList<EventField> fields) => fields.Select(f => f with { Group = group });

    private static EventField Text(string word, string label, TopicSubjects subjects, string sample) => new(word, label, FieldType.Text, subjects, sample);

    private static EventField Number(string word, string label, TopicSubjects subjects, string sample) => new(word, label, FieldType.Number, subjects, sample);

    private static EventField Shown(string word, string label, TopicSubjects subjects, string sample) => new(word, label, FieldType.Text, subjects, sample) { IsCondition = false };

    private static EventField Choice(string word, string label, ChoiceSource source, TopicSubjects subjects, string sample) => Choice(word, label, FieldType.Choice, source, subjects, sample);

    private static EventField Choice(string word, string label, FieldType type, ChoiceSource source, TopicSubjects subjects, string sample) => new(word, label, type, subjects, sample) { Source = source };
}
