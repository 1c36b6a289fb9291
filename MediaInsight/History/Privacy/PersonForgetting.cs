using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Servers.MediaBrowser;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Privacy;

/// <summary>
/// "Forget this person": deletes what was recorded, or takes away who it was. First nothing more is recorded, then the
/// plays go in batches, at last the person: whatever interrupts it, running it again ends it.
/// </summary>
public sealed class PersonForgetting(
    DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, DoNotTrack doNotTrack, PlayRecorder recorder, ImageCache images, IEnumerable<IPersonTraces> traces, PeopleRefresh refresh, InstallationSecret secret, AuditLog audit, TimeProvider time)
{
    /// <summary>Small enough that live readings wait only moments between two batches.</summary>
    private const int Batch = 200;

    /// <summary>Null when there is no such person.</summary>
    public async Task<ForgetCounts?> PreviewAsync(ViewerId viewer, ForgetMode mode, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await SubjectAsync(db, viewer, cancellationToken) is { } subject ? await CountAsync(db, subject, mode, cancellationToken) : null;
    }

    /// <summary>Null when there is no such person. The audit entry does not say who it was.</summary>
    public async Task<ForgetCounts?> RunAsync(AuditContext by, ViewerId viewer, ForgetMode mode, CancellationToken cancellationToken)
    {
        Subject? subject;
        ForgetCounts before;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            subject = await SubjectAsync(db, viewer, cancellationToken);
            if (subject is null)
            {
                return null;
            }

            before = await CountAsync(db, subject, mode, cancellationToken);
        }

        await StopRecordingAsync(subject, mode, cancellationToken);
        var gone = mode == ForgetMode.Delete ? await DeletePlaysAsync(subject.Accounts, cancellationToken) : await CleanPlaysAsync(subject.Accounts, cancellationToken);
        var done = await FinishAsync(by, subject, before, gone, cancellationToken);
        done = done with { Pictures = subject.Pictures.Sum(p => images.Forget(p.Server, p.Path)) };
        await doNotTrack.ReloadAsync(cancellationToken);
        refresh.Run();
        await Erasure.EmptyLogAsync(factory, cancellationToken);
        return done;
    }

    private static async Task<Subject?> SubjectAsync(MediaInsightDb db, ViewerId viewer, CancellationToken cancellationToken)
    {
        var persons = await Incognito.PersonAndMergedAsync(db, viewer, cancellationToken);
        if (persons.Count == 0)
        {
            return null;
        }

        var accounts = await db.ServerUsers.AsNoTracking().Where(u => u.ViewerId == viewer).ToListAsync(cancellationToken);
        var numbers = accounts.ConvertAll(a => a.Id);
        var devices = await db.Plays.Where(p => numbers.Contains(p.UserId)).Select(p => p.DeviceId).Distinct().ToListAsync(cancellationToken);
        var shared = await db.Plays.Where(p => devices.Contains(p.DeviceId) && !numbers.Contains(p.UserId)).Select(p => p.DeviceId).Distinct().ToListAsync(cancellationToken);
        return new(
            Incognito.Trace(persons, accounts), viewer, [.. persons.Select(p => p.Id)], numbers, [.. accounts.Select(a => (a.ServerId, a.ExternalId))], [.. devices.Except(shared)],
            [.. accounts.Where(a => a.AvatarPath is not null).Select(a => (a.ServerId, a.AvatarPath!)).Distinct()]); // non-null: asked for
    }

    private async Task<ForgetCounts> CountAsync(MediaInsightDb db, Subject subject, ForgetMode mode, CancellationToken cancellationToken)
    {
        var accounts = subject.Accounts;
        var plays = db.Plays.AsNoTracking().Where(p => accounts.Contains(p.UserId));
        var deletes = mode == ForgetMode.Delete;
        var others = 0;
        foreach (var trace in traces)
        {
            others += await trace.CountAsync(db, subject.Trace, cancellationToken);
        }

        return new()
        {
            Mode = mode,
            Others = others,
            Plays = await plays.LongCountAsync(cancellationToken),
            Running = await plays.LongCountAsync(p => p.StoppedAt == null, cancellationToken),
            Segments = deletes ? await db.PlaySegments.LongCountAsync(s => plays.Any(p => p.Number == s.PlayNumber), cancellationToken) : 0,
            Events = deletes ? await db.PlayEvents.LongCountAsync(e => plays.Any(p => p.Id == e.PlayId), cancellationToken) : 0,
            Accounts = accounts.Count,
            Devices = await OwnDevices(db, subject, mode).CountAsync(cancellationToken),
            Addresses = await plays.Where(p => p.IpAddress != null).Select(p => p.IpAddress).Distinct().CountAsync(cancellationToken),
            Pictures = subject.Pictures.Sum(p => images.Count(p.Server, p.Path)),
            SignIns = await db.Users.CountAsync(u => u.ViewerId == subject.Id, cancellationToken),
            Merges = await Merges(db, subject).CountAsync(cancellationToken) + await Dismissals(db, subject).CountAsync(cancellationToken),
        };
    }

    /// <summary>The server would tell of the account again with its next reading: a mark without a name keeps it out.</summary>
    private async Task StopRecordingAsync(Subject subject, ForgetMode mode, CancellationToken cancellationToken)
    {
        await writer.RunAsync(async (db, token) =>
        {
            foreach (var (server, external) in subject.External)
            {
                var hash = ForgottenAccount.HashOf(secret, server, external);
                if (!await db.ForgottenAccounts.AnyAsync(f => f.Hash == hash, token))
                {
                    db.ForgottenAccounts.Add(new() { Hash = hash, ServerId = server, At = time.GetUtcNow() });
                }
            }
        }, cancellationToken);
        if (mode == ForgetMode.Anonymise)
        {
            List<PlayId> running;
            await using (var db = await factory.CreateDbContextAsync(cancellationToken))
            {
                running = await db.Plays.Where(p => subject.Accounts.Contains(p.UserId) && p.StoppedAt == null).Select(p => p.Id).ToListAsync(cancellationToken);
            }

            // Closed while the recorder still may write it; afterwards it would be discarded.
            foreach (var id in running)
            {
                await recorder.AbandonAsync(id, cancellationToken);
            }
        }

        await doNotTrack.ReloadAsync(cancellationToken);
    }

    private async Task<Gone> DeletePlaysAsync(IReadOnlyList<ServerUserId> accounts, CancellationToken cancellationToken)
    {
        var gone = new Gone(0, 0, 0, 0);
        foreach (var plays in (await PlaysAsync(accounts, cancellationToken)).Chunk(Batch))
        {
            var (numbers, ids) = (plays.Select(p => p.Number).ToList(), plays.Select(p => p.Id).ToList());
            var batch = await writer.EraseAsync(
                async (db, token) => new Gone(
                    Sources: await db.PlaySources.Where(s => numbers.Contains(s.PlayNumber)).ExecuteDeleteAsync(token),
                    Segments: await db.PlaySegments.Where(s => numbers.Contains(s.PlayNumber)).ExecuteDeleteAsync(token),
                    Events: await db.PlayEvents.Where(e => ids.Contains(e.PlayId)).ExecuteDeleteAsync(token),
                    Plays: await db.Plays.Where(p => numbers.Contains(p.Number)).ExecuteDeleteAsync(token)),
                cancellationToken);
            gone = new(gone.Plays + batch.Plays, gone.Segments + batch.Segments, gone.Events + batch.Events, gone.Sources + batch.Sources);
        }

        return gone;
    }

    /// <summary>Plays keep what was watched, when and how; the address and what the device is called go.</summary>
    private async Task<Gone> CleanPlaysAsync(IReadOnlyList<ServerUserId> accounts, CancellationToken cancellationToken)
    {
        var cleaned = 0L;
        foreach (var plays in (await PlaysAsync(accounts, cancellationToken)).Chunk(Batch))
        {
            var numbers = plays.Select(p => p.Number).ToList();
            cleaned += await writer.EraseAsync(
                async (db, token) =>
                {
                    var nameless = new Dictionary<long, long>();
                    await db.PlaySources.Where(s => numbers.Contains(s.PlayNumber)).ExecuteDeleteAsync(token);
                    var rows = await db.Plays.Where(p => numbers.Contains(p.Number)).ToListAsync(token);
                    foreach (var play in rows)
                    {
                        play.IpAddress = null;
                        if (!nameless.TryGetValue(play.DeviceId, out var device))
                        {
                            nameless[play.DeviceId] = device = await NamelessAsync(db, play.DeviceId, token);
                        }

                        play.DeviceId = device;
                    }

                    return rows.Count;
                },
                cancellationToken);
        }

        return new(cleaned, 0, 0, 0);
    }

    /// <summary>Nothing is added any more, so that one reading is enough.</summary>
    private async Task<IReadOnlyList<(long Number, PlayId Id)>> PlaysAsync(IReadOnlyList<ServerUserId> accounts, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var plays = await db.Plays.AsNoTracking().Where(p => accounts.Contains(p.UserId)).Select(p => new { p.Number, p.Id }).ToListAsync(cancellationToken);
        return [.. plays.Select(p => (p.Number, p.Id))];
    }

    /// <summary>The same kind of device with the same app, called nothing.</summary>
    private static async Task<long> NamelessAsync(MediaInsightDb db, long id, CancellationToken cancellationToken)
    {
        var device = await db.PlayDevices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
        return device is null or { Name: null, ExternalId: null } ? id : await PlayDimensions.DeviceAsync(
            db, device.ServerId,
            new() { ClientName = device.ClientName, ClientVersion = device.ClientVersion, Platform = device.Platform, PlatformVersion = device.PlatformVersion, Model = device.Model },
            cancellationToken);
    }

    private async Task<ForgetCounts> FinishAsync(AuditContext by, Subject subject, ForgetCounts before, Gone gone, CancellationToken cancellationToken) =>
        await writer.EraseAsync(async (db, token) =>
        {
            var devices = await OwnDevices(db, subject, before.Mode).ExecuteDeleteAsync(token);
            var merges = await Merges(db, subject).ExecuteDeleteAsync(token) + await Dismissals(db, subject).ExecuteDeleteAsync(token);
            var others = 0;
            foreach (var trace in traces)
            {
                others += await trace.EraseAsync(db, subject.Trace, token);
            }

            // The names of some entries of servers' histories can be reckoned from the account's id.
            foreach (var (server, external) in subject.External)
            {
                var ofAccount = WatchedState.SourcesOf(external);
                await db.PlaySources.Where(s => s.ServerId == server && s.Source.StartsWith(ofAccount)).ExecuteDeleteAsync(token);
            }

            var signIns = await PersonBinding.MoveAsync(db, subject.Id, null, null, time, token);
            var accounts = before.Mode == ForgetMode.Delete
                ? await db.ServerUsers.Where(u => subject.Accounts.Contains(u.Id)).ExecuteDeleteAsync(token)
                : await RenameAsync(db, subject, token);

            // Persons that were merged into this one carry a name, too.
            var leaving = before.Mode == ForgetMode.Delete ? subject.Persons : [.. subject.Persons.Where(p => p != subject.Id)];
            await db.Viewers.IgnoreQueryFilters().Where(v => leaving.Contains(v.Id)).ExecuteDeleteAsync(token);
            var done = before with { Plays = gone.Plays, Segments = gone.Segments, Events = gone.Events, Accounts = accounts, Devices = devices, SignIns = signIns.Count, Merges = merges, Others = others };
            audit.Add(db, by, PeopleActions.Forgotten, "a person", done.ToString());
            return done;
        }, cancellationToken);

    private async Task<int> RenameAsync(MediaInsightDb db, Subject subject, CancellationToken cancellationToken)
    {
        var number = 1 + await db.Viewers.IgnoreQueryFilters().CountAsync(v => v.Name.StartsWith("Forgotten viewer "), cancellationToken);
        var name = $"Forgotten viewer {number}";
        foreach (var ((server, external), id) in subject.External.Zip(subject.Accounts))
        {
            var hashed = ForgottenAccount.HashOf(secret, server, external);
            await db.ServerUsers.Where(u => u.Id == id).ExecuteUpdateAsync(
                s => s.SetProperty(u => u.Name, name).SetProperty(u => u.HiddenName, (string?)null).SetProperty(u => u.Email, (string?)null)
                    .SetProperty(u => u.AvatarPath, (string?)null).SetProperty(u => u.ExternalId, hashed).SetProperty(u => u.IsAdministrator, (bool?)null),
                cancellationToken);
        }

        await db.Viewers.Where(v => v.Id == subject.Id).ExecuteUpdateAsync(s => s.SetProperty(v => v.Name, name).SetProperty(v => v.HiddenName, (string?)null), cancellationToken);
        return subject.Accounts.Count;
    }

    /// <summary>Anonymised plays stay with a device that had no name anyway.</summary>
    private static IQueryable<PlayDevice> OwnDevices(MediaInsightDb db, Subject subject, ForgetMode mode) =>
        db.PlayDevices.Where(d => subject.OwnDevices.Contains(d.Id) && (mode == ForgetMode.Delete || d.Name != null || d.ExternalId != null));

    private static IQueryable<ViewerMerge> Merges(MediaInsightDb db, Subject subject) =>
        db.ViewerMerges.Where(m => subject.Persons.Contains(m.FromId) || subject.Persons.Contains(m.IntoId));

    private static IQueryable<MergeDismissal> Dismissals(MediaInsightDb db, Subject subject) =>
        db.MergeDismissals.Where(d => subject.Accounts.Contains(d.FirstId) || subject.Accounts.Contains(d.SecondId));

    /// <param name="Persons">With those that were merged into it.</param>
    /// <param name="External">In the order of <paramref name="Accounts"/>.</param>
    /// <param name="OwnDevices">Used by nobody else.</param>
    private sealed record Subject(
        PersonTrace Trace, ViewerId Id, IReadOnlyList<ViewerId> Persons, IReadOnlyList<ServerUserId> Accounts, IReadOnlyList<(ServerId Server, string External)> External,
        IReadOnlyList<long> OwnDevices, IReadOnlyList<(ServerId Server, string Path)> Pictures);

    private sealed record Gone(long Plays, long Segments, long Events, long Sources);
}
