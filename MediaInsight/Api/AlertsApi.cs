using System.Security.Claims;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Api.Contracts;
using MediaInsight.Identity;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>Alert rules and their log under the addresses of CineVault.</summary>
internal static class AlertsApi
{
    public static void MapAlerts(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/notifications").WithTags("Alerts").RequireAuthorization(Permissions.ManageNotifications).RequireAntiforgeryForCookies().DisableCookieRedirect()
            .WithMetadata(new RequestSizeLimitAttribute(BodyReader.MaxBytes));
        admin.MapGet("/alerts", ListAsync).WithName("Alerts").WithSummary("Alert rules, how each stands, and what rules can be about");
        admin.MapPost("/alerts", AddAsync).WithName("AddAlert").WithSummary("Add a rule: name, condition_type, channel_id; threshold, cooldown_minutes (60), is_enabled, silenced_until");
        admin.MapPut("/alerts/{id:int}", EditAsync).WithName("EditAlert").WithSummary("Change a rule; what is left out stays");
        admin.MapDelete("/alerts/{id:int}", DeleteAsync).WithName("DeleteAlert").WithSummary("Delete a rule; its log stays");
        admin.MapGet("/log", LogAsync).WithName("AlertLog").WithSummary("The last 100 alerts and recoveries, with rule and channel, and whether they were taken");
    }

    private static async Task<IResult> ListAsync(AlertRules rules, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(cancellationToken);
        return TypedResults.Ok(new AlertList([.. all.Select(r => AlertRow.Of(r, time.GetUtcNow()))], all.Count, [.. AlertConditions.All.Select(AlertConditionRow.Of)]));
    }

    private static async Task<IResult> AddAsync(HttpRequest request, AlertRules rules, ClaimsPrincipal by, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(request, cancellationToken);
        if (!body.IsRefused)
        {
            body.Text("name", required: true);
            body.Text("condition_type", required: true);
            if (body.Element("channel_id") is null)
            {
                body.Refuse("channel_id", "'channel_id' is required.");
            }
        }

        return await SaveAsync(body, new(null, null, null, null), rules, by, time, cancellationToken);
    }

    private static async Task<IResult> EditAsync(int id, HttpRequest request, AlertRules rules, ClaimsPrincipal by, TimeProvider time, CancellationToken cancellationToken) =>
        await rules.FindAsync(id, cancellationToken) is { } rule
            ? await SaveAsync(await BodyReader.ReadAsync(request, cancellationToken), AlertDraft.Of(rule), rules, by, time, cancellationToken)
            : NotFound();

    private static async Task<IResult> SaveAsync(BodyReader body, AlertDraft stored, AlertRules rules, ClaimsPrincipal by, TimeProvider time, CancellationToken cancellationToken)
    {
        if (body.IsRefused)
        {
            return body.Refused();
        }

        var draft = stored with
        {
            Name = body.Text("name") ?? stored.Name,
            ConditionType = body.Text("condition_type") ?? stored.ConditionType,
            CooldownMinutes = body.Whole("cooldown_minutes") ?? stored.CooldownMinutes,
            ChannelId = body.Has("channel_id") ? body.Whole("channel_id") : stored.ChannelId,
            IsEnabled = body.Flag("is_enabled") ?? stored.IsEnabled,
            SilencedUntil = body.Has("silenced_until") ? body.Instant("silenced_until") : stored.SilencedUntil,
        };

        // The old threshold means nothing to another condition.
        draft = draft with { Threshold = body.Number("threshold") ?? (draft.ConditionType == stored.ConditionType ? stored.Threshold : null) };
        var saving = body.IsRefused ? null : await rules.SaveAsync(draft, AuditContext.Of(by), cancellationToken);
        if (saving is { IsFound: false })
        {
            return NotFound();
        }

        if (saving?.Rule is { } rule)
        {
            var row = AlertRow.Of(rule, time.GetUtcNow());
            return stored.Id is null ? TypedResults.Created($"/api/v1/notifications/alerts/{row.Id}", row) : TypedResults.Ok(row);
        }

        foreach (var (field, message) in saving?.Problems ?? [])
        {
            body.Refuse(field, message);
        }

        return body.Refused();
    }

    private static async Task<IResult> DeleteAsync(int id, AlertRules rules, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        await rules.DeleteAsync(id, AuditContext.Of(by), cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static async Task<IResult> LogAsync(AlertLogReader log, CancellationToken cancellationToken)
    {
        var entries = await log.LastAsync(cancellationToken);
        return TypedResults.Ok(new AlertLogAnswer([.. entries.Select(AlertLogRow.Of)], entries.Count));
    }

    private static IResult NotFound() => ProblemAnswer.Result(StatusCodes.Status404NotFound, "There is no such alert rule.");
}
