using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>One session, its state and what its title tells, as a snapshot.</summary>
internal static class AudiobookshelfSessionMapper
{
    public static SessionSnapshot Map(Listening listening, ItemDetails details, Func<string, string?> nameOf)
    {
        var dto = listening.Dto;
        var seconds = Epoch.Seconds(dto.Duration) is > 0 and var told ? told : Epoch.Seconds(details.Episode?.Duration);
        var position = seconds > 0 ? Math.Min(listening.Position, seconds) : listening.Position;
        var stream = Stream(dto.PlayMethod, details.FileAt(position));
        return new()
        {
            Key = new(
                Text.Clean(dto.Id, Text.MaxName)!, // non-null: sessions without id are dropped by the reader.
                Text.Clean(dto.UserId, Text.MaxName) ?? "",
                AudiobookshelfMedia.ExternalId(dto)),
            User = User(listening, nameOf),
            Device = Device(dto.DeviceInfo ?? new()),
            Media = AudiobookshelfMedia.OfSession(dto, details),
            State = listening.State,
            Position = Epoch.Span(position),
            Duration = seconds > 0 ? Epoch.Span(seconds) : null,
            Stream = stream,
            Network = new(Addresses.Normalize(dto.DeviceInfo?.IpAddress)),
            BandwidthKbps = dto.PlayMethod == 3 ? null : stream.Sent.BitrateKbps,
            Chapter = Chapter(dto.Chapters is { Count: > 0 } ? dto.Chapters : details.Chapters, position),
            ReportedWatchedMs = listening.WatchedMs,
            StartedAt = listening.StartedAt,
            EndedAt = listening.EndedAt,
        };
    }

    private static SessionUser User(Listening listening, Func<string, string?> nameOf)
    {
        var dto = listening.Dto;
        if (listening.Shared)
        {
            // Visitors of a link are strangers: the link is the account.
            return new("share:" + (Text.Clean(dto.LibraryItemId, Text.MaxName) ?? "unknown"), "Public link");
        }

        return Text.Clean(dto.UserId, Text.MaxName) is { } id
            ? new(id, Text.Clean(dto.User?.Username, Text.MaxName) ?? nameOf(id) ?? "Deleted user")
            : new("unknown", "Deleted user");
    }

    public static DeviceRef Device(DeviceInfoDto info)
    {
        var model = Text.Clean($"{info.Manufacturer} {info.Model}", Text.MaxName);
        var client = Text.Clean(info.ClientName, Text.MaxName);
        var browser = Text.Clean(info.BrowserName, Text.MaxName);
        var system = Text.Clean($"{info.OsName} {info.OsVersion}", Text.MaxName);
        return new()
        {
            ExternalId = Text.Clean(info.DeviceId, Text.MaxName) ?? Text.Clean(info.Id, Text.MaxName),
            Name = Text.Clean(info.DeviceName, Text.MaxName) ?? model,
            ClientName = string.Equals(client, "Unknown", StringComparison.OrdinalIgnoreCase) ? null : client,
            ClientVersion = Text.Clean(info.ClientVersion, Text.MaxName),
            Platform = browser ?? Text.Clean(info.OsName, Text.MaxName) ?? (Text.Clean(info.SdkVersion, Text.MaxName) is null ? null : "Android"),
            PlatformVersion = browser is null
                ? Text.Clean(info.OsVersion, Text.MaxName) ?? Text.Clean(info.SdkVersion, Text.MaxName)
                : Text.Clean(info.BrowserVersion, Text.MaxName),
            Model = model ?? system,
        };
    }

    private static StreamDetails Stream(int? playMethod, AudioFileDto? file)
    {
        StreamDecision? decision = playMethod switch
        {
            0 or 3 => StreamDecision.DirectPlay,
            1 => StreamDecision.DirectStream,
            2 => StreamDecision.Transcode,
            _ => null,
        };
        var source = file is null ? MediaFormat.Unknown : new MediaFormat
        {
            Container = Text.Clean(file.Metadata?.Ext?.TrimStart('.'), 20)?.ToLowerInvariant(),
            AudioCodec = Text.Clean(file.Codec, 40)?.ToLowerInvariant(),
            AudioChannels = file.Channels is > 0 and <= 64 ? file.Channels : null,
            AudioLanguage = Text.Clean(file.Language, 20) is { } language && language != "und" ? language : null,
            BitrateKbps = file.BitRate is >= 1000 and <= int.MaxValue * 1000L ? (int)(file.BitRate.Value / 1000) : null,
        };
        return new()
        {
            Decision = decision,
            Audio = decision,
            Container = decision,
            Source = source,
            Sent = decision switch
            {
                StreamDecision.DirectPlay or null => source,
                StreamDecision.DirectStream => source with { Container = "hls" },

                // What the encoder makes is not told; only that it goes out as a playlist.
                _ => new() { Container = "hls", AudioLanguage = source.AudioLanguage },
            },
        };
    }

    private static string? Chapter(IEnumerable<ChapterDto?> chapters, double position) =>
        Text.Clean(chapters.OfType<ChapterDto>().LastOrDefault(c => c.Start <= position && (c.End is null || position < c.End))?.Title, Text.MaxName)
        ?? Text.Clean(chapters.OfType<ChapterDto>().LastOrDefault(c => c.Start <= position)?.Title, Text.MaxName);
}
