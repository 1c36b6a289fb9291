using MediaInsight.Domain;
using MediaInsight.Jobs;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Api.Contracts;

/// <summary>A job of the scheduler.</summary>
public sealed record JobRow(
    string Name, string Description, string Schedule, DateTimeOffset? NextRunAt, bool IsRunning, DateTimeOffset? RunningSince, DateTimeOffset? LastRunAt, double? LastRunSeconds, string? LastOutcome, string? LastMessage)
{
    internal static JobRow Of(JobState job) => new(
        job.Name, job.Description, job.Schedule, job.NextRunAt, job.RunningSince is not null, job.RunningSince, job.LastRun?.StartedAt,
        job.LastRun is { EndedAt: { } ended } last ? Math.Round((ended - last.StartedAt).TotalSeconds, 3) : null, job.LastRun?.Outcome.ToString().ToLowerInvariant(), job.LastRun?.Message);
}

public sealed record SchedulerStats(int Total, int Running, int Failed, IReadOnlyList<JobRow> Jobs);

/// <summary>How the watching of one server goes.</summary>
public sealed record CollectorServerRow(
    string Id, string Kind, string Name, string Health, DateTimeOffset? LastPollAt, DateTimeOffset? LastGoodAt, int? LatencyMs, int? LatencyP50Ms, int? LatencyP95Ms, int GoodLastHour, int FailedLastHour, int Playing, string? Error)
{
    internal static CollectorServerRow Of(ServerStatus status, CollectorFigures figures) => new(
        status.Id.ToString(), Words.Of(status.Kind), status.Name, status.Health.ToString().ToLowerInvariant(), status.LastPollAt, status.LastGoodAt, status.LatencyMs, figures.P50Ms, figures.P95Ms,
        figures.GoodLastHour, figures.FailedLastHour, status.Playing, status.Failure);
}

/// <param name="Servers">After the reading.</param>
/// <param name="Unread">Names of servers that gave no good answer in time.</param>
public sealed record IngestedSessions(IReadOnlyList<SessionRow> Items, int Total, IReadOnlyList<CollectorServerRow> Servers, IReadOnlyList<string> Unread);

/// <summary>One session as a connector reads it now, before anything is tracked or stored.</summary>
public sealed record WireSession(
    string Slot, string? ControlId, string UserId, string UserName, string ItemId, string ContentType, string Title, string? ParentTitle, string? GrandparentTitle, string State, double? ProgressSeconds, double? DurationSeconds,
    string? DeviceId, string? DeviceName, string? ClientName, string? ClientVersion, string? Platform, string? IpAddress, string? Location, string? StreamType, string? TranscodeReasons, double? BandwidthMbps, DateTimeOffset? LastClientReportAt, StreamSides Stream)
{
    internal static WireSession Of(SessionSnapshot s) => new(
        s.Key.Slot, s.ControlId, s.User.ExternalId, s.User.Name, s.Media.ExternalId, Words.Of(s.Media.Kind), s.Media.Title, s.Media.ParentTitle, s.Media.GrandparentTitle, Words.Of(s.State), s.Position?.TotalSeconds, s.Duration?.TotalSeconds,
        s.Device.ExternalId, s.Device.Name, s.Device.ClientName, s.Device.ClientVersion, s.Device.Platform, s.Network.Address, Words.Of(s.Network.Location), Words.Of(s.Stream.Decision), s.Stream.TranscodeReasons, Words.Mbps(s.BandwidthKbps), s.LastClientReportAt, StreamSides.Of(s.Stream));
}

/// <param name="Error">Why it cannot be read; then there are no items.</param>
/// <param name="IdleSlots">Connected and playing nothing.</param>
public sealed record WireServer(string Id, string Kind, string Name, IReadOnlyList<WireSession> Items, int Total, int IdleSlots, double LatencyMs, string? Error);

public sealed record WireServers(IReadOnlyList<WireServer> Servers, int Total);
