using System.Globalization;
using System.Text.Json;
using MediaInsight.Alerting;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Demo;

/// <summary>What the household has itself told: a channel to its phone, rules, alert rules, and what they said lately.</summary>
internal sealed class DemoNotices(ChannelStore channels, NotificationRules rules, AlertRules alerts, SettingsStore settings, DatabaseWriter writer)
{
    public const string ChannelName = "Demo phone";
    private const int Batch = 200;
    private const string Outage = "Demo Plex has not answered since";

    private static readonly IReadOnlyList<RuleDraft> Rules =
    [
        new() { Name = "Demo: somebody watches", Topics = [EventTopics.PlayStarted] },
        new() { Name = "Demo: servers", Topics = [EventTopics.ServerDown, EventTopics.ServerUp], Priority = NoticePriority.High },
        new() { Name = "Demo: converted, once an hour for each person", Topics = [EventTopics.TranscodeStarted], CooldownMinutes = 60, CooldownScope = RuleCooldownScope.Viewer },
    ];

    private static readonly IReadOnlyList<AlertDraft> Alerts =
    [
        new(null, "Demo: media server away", AlertConditions.ServerDown, 5),
        new(null, "Demo: many conversions fail", AlertConditions.TranscodeFailure, 3),
    ];

    /// <param name="newest">The last plays of the past.</param>
    /// <param name="gap">An outage of the past.</param>
    public async Task MoveInAsync(IReadOnlyCollection<DemoPlay> newest, DemoGap gap, CancellationToken cancellationToken)
    {
        var saved = await channels.SaveAsync(
            new() { Name = ChannelName, Kind = ChannelKind.Ntfy, Values = new Dictionary<string, string> { ["server"] = DemoPhone.Address, ["topic"] = "household" } }, AuditContext.System, cancellationToken);
        if (saved.Channel is not { } channel)
        {
            // Somebody has a channel of that name, or as many as there can be: the household does without.
            return;
        }

        var kept = await settings.SetAsync(settings.Get<DemoHouseholdSettings>() with { Channel = channel.Id }, cancellationToken);
        foreach (var rule in Rules)
        {
            if ((await rules.SaveAsync(AuditContext.System, null, rule with { ChannelIds = [channel.Id] }, cancellationToken))?.Id is { } id)
            {
                kept = await settings.SetAsync(kept with { Rules = [.. kept.Rules, id] }, cancellationToken);
            }
        }

        foreach (var alert in Alerts)
        {
            if ((await alerts.SaveAsync(alert with { ChannelId = channel.Id }, AuditContext.System, cancellationToken)).Rule is { } rule)
            {
                kept = await settings.SetAsync(kept with { Alerts = [.. kept.Alerts, rule.Id] }, cancellationToken);
            }
        }

        var told = newest.Select((play, i) => Started(play, kept, i)).Concat(OfServer(gap, kept)).OrderBy(d => d.CreatedAt).ToList();
        var alerted = OfAlert(gap, kept).ToList();
        await writer.RunAsync(
            (db, _) =>
            {
                db.NotificationDeliveries.AddRange(told.Select(t => Row(t, channel)));
                db.AlertLog.AddRange(alerted.Select(a => new AlertLogEntry
                {
                    RuleId = a.Rule,
                    RuleName = Alerts[0].Name ?? "",
                    ChannelId = channel.Id,
                    ChannelName = channel.Name,
                    Message = a.Message,
                    IsFiring = a.IsFiring,
                    FiringSince = gap.From,
                    DeliveryKey = $"demo:alert:{a.IsFiring}",
                    Success = true,
                    SentAt = a.At,
                }));
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>With everything they said.</summary>
    public async Task MoveOutAsync(CancellationToken cancellationToken)
    {
        var kept = settings.Get<DemoHouseholdSettings>();
        foreach (var rule in kept.Rules)
        {
            await rules.DeleteAsync(AuditContext.System, rule, cancellationToken);
        }

        foreach (var alert in kept.Alerts)
        {
            await alerts.DeleteAsync(alert, AuditContext.System, cancellationToken);
        }

        if (kept.Channel is { } channel)
        {
            while (await writer.RunAsync((db, token) => db.NotificationDeliveries.Where(d => d.ChannelId == channel).OrderBy(d => d.Id).Take(Batch).ExecuteDeleteAsync(token), cancellationToken) == Batch)
            {
            }

            await writer.RunAsync((db, token) => db.AlertLog.Where(a => a.ChannelId == channel).ExecuteDeleteAsync(token), cancellationToken);
            await channels.DeleteAsync(channel, AuditContext.System, cancellationToken);
        }
    }

    private static Told Started(DemoPlay play, DemoHouseholdSettings kept, int number)
    {
        var media = play.Media;
        var title = media.GrandparentTitle is { } above ? $"{above} – {media.Title}" : media.Title;

        // One that was given up, so that it can be sent again.
        return new(EventTopics.PlayStarted, kept.Rules.ElementAtOrDefault(0), Rules[0].Name, $"{play.User.Name} started {title}", $"{play.Device.Name} {play.Device.ClientName}", play.StartedAt, play.User.Name, number != 2);
    }

    private static IEnumerable<Told> OfServer(DemoGap gap, DemoHouseholdSettings kept)
    {
        var (rule, name) = (kept.Rules.ElementAtOrDefault(1), Rules[1].Name);
        yield return new(EventTopics.ServerDown, rule, name, $"{DemoHousehold.PlexName} is down", gap.Reason, gap.From.AddMinutes(2), null, true);
        yield return new(EventTopics.ServerUp, rule, name, $"{DemoHousehold.PlexName} is up again", string.Create(CultureInfo.InvariantCulture, $"It was down for {(gap.To - gap.From).TotalHours:0} h."), gap.To, null, true);
    }

    private static IEnumerable<Alerted> OfAlert(DemoGap gap, DemoHouseholdSettings kept)
    {
        var since = gap.From.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        yield return new(kept.Alerts.Cast<int?>().FirstOrDefault(), $"{Outage} {since}.", true, gap.From.AddMinutes(5));
        yield return new(kept.Alerts.Cast<int?>().FirstOrDefault(), $"{DemoHousehold.PlexName} answers again.", false, gap.To.AddMinutes(1));
    }

    private static NotificationDelivery Row(Told told, ChannelView channel)
    {
        var notice = new Notice
        {
            Topic = told.Topic,
            Title = told.Title,
            Text = told.Text,
            At = told.CreatedAt,
            Values = told.Viewer is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["viewer"] = told.Viewer },
        };
        return new()
        {
            Key = $"demo:{told.Topic}:{Guid.CreateVersion7(told.CreatedAt):N}",
            ChannelId = channel.Id,
            ChannelName = channel.Name,
            RuleId = told.Rule == 0 ? null : told.Rule,
            RuleName = told.RuleName,
            Topic = told.Topic,
            Title = told.Title,
            Notice = JsonSerializer.Serialize(notice),
            State = told.IsTaken ? DeliveryState.Sent : DeliveryState.Dead,
            Attempts = told.IsTaken ? 1 : 9,
            CreatedAt = told.CreatedAt,
            EndedAt = told.CreatedAt.AddSeconds(told.IsTaken ? 1 : 600),
            Request = $"POST {DemoPhone.Address}/",
            Answer = told.IsTaken ? "200 OK" : "403 Forbidden",
            Error = told.IsTaken ? null : "The channel does not accept the token, key or password (403).",
        };
    }

    private sealed record Told(string Topic, int Rule, string RuleName, string Title, string Text, DateTimeOffset CreatedAt, string? Viewer, bool IsTaken);

    private sealed record Alerted(int? Rule, string Message, bool IsFiring, DateTimeOffset At);
}
