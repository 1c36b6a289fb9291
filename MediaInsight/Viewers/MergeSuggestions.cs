using MediaInsight.Domain;

namespace MediaInsight.Viewers;

/// <summary>What is known of an account for guessing whose it is.</summary>
/// <param name="IsRemoved">Its server no longer lists it.</param>
public sealed record AccountFacts(ServerUserId Id, ViewerId Person, ServerId Server, string ServerName, string Name, string? Email, bool IsRemoved);

/// <summary>An account was used on a device of that name from that address.</summary>
public sealed record AccountPlace(ServerUserId Account, string Address, string Device);

/// <param name="Confidence">0–1.</param>
/// <param name="Reasons">In words, strongest first.</param>
public sealed record MergeSuggestion(ViewerId One, ViewerId Other, double Confidence, IReadOnlyList<string> Reasons)
{
    public string Words => Confidence >= 0.9 ? "Almost certain" : Confidence >= 0.7 ? "Likely" : "Possible";
}

/// <summary>
/// Guesses which persons are one. Pure. Two accounts that one server has at the same time are two people; an account that
/// the server no longer lists and a like one there are the same, made anew.
/// </summary>
public static class MergeSuggestions
{
    private const double SameEmail = 0.95;
    private const double SameName = 0.7;
    private const double SamePlace = 0.6;

    /// <summary>Names that say nothing of who it is.</summary>
    private static readonly HashSet<string> Anybody = new(StringComparer.Ordinal)
    {
        "admin", "administrator", "root", "user", "users", "guest", "gast", "local", "unknown", "nobody", "family", "familie", "kids", "kinder", "home", "tv", "livingroom", "test", "owner", "default",
    };

    /// <param name="accounts">Of people whose name may be told.</param>
    /// <param name="places">Where they were used lately.</param>
    /// <param name="dismissed">Pairs of accounts that are not one person, the smaller number first.</param>
    /// <returns>Surest first.</returns>
    public static IReadOnlyList<MergeSuggestion> Find(
        IReadOnlyList<AccountFacts> accounts, IReadOnlyList<AccountPlace> places, IReadOnlySet<(ServerUserId, ServerUserId)> dismissed)
    {
        var used = places.GroupBy(p => p.Account).ToDictionary(g => g.Key, g => g.Select(p => (p.Address, Device: Folding.Fold(p.Device))).ToHashSet());
        var people = accounts.GroupBy(a => a.Person).ToDictionary(g => g.Key, g => g.ToList());
        var suggestions = new List<MergeSuggestion>();
        foreach (var (one, other) in Pairs(accounts, used))
        {
            if (LiveTogether(people[one], people[other]))
            {
                continue;
            }

            var found = people[one].SelectMany(a => people[other].Where(b => !dismissed.Contains(Ordered(a.Id, b.Id))).SelectMany(b => Reasons(a, b, used)))
                .GroupBy(r => r.Kind).Select(g => g.First()).OrderByDescending(r => r.Weight).ToList();
            if (found.Count > 0)
            {
                suggestions.Add(new(one, other, 1 - found.Aggregate(1.0, (rest, r) => rest * (1 - r.Weight)), [.. found.Select(r => r.Words)]));
            }
        }

        return [.. suggestions.OrderByDescending(s => s.Confidence).ThenBy(s => s.One.Value).ThenBy(s => s.Other.Value)];
    }

    /// <summary>Only persons that share something are looked at: a thousand accounts are half a million pairs.</summary>
    private static HashSet<(ViewerId, ViewerId)> Pairs(IReadOnlyList<AccountFacts> accounts, Dictionary<ServerUserId, HashSet<(string, string)>> used)
    {
        var pairs = new HashSet<(ViewerId, ViewerId)>();
        var keys = accounts.SelectMany(a => new[] { Email(a) is { } mail ? "@" + mail : null, Name(a) }
            .Concat(used.TryGetValue(a.Id, out var places) ? places.Select(p => $"{p.Item1}|{p.Item2}") : [])
            .OfType<string>().Select(key => (key, a.Person)));
        foreach (var group in keys.GroupBy(k => k.key, k => k.Person, StringComparer.Ordinal))
        {
            var persons = group.Distinct().OrderBy(p => p.Value).ToList();
            for (var i = 0; i < persons.Count; i++)
            {
                for (var j = i + 1; j < persons.Count; j++)
                {
                    pairs.Add((persons[i], persons[j]));
                }
            }
        }

        return pairs;
    }

    private static bool LiveTogether(List<AccountFacts> one, List<AccountFacts> other) =>
        one.Exists(a => !a.IsRemoved && other.Exists(b => !b.IsRemoved && b.Server == a.Server));

    private static IEnumerable<(string Kind, double Weight, string Words)> Reasons(AccountFacts a, AccountFacts b, Dictionary<ServerUserId, HashSet<(string, string)>> used)
    {
        var sameEmail = Email(a) is { } mail && mail == Email(b);
        var sameName = Name(a) is { } name && name == Name(b);
        if (sameEmail)
        {
            yield return ("email", SameEmail, "the same e-mail address");
        }

        if (sameName)
        {
            yield return ("name", SameName, "the same name");
        }

        if (a.Server == b.Server && (sameEmail || sameName))
        {
            yield return ("again", SamePlace, $"{a.ServerName} no longer has one of the accounts: it looks made anew");
        }

        if (used.TryGetValue(a.Id, out var here) && used.TryGetValue(b.Id, out var there) && here.Count(there.Contains) is > 0 and var shared)
        {
            yield return ("place", SamePlace, shared == 1 ? "the same device at the same address" : $"the same {shared} devices at the same addresses");
        }
    }

    private static (ServerUserId, ServerUserId) Ordered(ServerUserId a, ServerUserId b) => a.Value < b.Value ? (a, b) : (b, a);

    private static string? Email(AccountFacts account) => account.Email?.Trim().ToLowerInvariant() is { Length: > 3 } mail && mail.Contains('@', StringComparison.Ordinal) ? mail : null;

    /// <summary>"Anna Schmidt", "anna.schmidt" and "ANNA_SCHMIDT" are one.</summary>
    private static string? Name(AccountFacts account)
    {
        var name = account.Name.Contains('@', StringComparison.Ordinal) ? account.Name[..account.Name.IndexOf('@', StringComparison.Ordinal)] : account.Name;
        var letters = string.Concat(Folding.Fold(name).Where(char.IsLetterOrDigit));
        return letters.Length >= 2 && !Anybody.Contains(letters) ? letters : null;
    }
}
