using System.Globalization;
using System.Text.Json;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Facts;

/// <summary>Turns stored events that are not about plays into what they tell: their own facts, and what the database knows of whom they name.</summary>
internal static class AppEventFacts
{
    private static readonly HashSet<string> Moments = ["since", "started_at", "stopped_at", "added_at"];

    /// <summary>In the order of the events; those of unknown topics are left out.</summary>
    public static async Task<IReadOnlyList<Occurrence>> ReadAsync(MediaInsightDb db, SiteWords words, IReadOnlyList<AppEvent> events, CancellationToken cancellationToken)
    {
        var known = events.Where(e => NotificationTopics.Find(e.Topic) is not null).ToList();
        if (known.Count == 0)
        {
            return [];
        }

        var servers = await db.Servers.AsNoTracking().Select(s => new { s.Id, s.Name, s.Kind }).ToDictionaryAsync(s => s.Id, cancellationToken);
        var people = known.Select(e => e.ViewerId).OfType<ViewerId>().Distinct().ToList();
        var names = people.Count == 0 ? [] : await db.Viewers.AsNoTracking().Where(v => people.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Name, cancellationToken);
        var titles = known.Select(e => e.MediaItemId).OfType<MediaItemId>().Distinct().ToList();
        var items = titles.Count == 0 ? [] : await db.MediaItems.AsNoTracking().Where(i => titles.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var libraries = items.Count == 0 ? [] : await LibrariesAsync(db, items.Values, cancellationToken);
        var outages = await OutagesAsync(db, known, cancellationToken);
        var read = new List<Occurrence>(known.Count);
        foreach (var happened in known)
        {
            var list = new ValueList(words).When(happened.Topic, happened.At);
            if (happened.ServerId is { } server && servers.GetValueOrDefault(server) is { } named)
            {
                list.Server(server, named.Name, named.Kind);
            }

            if (happened.ViewerId is { } viewer)
            {
                list.Named("viewer", names.GetValueOrDefault(viewer), viewer);
            }

            var item = happened.MediaItemId is { } id ? items.GetValueOrDefault(id) : null;
            if (item is not null)
            {
                list.Item(item, item.Kind).Named("library", item.LibraryId is { } at ? libraries.GetValueOrDefault(at) : null, item.LibraryId);
            }

            Facts(list, happened.Facts);
            read.Add(new($"a{happened.Number.ToString(CultureInfo.InvariantCulture)}", new()
            {
                Topic = happened.Topic,
                At = happened.At,
                Values = list.Values,
                Kind = item?.Kind,
                ServerId = happened.ServerId,
                ViewerId = happened.ViewerId,
                ItemId = happened.MediaItemId,
                HasPoster = item?.PosterPath is not null,
                Url = words.Page(PageOf(happened)),
            })
            {
                Outage = outages.GetValueOrDefault(happened.Number),
            });
        }

        return read;
    }

    /// <summary>Began, and its end if that is known: for events of servers that went down or came back.</summary>
    private static async Task<Dictionary<long, Outage>> OutagesAsync(MediaInsightDb db, List<AppEvent> events, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, Outage>();
        foreach (var happened in events.Where(e => e.Topic is EventTopics.ServerDown or EventTopics.ServerUp))
        {
            // Few: one query each, by topic and instant.
            var server = happened.ServerId;
            if (happened.Topic == EventTopics.ServerDown)
            {
                var up = await db.AppEvents.AsNoTracking().Where(e => e.Topic == EventTopics.ServerUp && e.ServerId == server && e.Number > happened.Number)
                    .OrderBy(e => e.Number).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken);
                found[happened.Number] = new(happened.At, up);
            }
            else if (await db.AppEvents.AsNoTracking().Where(e => e.Topic == EventTopics.ServerDown && e.ServerId == server && e.Number < happened.Number)
                .OrderByDescending(e => e.Number).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken) is { } down)
            {
                found[happened.Number] = new(down, happened.At);
            }
        }

        return found;
    }

    private static async Task<Dictionary<LibraryId, string>> LibrariesAsync(MediaInsightDb db, IEnumerable<MediaItem> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(i => i.LibraryId).OfType<LibraryId>().Distinct().ToList();
        return await db.Libraries.AsNoTracking().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.Name, cancellationToken);
    }

    private static string PageOf(AppEvent happened) => happened.Topic switch
    {
        EventTopics.MediaAdded when happened.MediaItemId is { } item => NoticeLinks.Item(item),
        EventTopics.MediaAdded or EventTopics.LibrarySynced => NoticeLinks.Libraries,
        EventTopics.ServerDown or EventTopics.ServerUp or EventTopics.ServerUpdate => NoticeLinks.Servers,
        EventTopics.JobFailed or EventTopics.BackupFailed => NoticeLinks.Jobs,
        EventTopics.SignInLocked => NoticeLinks.Users,
        EventTopics.DailySummary or EventTopics.WeeklySummary => NoticeLinks.Statistics,
        EventTopics.AlertFired or EventTopics.AlertResolved => NoticeLinks.Operator,
        _ => "",
    };

    private static void Facts(ValueList list, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (var fact in document.RootElement.EnumerateObject())
            {
                if (EventFields.Find(fact.Name) is { } field)
                {
                    Fact(list, field, fact.Value, document.RootElement);
                }
            }
        }
        catch (JsonException)
        {
            // Damaged: what the event's columns say is told all the same.
        }
    }

    private static void Fact(ValueList list, EventField field, JsonElement value, JsonElement all)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when field.Type == FieldType.Minutes:
                list.Minutes(field.Word, (long)(value.GetDouble() * 60_000));
                break;
            case JsonValueKind.Number when field.Type == FieldType.Bitrate:
                list.Rate(field.Word, (int)(value.GetDouble() * 1000));
                break;
            case JsonValueKind.Number:
                list.Number(field.Word, value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                list.YesNo(field.Word, value.GetBoolean());
                break;
            case JsonValueKind.Array:
                list.Many(field.Word, [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]); // non-null: a string
                break;
            case JsonValueKind.String when Moments.Contains(field.Word) && value.TryGetDateTimeOffset(out var at):
                list.Text(field.Word, list.Words.Moment(at));
                break;
            case JsonValueKind.String when field.Word == "library":
                list.Named(field.Word, value.GetString(), all.TryGetProperty("library_id", out var id) ? id.ToString() : value.GetString());
                break;
            case JsonValueKind.String when field.Type == FieldType.Choice && Conditions.Words.Of(field.Source).Count > 0:
                list.Choice(field.Word, value.GetString());
                break;
            case JsonValueKind.String:
                list.Text(field.Word, value.GetString());
                break;
        }
    }
}
