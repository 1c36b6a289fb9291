using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;

namespace MediaInsight.Alerting.Facts;

/// <summary>Turns stored events of plays into what they tell, as far as the database still knows the play.</summary>
internal static class PlayEventFacts
{
    /// <summary>In the order of the events; those whose play was deleted or must not be known are left out.</summary>
    public static async Task<IReadOnlyList<PlayFacts>> ReadAsync(MediaInsightDb db, SiteWords words, IReadOnlyList<PlayEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return [];
        }

        var rows = await PlayRows.ReadAsync(db, [.. events.Select(e => e.PlayId).Distinct()], cancellationToken);
        var profiles = await PlayRows.ProfilesAsync(db, rows.Values, cancellationToken);
        var running = await RunningPlays.ReadAsync(db, events.Min(e => e.At), events.Max(e => e.At), cancellationToken);
        return [.. events.Where(e => rows.ContainsKey(e.PlayId)).Select(e => Of(e, rows[e.PlayId], profiles, running, words))];
    }

    public static string TopicOf(PlayEventKind kind) => kind switch
    {
        PlayEventKind.Started => EventTopics.PlayStarted,
        PlayEventKind.Paused => EventTopics.PlayPaused,
        PlayEventKind.Resumed => EventTopics.PlayResumed,
        PlayEventKind.Buffering => EventTopics.PlayBuffering,
        PlayEventKind.StreamChanged => EventTopics.StreamChanged,
        PlayEventKind.Watched => EventTopics.PlayWatched,
        PlayEventKind.Stopped => EventTopics.PlayStopped,
        _ => "",
    };

    private static PlayFacts Of(PlayEvent happened, PlayRow row, Dictionary<long, StreamDetails> profiles, RunningPlays running, SiteWords words)
    {
        var segment = row.SegmentAt(happened.At);

        // Of the stretch that runs the memory knows more than the row, which is written when it begins and when it ends.
        var stream = segment is null ? StreamDetails.Unknown
            : row.Session is { } session && session.Segment.Ordinal == segment.Ordinal ? session.Segment.Stream
            : profiles.GetValueOrDefault(segment.StreamProfileId, StreamDetails.Unknown);
        var before = segment is not null ? row.Segments.LastOrDefault(s => s.Ordinal < segment.Ordinal) : null;
        var (total, ofViewer, addresses) = running.At(row, happened);
        var failure = happened.Kind is PlayEventKind.Stopped or PlayEventKind.StreamChanged
            ? row.Transcodes.FirstOrDefault(t => t.Failure is not null && t.EndedAt == happened.At)?.Failure : null;
        var topic = TopicOf(happened.Kind);
        var list = new ValueList(words)
            .When(topic, happened.At)
            .Server(row.Play.ServerId, row.Server, row.Product)
            .Named("viewer", row.Person, row.Viewer)
            .Text("account", row.Account)
            .Number("streams_of_viewer", ofViewer)
            .Number("streams_total", total)
            .Named("library", row.Library, row.Play.LibraryId)
            .Item(row.Item, row.Play.Kind)
            .Device(row)
            .Stream(stream)
            .Progress(row, happened)
            .Rate("bandwidth", segment?.BandwidthKbps ?? row.Session?.Segment.BandwidthKbps ?? row.Session?.Latest.BandwidthKbps ?? row.Play.BandwidthKbps)
            .Text("error", ErrorOf(failure));
        var values = new EventValues
        {
            Topic = topic,
            At = happened.At,
            Values = list.Values,
            Kind = row.Play.Kind,
            ServerId = row.Play.ServerId,
            ViewerId = row.Viewer,
            ItemId = row.Play.MediaItemId,
            HasPoster = row.Item.PosterPath is not null,
            Url = words.Page(NoticeLinks.Play(happened.PlayId, row.Play.StoppedAt is null)),
        };
        return new(happened, values)
        {
            PlayNumber = row.Play.Number,
            UserId = row.Play.UserId,
            Viewer = row.Viewer,
            StartedAt = row.Play.StartedAt,
            IsIncognito = row.IsIncognito,
            Device = row.Device,
            Address = row.Address,
            Streams = ofViewer,
            Addresses = addresses,
            Ordinal = segment?.Ordinal ?? 0,
            BeginsTranscode = stream.Decision == StreamDecision.Transcode
                && (happened.Kind is PlayEventKind.Started or PlayEventKind.Settled || (happened.Kind == PlayEventKind.StreamChanged && before?.Decision != StreamDecision.Transcode)),
            Failure = ErrorOf(failure),
        };
    }

    private static string? ErrorOf(TranscodeFailure? failure) => failure switch
    {
        TranscodeFailure.Reported => "The server says that the conversion failed.",
        TranscodeFailure.EndedEarly => "It was given up within seconds of the conversion's begin.",
        TranscodeFailure.TooSlow => "The conversion was slower than the picture.",
        _ => null,
    };
}
