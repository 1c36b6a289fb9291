using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using MediaInsight.Api.Contracts;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>Notification channels under the addresses of CineVault. Every kind of channel: what its form has besides stands in <c>settings</c>.</summary>
internal static class ChannelsApi
{
    private const string Address = "webhook_url";

    public static void MapChannels(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/notifications/channels").WithTags("Notifications").RequireAuthorization(Permissions.ManageNotifications).RequireAntiforgeryForCookies().DisableCookieRedirect()
            .WithMetadata(new RequestSizeLimitAttribute(BodyReader.MaxBytes));
        admin.MapGet("", ListAsync).WithName("Channels").WithSummary("Notification channels; secrets are never given back");
        admin.MapPost("", AddAsync).WithName("AddChannel").WithSummary("Add a channel: name, channel_type, webhook_url; events, is_enabled, settings");
        admin.MapPut("/{id:int}", EditAsync).WithName("EditChannel").WithSummary("Change a channel; what is left out stays");
        admin.MapDelete("/{id:int}", DeleteAsync).WithName("DeleteChannel").WithSummary("Delete a channel; logs stay");
        admin.MapPost("/{id:int}/test", TestAsync).WithName("TestChannel").WithSummary("Send a standard test message and tell how it went");
    }

    private static async Task<IResult> ListAsync(ChannelStore store, CancellationToken cancellationToken)
    {
        var all = await store.ListAsync(cancellationToken);
        return TypedResults.Ok(new ChannelList([.. all.Select(c => ChannelRow.Of(c, AddressOf(store, c.Kind)))], all.Count));
    }

    private static async Task<IResult> AddAsync(HttpRequest request, ChannelStore store, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(request, cancellationToken);
        if (body.IsRefused)
        {
            return body.Refused();
        }

        var name = body.Text("name", required: true);
        var kind = KindOf(body, store);
        if (kind is { } known && AddressOf(store, known) is { } address && store.SenderOf(known)!.Fields.Any(f => f.Name == address && f.IsRequired) && !HasSetting(body, address)) // non-null: KindOf has looked
        {
            body.Text(Address, required: true);
        }
        else if (kind is null && !body.Has("settings"))
        {
            // Whatever the kind: without it nobody can be reached.
            body.Text(Address, required: true);
        }

        var draft = Fill(body, store, new() { Name = name ?? "", Kind = kind ?? ChannelKind.Generic });
        return body.IsRefused ? body.Refused() : await SaveAsync(body, store, draft, by, isNew: true, cancellationToken);
    }

    private static async Task<IResult> EditAsync(int id, HttpRequest request, ChannelStore store, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } stored)
        {
            return NotFound();
        }

        var body = await BodyReader.ReadAsync(request, cancellationToken);
        if (!body.IsRefused && body.Text("channel_type") is { } word && !word.Equals(ChannelRow.Word(stored.Kind), StringComparison.OrdinalIgnoreCase))
        {
            body.Refuse("channel_type", "'channel_type' cannot change: add another channel instead.");
        }

        var draft = body.IsRefused ? ChannelDraft.Of(stored) : Fill(body, store, ChannelDraft.Of(stored) with { Name = body.Text("name") ?? stored.Name });
        return body.IsRefused ? body.Refused() : await SaveAsync(body, store, draft, by, isNew: false, cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(int id, ChannelStore store, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, AuditContext.Of(by), cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static async Task<IResult> TestAsync(int id, ChannelTest test, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        await test.SendAsync(id, AuditContext.Of(by), cancellationToken) is { } outcome ? TypedResults.Ok(ChannelTestAnswer.Of(outcome)) : NotFound();

    private static async Task<IResult> SaveAsync(BodyReader body, ChannelStore store, ChannelDraft draft, ClaimsPrincipal by, bool isNew, CancellationToken cancellationToken)
    {
        var saved = await store.SaveAsync(draft, AuditContext.Of(by), cancellationToken);
        var address = AddressOf(store, draft.Kind);
        if (saved.Channel is { } channel)
        {
            var row = ChannelRow.Of(channel, address);
            return isNew ? TypedResults.Created($"/api/v1/notifications/channels/{row.Id}", row) : TypedResults.Ok(row);
        }

        foreach (var problem in saved.Problems)
        {
            body.Refuse(problem.Field == address && !HasSetting(body, address) ? Address : problem.Field, problem.Message);
        }

        return body.Refused();
    }

    private static ChannelDraft Fill(BodyReader body, ChannelStore store, ChannelDraft draft)
    {
        var values = new Dictionary<string, string>(draft.Values, StringComparer.Ordinal);
        if (body.Element("settings") is { } settings)
        {
            if (settings.ValueKind != JsonValueKind.Object)
            {
                body.Refuse("settings", "'settings' must be an object of texts.");
            }
            else
            {
                foreach (var value in settings.EnumerateObject().Where(v => v.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
                {
                    values[value.Name] = value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString() ?? "" : value.Value.GetRawText();
                }
            }
        }

        if (body.Text(Address) is { } url && url != ChannelRow.Masked && AddressOf(store, draft.Kind) is { } field)
        {
            values[field] = url;
        }

        var events = body.Element("events") is { } given ? ChannelEvents.Parse(given) : draft.Events;
        if (events is null)
        {
            body.Refuse("events", "'events' must be a list of words, or the text of one: [\"all\"].");
        }

        return draft with
        {
            Values = values,
            Events = events ?? draft.Events,
            IsEnabled = body.Flag("is_enabled") ?? draft.IsEnabled,
            QuietFrom = Time(body, "quiet_from", draft.QuietFrom),
            QuietTo = Time(body, "quiet_to", draft.QuietTo),
            QuietDrops = body.Flag("quiet_drops") ?? draft.QuietDrops,
        };
    }

    private static TimeOnly? Time(BodyReader body, string name, TimeOnly? stored)
    {
        if (!body.Has(name))
        {
            return stored;
        }

        var text = body.Text(name);
        if (text is null || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return text is null ? null : TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
        }

        body.Refuse(name, $"'{name}' must be a time of day (22:30).");
        return stored;
    }

    private static ChannelKind? KindOf(BodyReader body, ChannelStore store)
    {
        if (body.Text("channel_type", required: true) is not { Length: > 0 } word)
        {
            return null;
        }

        foreach (var sender in store.Kinds)
        {
            if (word.Equals(ChannelRow.Word(sender.Kind), StringComparison.OrdinalIgnoreCase))
            {
                return sender.Kind;
            }
        }

        body.Refuse("channel_type", $"'channel_type' must be one of {string.Join(", ", store.Kinds.Select(k => ChannelRow.Word(k.Kind)))}.");
        return null;
    }

    /// <summary>The field of the kind that <c>webhook_url</c> means; null: it has no address.</summary>
    private static string? AddressOf(ChannelStore store, ChannelKind kind) =>
        store.SenderOf(kind)?.Fields.OrderByDescending(f => f.IsRequired).FirstOrDefault(f => f.Type is ChannelFieldType.SecretUrl or ChannelFieldType.Url)?.Name;

    private static bool HasSetting(BodyReader body, string? name) => name is not null && body.Element("settings") is { ValueKind: JsonValueKind.Object } settings && settings.TryGetProperty(name, out _);

    private static IResult NotFound() => ProblemAnswer.Result(StatusCodes.Status404NotFound, "There is no such channel.");
}
