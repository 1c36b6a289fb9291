using MediaInsight.Domain;
using MediaInsight.Viewers;

namespace MediaInsight.Tests.Viewers;

/// <summary>Accounts are written "person server name e-mail [gone] place…".</summary>
public sealed class MergeSuggestionsTests
{
    public static TheoryData<string, string, string, double?, string?> Pairs => new()
    {
        // The same e-mail address, whatever its case, is nearly a proof.
        { "1 plex ann ann@example.org", "2 jellyfin lena ANN@example.org", "", 0.95, "the same e-mail address" },
        { "1 plex ann@example.org -", "2 jellyfin Ann -", "", 0.7, "the same name" },
        { "1 plex Anna.Schmidt -", "2 emby ÄNNA_SCHMIDT -", "", 0.7, "the same name" },
        { "1 plex Ann ann@example.org", "2 emby ann ann@example.org", "", 0.985, "the same e-mail address|the same name" },
        { "1 plex ann - 10.0.0.1/Attic-TV", "2 emby lena - 10.0.0.1/attic-tv", "", 0.6, "the same device at the same address" },
        { "1 plex ann - 10.0.0.1/Attic-TV 10.0.0.2/Phone", "2 emby ann - 10.0.0.1/Attic-TV 10.0.0.2/Phone", "", 0.88, "the same name|the same 2 devices at the same addresses" },

        // The device alone, or the address alone, is the household's.
        { "1 plex ann - 10.0.0.1/Attic-TV", "2 emby lena - 10.0.0.9/Attic-TV", "", null, null },
        { "1 plex ann - 10.0.0.1/Attic-TV", "2 emby lena - 10.0.0.1/Phone", "", null, null },

        // Names that everybody has.
        { "1 plex admin -", "2 emby Admin -", "", null, null },
        { "1 plex Guest -", "2 emby guest -", "", null, null },

        // Two accounts that a server has at the same time are two people, whatever else they share.
        { "1 plex ann ann@example.org", "2 plex Ann ann@example.org", "", null, null },

        // An account made anew.
        { "1 plex ann - gone", "2 plex Ann -", "", 0.88, "the same name|plex no longer has one of the accounts: it looks made anew" },
        { "1 plex ann a@example.org gone", "2 plex lena a@example.org", "", 0.98, "the same e-mail address|plex no longer has one of the accounts: it looks made anew" },
        { "1 plex ann - gone", "2 plex lena -", "", null, null },

        // Somebody said no.
        { "1 plex ann -", "2 emby ann -", "dismissed", null, null },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_accounts_are_suggested_for_reasons_in_words(string one, string other, string dismissed, double? confidence, string? reasons)
    {
        var (first, places) = Parse(1, one);
        var (second, more) = Parse(2, other);
        HashSet<(ServerUserId, ServerUserId)> said = dismissed.Length > 0 ? [(new(1), new(2))] : [];

        var found = MergeSuggestions.Find([first, second], [.. places, .. more], said);

        Assert.Equal(confidence, found.SingleOrDefault() is { } s ? Math.Round(s.Confidence, 3) : null);
        Assert.Equal(reasons, found.SingleOrDefault() is { } t ? string.Join('|', t.Reasons) : null);
    }

    [Fact]
    public void A_person_with_an_account_on_a_server_is_nobody_else_of_that_server()
    {
        // Ann has a Plex and an Emby account; another Ann lives on Emby: the Jellyfin Ann may be either, the two are not one.
        var accounts = new[] { Parse(1, "1 plex ann -"), Parse(2, "1 emby ann -"), Parse(3, "2 emby ann -"), Parse(4, "3 jellyfin ann -") }.Select(a => a.Account).ToList();

        var found = MergeSuggestions.Find(accounts, [], new HashSet<(ServerUserId, ServerUserId)>());

        Assert.Equal(["1-3", "2-3"], found.Select(f => $"{f.One}-{f.Other}"));
    }

    private static (AccountFacts Account, List<AccountPlace> Places) Parse(int id, string text)
    {
        var words = text.Split(' ');
        var rest = words.Skip(4).ToList();
        var server = words[1] switch { "plex" => 1, "emby" => 2, _ => 3 };
        return (
            new(new(id), new(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture)), new(server), words[1], words[2], words[3] == "-" ? null : words[3], rest.Contains("gone")),
            [.. rest.Where(r => r.Contains('/', StringComparison.Ordinal)).Select(r => new AccountPlace(new(id), r.Split('/')[0], r.Split('/')[1]))]);
    }
}
