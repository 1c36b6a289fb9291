using System.Collections.Immutable;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Servers;

/// <summary>What a person enters for a server.</summary>
/// <param name="Token">Null or empty on edit: the stored one stays.</param>
public sealed record ServerEntry(ServerKind Kind, string Name, string Url, string? Token, string? PinnedFingerprint, bool IsEnabled = true);

/// <summary>The outcome of a change: the server, or a sentence that says why not and which field it is about.</summary>
public sealed record ServerChange(MediaServer? Server, string? Field, string? Problem)
{
    public static ServerChange Refused(string field, string problem) => new(null, field, problem);
}

/// <summary>The configured servers: kept in memory, changed through here only.</summary>
public sealed class ServerRegistry(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, SecretProtector secrets, TimeProvider time)
{
    private volatile ImmutableList<MediaServer> _servers = [];

    /// <summary>Raised after any change, with what is configured now.</summary>
    public event Action? Changed;

    /// <summary>Without removed ones, by name.</summary>
    public IReadOnlyList<MediaServer> All => _servers;

    public MediaServer? Find(ServerId id) => _servers.FirstOrDefault(s => s.Id == id);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var servers = await db.Servers.AsNoTracking().Where(s => s.RemovedAt == null).ToListAsync(cancellationToken);
        _servers = [.. servers.OrderBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase)];
        Changed?.Invoke();
    }

    /// <summary>Names of removed servers too: history shows them.</summary>
    public async Task<IReadOnlyDictionary<ServerId, (string Name, ServerKind Kind)>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Servers.AsNoTracking().ToDictionaryAsync(s => s.Id, s => (s.Name, s.Kind), cancellationToken);
    }

    /// <param name="machineId">The server's own id as the connection test found it; null when the product has none or it was not tested.</param>
    public async Task<ServerChange> AddAsync(ServerEntry entry, string? machineId, CancellationToken cancellationToken, bool fromConfiguration = false, bool isDemo = false)
    {
        var (url, refused) = Check(entry, machineId, except: null);
        if (refused is not null)
        {
            return refused;
        }

        if (string.IsNullOrWhiteSpace(entry.Token))
        {
            return ServerChange.Refused(nameof(entry.Token), "Enter a token, or sign in.");
        }

        var server = new MediaServer
        {
            Kind = entry.Kind,
            Name = entry.Name.Trim(),
            Url = url!, // non-null: Check gives one or the other
            EncryptedToken = secrets.Protect(entry.Token.Trim()),
            MachineId = machineId,
            IsEnabled = entry.IsEnabled,
            IsFromConfiguration = fromConfiguration,
            IsDemo = isDemo,
            PinnedFingerprint = entry.PinnedFingerprint,
            CreatedAt = time.GetUtcNow(),
        };
        await writer.RunAsync((db, _) =>
        {
            db.Servers.Add(server);
            return Task.CompletedTask;
        }, cancellationToken);
        await LoadAsync(cancellationToken);
        return new(server, null, null);
    }

    public async Task<ServerChange> EditAsync(ServerId id, ServerEntry entry, string? machineId, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } known)
        {
            return ServerChange.Refused(nameof(entry.Name), "This server no longer exists.");
        }

        var (url, refused) = Check(entry with { Kind = known.Kind }, machineId, except: id);
        if (refused is not null)
        {
            return refused;
        }

        var edited = await writer.RunAsync(async (db, token) =>
        {
            var server = await db.Servers.SingleAsync(s => s.Id == id, token);
            server.Name = entry.Name.Trim();
            server.Url = url!; // non-null: Check gives one or the other
            server.IsEnabled = entry.IsEnabled;
            server.PinnedFingerprint = entry.PinnedFingerprint;
            server.MachineId = machineId ?? server.MachineId;
            if (!string.IsNullOrWhiteSpace(entry.Token))
            {
                server.EncryptedToken = secrets.Protect(entry.Token.Trim());
            }

            return server;
        }, cancellationToken);
        await LoadAsync(cancellationToken);
        return new(edited, null, null);
    }

    /// <summary>Takes over what file or environment say. A token or address that did not change leaves the stored row as it is, so that nothing restarts.</summary>
    public async Task<ServerChange> ConfigureAsync(ServerId id, ServerEntry entry, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } known)
        {
            return ServerChange.Refused(nameof(entry.Name), "This server no longer exists.");
        }

        var sameToken = secrets.Unprotect(known.EncryptedToken) == entry.Token?.Trim();
        var change = await EditAsync(id, entry with { Token = sameToken ? null : entry.Token, IsEnabled = known.IsEnabled }, machineId: null, cancellationToken);
        if (change.Server is not null && !known.IsFromConfiguration)
        {
            await UpdateAsync(id, s => s.IsFromConfiguration = true, cancellationToken);
        }

        return change;
    }

    /// <summary>The configuration no longer names it: from now on it is edited in the UI.</summary>
    public Task ReleaseAsync(ServerId id, CancellationToken cancellationToken) => UpdateAsync(id, s => s.IsFromConfiguration = false, cancellationToken);

    public Task SetEnabledAsync(ServerId id, bool enabled, CancellationToken cancellationToken) =>
        UpdateAsync(id, s => s.IsEnabled = enabled, cancellationToken);

    /// <summary>What was learned when the server was reached.</summary>
    public Task LearnAsync(ServerId id, string? machineId, string? version, CancellationToken cancellationToken) =>
        Find(id) is { } known && known.MachineId == (machineId ?? known.MachineId) && known.Version == version
            ? Task.CompletedTask
            : UpdateAsync(id, s =>
            {
                s.MachineId = machineId ?? s.MachineId;
                s.Version = version;
            }, cancellationToken, quiet: true);

    /// <summary>A webhook's secret neither changes how the server is read nor who reads it: nothing restarts.</summary>
    internal Task SetWebhookSecretAsync(ServerId id, string encrypted, CancellationToken cancellationToken) =>
        UpdateAsync(id, s => s.EncryptedWebhookSecret = encrypted, cancellationToken, quiet: true);

    /// <summary>Forgets the server and keeps what was played on it.</summary>
    public Task RemoveKeepingHistoryAsync(ServerId id, CancellationToken cancellationToken) =>
        UpdateAsync(id, s =>
        {
            s.RemovedAt = time.GetUtcNow();
            s.IsEnabled = false;
            s.EncryptedToken = "";
            s.EncryptedWebhookSecret = null;
        }, cancellationToken);

    /// <summary>Takes the row out after everything that points at it is gone.</summary>
    public async Task RemoveRowAsync(ServerId id, CancellationToken cancellationToken)
    {
        await writer.RunAsync((db, token) => db.Servers.Where(s => s.Id == id).ExecuteDeleteAsync(token), cancellationToken);
        await LoadAsync(cancellationToken);
    }

    private async Task UpdateAsync(ServerId id, Action<MediaServer> change, CancellationToken cancellationToken, bool quiet = false)
    {
        await writer.RunAsync(async (db, token) =>
        {
            if (await db.Servers.SingleOrDefaultAsync(s => s.Id == id, token) is { } server)
            {
                change(server);
            }
        }, cancellationToken);
        if (quiet)
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            var fresh = await db.Servers.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
            if (fresh is not null && Find(id) is { } old)
            {
                _servers = _servers.Replace(old, fresh);
            }
        }
        else
        {
            await LoadAsync(cancellationToken);
        }
    }

    private (string? Url, ServerChange? Refused) Check(ServerEntry entry, string? machineId, ServerId? except)
    {
        var name = entry.Name.Trim();
        if (name.Length is 0 or > 100)
        {
            return (null, ServerChange.Refused(nameof(entry.Name), "Give the server a name of 1 to 100 characters."));
        }

        var (url, problem) = ServerAddress.Parse(entry.Url);
        if (url is null)
        {
            return (null, ServerChange.Refused(nameof(entry.Url), problem!)); // non-null: Parse gives one or the other
        }

        var others = _servers.Where(s => s.Id != except).ToList();
        if (others.Find(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)) is { } sameName)
        {
            return (null, ServerChange.Refused(nameof(entry.Name), $"There is a server called “{sameName.Name}” already."));
        }

        if (others.Find(s => s.Kind == entry.Kind && string.Equals(s.Url, url.ToString(), StringComparison.OrdinalIgnoreCase)) is { } sameUrl)
        {
            return (null, ServerChange.Refused(nameof(entry.Url), $"This address is watched already, as “{sameUrl.Name}”."));
        }

        if (machineId is not null && others.Find(s => s.Kind == entry.Kind && s.MachineId == machineId) is { } sameMachine)
        {
            return (null, ServerChange.Refused(nameof(entry.Url), $"This is the same server as “{sameMachine.Name}”, under another address. It is watched already."));
        }

        return (url.ToString(), null);
    }
}
