using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>Servers given by file or environment: <c>MediaInsight__Servers__0__Kind|Name|Url|Token</c>. Taken over by name at each start.</summary>
public static class ConfiguredServers
{
    private const string Section = "MediaInsight:Servers";

    /// <summary>What is wrong, naming the variable. Never repeats a token.</summary>
    public static IEnumerable<string> Validate(IConfiguration configuration)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var server in configuration.GetSection(Section).GetChildren())
        {
            var variable = $"MediaInsight__Servers__{server.Key}__";
            if (KindOf(server) is null)
            {
                yield return $"{variable}Kind: '{server["Kind"]}' must be one of plex, emby, jellyfin, audiobookshelf.";
            }

            if (NameOf(server) is not { Length: > 0 and <= 100 } name)
            {
                yield return $"{variable}Name: must have 1 to 100 characters.";
            }
            else if (!names.Add(name))
            {
                yield return $"{variable}Name: '{name}' is given twice.";
            }

            if (ServerAddress.Parse(server["Url"]) is (null, { } problem))
            {
                yield return $"{variable}Url: {problem}";
            }

            if (string.IsNullOrWhiteSpace(server["Token"]))
            {
                yield return $"{variable}Token: is missing.";
            }

            if (FingerprintOf(server) is { } print && !IsSha256(print))
            {
                yield return $"{variable}Fingerprint: must be the SHA-256 of a certificate, 64 hexadecimal digits with or without colons.";
            }
        }
    }

    /// <summary>Adds new ones, updates known ones, and hands those that are no longer configured over to the UI.</summary>
    /// <returns>Sentences about servers that could not be taken over.</returns>
    public static async Task<IReadOnlyList<string>> ApplyAsync(IConfiguration configuration, ServerRegistry registry, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var configured = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            var entry = new ServerEntry(KindOf(section) ?? default, NameOf(section) ?? "", section["Url"] ?? "", section["Token"], FingerprintOf(section), IsEnabled: true);
            configured.Add(entry.Name);
            var known = registry.All.FirstOrDefault(s => string.Equals(s.Name, entry.Name, StringComparison.OrdinalIgnoreCase));
            if (known is not null && known.Kind != entry.Kind)
            {
                problems.Add($"MediaInsight__Servers__{section.Key}__Kind: '{entry.Name}' is stored as {known.Kind}; a server's product cannot change. Give the new one another name.");
                continue;
            }

            var change = known is null
                ? await registry.AddAsync(entry, machineId: null, cancellationToken, fromConfiguration: true)
                : await registry.ConfigureAsync(known.Id, entry, cancellationToken);
            if (change.Problem is { } problem)
            {
                problems.Add($"MediaInsight__Servers__{section.Key}__{change.Field}: {problem}");
            }
        }

        foreach (var former in registry.All.Where(s => s.IsFromConfiguration && !configured.Contains(s.Name)))
        {
            await registry.ReleaseAsync(former.Id, cancellationToken);
        }

        return problems;
    }

    private static string? NameOf(IConfiguration server) =>
        server["Name"]?.Trim() is { Length: > 0 } name ? name : KindOf(server)?.ToString();

    // As openssl and browsers write it: with colons or blanks.
    private static string? FingerprintOf(IConfiguration server) =>
        string.Concat((server["Fingerprint"] ?? "").Where(c => c is not (':' or ' ' or '-'))).ToUpperInvariant() is { Length: > 0 } print ? print : null;

    private static bool IsSha256(string print) => print.Length == 64 && print.All(char.IsAsciiHexDigit);

    private static ServerKind? KindOf(IConfiguration server) =>
        Enum.TryParse<ServerKind>(server["Kind"]?.Trim(), ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsDigit(server["Kind"]!.Trim()[0]) ? kind : null; // non-null: it was parsed
}
