namespace MediaInsight.Domain;

/// <summary>Guesses the sort of device from the words servers tell. A table: first hit wins.</summary>
public static class DeviceTypes
{
    private static readonly (string Word, string Type)[] Words =
    [
        ("plexamp", "mobile"), ("chromecast", "tv"), ("roku", "tv"), ("tvos", "tv"), ("apple tv", "tv"), ("appletv", "tv"),
        ("android tv", "tv"), ("androidtv", "tv"), ("android (tv)", "tv"), ("fire tv", "tv"), ("firetv", "tv"), ("aft", "tv"), ("webos", "tv"), ("tizen", "tv"),
        ("bravia", "tv"), ("shield", "tv"), ("smart tv", "tv"), ("samsung tv", "tv"), ("lg tv", "tv"), ("vizio", "tv"), ("xbox", "tv"),
        ("playstation", "tv"), ("kodi", "tv"), ("dlna", "tv"), ("htpc", "tv"), ("swiftfin tv", "tv"), (" tv", "tv"),
        ("sonos", "speaker"), ("alexa", "speaker"), ("echo", "speaker"), ("music assistant", "speaker"), ("squeeze", "speaker"),
        ("web", "web"), ("chrome", "web"), ("firefox", "web"), ("safari", "web"), ("edge", "web"), ("opera", "web"), ("html5", "web"),
        ("iphone", "mobile"), ("ipad", "mobile"), ("ios", "mobile"), ("android", "mobile"), ("findroid", "mobile"), ("finamp", "mobile"),
        ("swiftfin", "mobile"), ("infuse", "mobile"), ("mobile", "mobile"), ("phone", "mobile"), ("tablet", "mobile"),
        ("windows", "desktop"), ("macos", "desktop"), ("osx", "desktop"), ("linux", "desktop"), ("desktop", "desktop"), ("media player", "desktop"),
        ("theater", "desktop"),
    ];

    public static string Of(DeviceRef device)
    {
        var text = string.Join(' ', device.ClientName, device.Platform, device.Model, device.Name);
        foreach (var (word, type) in Words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return type;
            }
        }

        return "other";
    }
}
