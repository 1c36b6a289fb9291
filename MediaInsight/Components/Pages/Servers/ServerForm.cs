using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>How MediaInsight gets the token it keeps.</summary>
public enum ServerAccess
{
    Token,
    Password,

    /// <summary>Confirmed at the product's own site.</summary>
    Link,
}

/// <summary>
/// What a person enters to add or change a server, what the tries of it said, and the saving. Secrets move out of the
/// fields as soon as they are used: they are never drawn again.
/// </summary>
public sealed class ServerForm(
    ConnectionTest test,
    ServerRegistry registry,
    ServerClients clients,
    IEnumerable<IServerSignIn> signIns,
    IEnumerable<ILinkSignIn> links,
    AuditLog audit)
{
    public const string UrlField = nameof(ServerEntry.Url);
    public const string NameField = nameof(ServerEntry.Name);
    public const string TokenField = nameof(ServerEntry.Token);
    public const string UserField = "User";

    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private string? _secret;
    private string? _secretOf;
    private string? _tested;

    /// <summary>Null: a new one.</summary>
    public MediaServer? Editing { get; private set; }

    public ServerKind Kind { get; private set; } = ServerKind.Plex;
    public ServerAccess Access { get; private set; } = ServerAccess.Token;
    public string? Name { get; set; }
    public string? Address { get; set; }

    /// <summary>Emptied by a try; see <see cref="HasSecret"/>.</summary>
    public string? Token { get; set; }
    public string? UserName { get; set; }

    /// <summary>Emptied by a try.</summary>
    public string? Password { get; set; }
    public bool IsEnabled { get; set; } = true;
    public string? PinnedFingerprint { get; private set; }

    /// <summary>Of the last try; null when what was entered has changed since, or was never tried.</summary>
    public ConnectionTestResult? Result { get; private set; }

    public bool IsBusy { get; private set; }

    /// <summary>A token was entered or won by a sign-in, and is kept for saving.</summary>
    public bool HasSecret => _secret is not null;

    public bool CanSignIn => signIns.Any(s => s.Kind == Kind);

    /// <summary>The product's own sign-in page; null when it has none.</summary>
    public ILinkSignIn? Link => links.FirstOrDefault(l => l.Kind == Kind);

    public IReadOnlyList<ServerAccess> Ways =>
    [
        .. new[] { ServerAccess.Link }.Where(_ => Link is not null),
        .. new[] { ServerAccess.Password }.Where(_ => CanSignIn),
        ServerAccess.Token,
    ];

    /// <summary>Saving what could not be reached is a decision; saving what was refused is a mistake.</summary>
    public bool CanSaveAnyway =>
        Result is { FailureKind: ServerFailureKind.Unreachable or ServerFailureKind.TimedOut or ServerFailureKind.Unavailable } && (HasSecret || Editing is not null);

    public string? Problem(string field) => _problems.GetValueOrDefault(field);

    public void Open(MediaServer server)
    {
        Editing = server;
        Kind = server.Kind;
        Name = server.Name;
        Address = server.Url;
        IsEnabled = server.IsEnabled;
        PinnedFingerprint = server.PinnedFingerprint;
        Access = ServerAccess.Token;
    }

    /// <summary>A token of one product is worth nothing to another: it is forgotten.</summary>
    public void Choose(ServerKind kind)
    {
        Kind = kind;
        Forget();
        PinnedFingerprint = null;
        Access = Ways[0];
    }

    public void Choose(ServerAccess access)
    {
        Access = access;
        Forget();
    }

    /// <summary>A server of the account that was signed in, at one of its addresses.</summary>
    public void Take(ServerOffer offer, Uri address, ConnectionTestResult result)
    {
        Forget();
        Address = address.ToString();
        _secret = offer.Token;
        _secretOf = Source();
        Name = string.IsNullOrWhiteSpace(Name) ? offer.Name : Name;
        Result = result;
        _tested = Fingerprint();
    }

    /// <summary>Accepts the certificate that was shown, and tries again.</summary>
    public Task TrustAsync(CancellationToken cancellationToken)
    {
        PinnedFingerprint = Result?.Certificate?.Fingerprint ?? PinnedFingerprint;
        return TestAsync(cancellationToken);
    }

    public void ForgetCertificate()
    {
        PinnedFingerprint = null;
        Result = null;
    }

    public async Task TestAsync(CancellationToken cancellationToken)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            Result = null;
            _problems.Clear();
            Result = await TryAsync(cancellationToken);
            _tested = Fingerprint();
            if (Result?.Identity is { } identity)
            {
                Name = string.IsNullOrWhiteSpace(Name) ? Text.Clean(identity.Name, 100) : Name;
            }
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Null when something stands in the way: see <see cref="Problem"/> and <see cref="Result"/>.</summary>
    /// <param name="anyway">Also when the server could not be reached.</param>
    public async Task<MediaServer?> SaveAsync(AuditContext by, bool anyway, CancellationToken cancellationToken)
    {
        if (Result is null || _tested != Fingerprint())
        {
            await TestAsync(cancellationToken);
        }

        if (IsBusy || Result is not { } result || !(result.IsGood || (anyway && CanSaveAnyway)))
        {
            return null;
        }

        IsBusy = true;
        try
        {
            return await StoreAsync(by, result.Identity, cancellationToken);
        }
        finally
        {
            IsBusy = false;
        }
    }

    private async Task<MediaServer?> StoreAsync(AuditContext by, ServerIdentity? identity, CancellationToken cancellationToken)
    {
        _problems.Clear();
        var before = Editing;
        var entry = new ServerEntry(Kind, Name ?? "", Address ?? "", _secret, PinnedFingerprint, IsEnabled);
        var change = before is null
            ? await registry.AddAsync(entry, identity?.MachineId, cancellationToken)
            : await registry.EditAsync(before.Id, entry, identity?.MachineId, cancellationToken);
        if (change.Server is not { } server)
        {
            _problems[change.Field ?? NameField] = change.Problem ?? "This can't be saved.";
            return null;
        }

        await audit.RecordAsync(by, before is null ? "server.add" : "server.edit", server.Name, before is null ? $"{server.Kind} at {server.Url}" : Difference(before, server), cancellationToken);
        Forget();
        return server;
    }

    private async Task<ConnectionTestResult?> TryAsync(CancellationToken cancellationToken)
    {
        var (url, problem) = ServerAddress.Parse(Address);
        if (url is null)
        {
            _problems[UrlField] = problem!;   // non-null: Parse gives one or the other
            return null;
        }

        TakeToken();
        if (Access == ServerAccess.Password && (!string.IsNullOrEmpty(Password) || (_secret is null && Editing is null)))
        {
            if (await SignInAsync(url, cancellationToken) is { } failed)
            {
                return failed;
            }
        }

        if (_secret is null && Editing is null)
        {
            if (_problems.Count == 0)
            {
                _problems[TokenField] = Access == ServerAccess.Link ? "Sign in first." : $"Enter the {ProductWords.TokenName(Kind)}, or sign in.";
            }

            return null;
        }

        if (_secret is null && IsElsewhere(url))
        {
            // Whoever owns the new address would learn the token before it is known who answers there.
            var (field, ask) = Access switch
            {
                ServerAccess.Link => (UrlField, "Sign in again"),
                ServerAccess.Password => (TokenField, "Enter name and password again"),
                _ => (TokenField, $"Enter the {ProductWords.TokenName(Kind)} again"),
            };
            _problems.TryAdd(field, $"{ask}: what is stored is not sent to another address.");
            return null;
        }

        var result = _secret is { } token
            ? await test.RunAsync(Kind, Address!, token, PinnedFingerprint, cancellationToken)   // non-null: parsed above
            : await test.RunAsync(Editing!, Address!, PinnedFingerprint, cancellationToken);     // non-null: else the secret is there
        return Mistaken(result) ?? result;
    }

    // A changed base path is the same machine's affair.
    private bool IsElsewhere(Uri url) =>
        Editing is { } known && (!Uri.TryCreate(known.Url, UriKind.Absolute, out var stored) || Uri.Compare(stored, url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0);

    private void TakeToken()
    {
        if (!string.IsNullOrWhiteSpace(Token))
        {
            _secret = Token.Trim();
            _secretOf = null;
        }
        else if (_secretOf is not null && _secretOf != Source())
        {
            // What one server's sign-in gave is not sent to another address.
            _secret = null;
        }

        Token = null;
    }

    private async Task<ConnectionTestResult?> SignInAsync(Uri url, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(UserName))
        {
            _problems[UserField] = "Enter the name of an administrator.";
            return null;
        }

        var signIn = signIns.First(s => s.Kind == Kind);
        try
        {
            _secret = await signIn.SignInAsync(new ServerConnection(Kind, url, "", clients.InstallationId, PinnedFingerprint), UserName.Trim(), Password ?? "", cancellationToken);
            _secretOf = Source();
            return null;
        }
        catch (ServerFailure failure)
        {
            _secret = null;
            return await test.ExplainAsync(failure, url, cancellationToken);
        }
        finally
        {
            Password = null;
        }
    }

    // Another machine under a known entry: its plays would be mixed with the old one's.
    private ConnectionTestResult? Mistaken(ConnectionTestResult result) =>
        Editing?.MachineId is { } known && result.Identity is { MachineId: { } found } identity && found != known
            ? new(null, ServerFailureKind.WrongProduct, $"Another {Kind} server (“{Text.Clean(identity.Name, 100)}”) answers at this address. Its plays would be mixed with the old one's: add it as a server of its own.", null)
            : null;

    private void Forget()
    {
        _secret = null;
        _secretOf = null;
        Token = null;
        Password = null;
        Result = null;
        _problems.Clear();
    }

    private string Source() => $"{Kind} {ServerAddress.Parse(Address).Url}";

    // Whether what was tried is what would be saved. Compared in memory only.
    private string Fingerprint() => $"{Kind}\n{Address?.Trim()}\n{_secret}\n{Token}\n{Password}\n{PinnedFingerprint}";

    private string Difference(MediaServer before, MediaServer after)
    {
        List<string> changes = [];
        if (before.Name != after.Name)
        {
            changes.Add($"name: {before.Name} → {after.Name}");
        }

        if (before.Url != after.Url)
        {
            changes.Add($"address: {before.Url} → {after.Url}");
        }

        if (HasSecret)
        {
            changes.Add("token replaced");
        }

        if (before.PinnedFingerprint != after.PinnedFingerprint)
        {
            changes.Add(after.PinnedFingerprint is null ? "certificate no longer pinned" : "certificate pinned");
        }

        if (before.IsEnabled != after.IsEnabled)
        {
            changes.Add(after.IsEnabled ? "enabled" : "disabled");
        }

        return changes.Count == 0 ? "nothing changed" : string.Join("; ", changes);
    }
}
