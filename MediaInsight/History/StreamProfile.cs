using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>A combination of source and stream, stored once however many plays had it. What filters ask for stands in columns.</summary>
public sealed class StreamProfile
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,

        // A frame rate that is no number must not keep its play out of the history.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public long Id { get; init; }
    public required long Hash { get; init; }
    public required string DetailsJson { get; init; }
    public StreamDecision? Video { get; init; }
    public StreamDecision? Audio { get; init; }
    public SubtitleDecision? Subtitle { get; init; }
    public string? VideoCodec { get; init; }
    public string? AudioCodec { get; init; }
    public string? Resolution { get; init; }
    public string? SentVideoCodec { get; init; }
    public string? SentAudioCodec { get; init; }
    public string? SentResolution { get; init; }
    public string? Container { get; init; }
    public int? BitrateKbps { get; init; }
    public string? TranscodeReasons { get; init; }

    public static StreamProfile Of(StreamDetails details)
    {
        var json = JsonSerializer.Serialize(details, Json);
        return new()
        {
            Hash = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json))),
            DetailsJson = json,
            Video = details.Video,
            Audio = details.Audio,
            Subtitle = details.Subtitle,
            VideoCodec = details.Source.VideoCodec,
            AudioCodec = details.Source.AudioCodec,
            Resolution = details.Source.Resolution,
            SentVideoCodec = details.Sent.VideoCodec,
            SentAudioCodec = details.Sent.AudioCodec,
            SentResolution = details.Sent.Resolution,
            Container = details.Source.Container,
            BitrateKbps = details.Sent.BitrateKbps ?? details.Source.BitrateKbps,
            TranscodeReasons = details.TranscodeReasons,
        };
    }

    public static StreamDetails Read(string json) => JsonSerializer.Deserialize<StreamDetails>(json, Json) ?? StreamDetails.Unknown;
}
