using MediaInsight.Analytics.Statistics;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>Persons numbered from 0, by their accounts.</summary>
internal sealed class Persons
{
    private readonly List<AccountName> _persons;

    private Persons(int[] ofAccount, List<AccountName> persons)
    {
        OfAccount = ofAccount;
        _persons = persons;
    }

    /// <summary>By account: the number of its person.</summary>
    public int[] OfAccount { get; }

    public int Count => _persons.Count;

    /// <summary>How many 64-bit words hold a bit for each.</summary>
    public int Words => (OfAccount.Max() / 64) + 1;

    public StatisticKey Key(int person) => SelectedPlays.Person(_persons[person]);

    public static Persons Of(PlayNames names)
    {
        var (ofAccount, persons, numbers) = (new int[names.LastAccount + 1], new List<AccountName>(), new Dictionary<int, int>());
        foreach (var account in names.Accounts.Values.OrderBy(a => a.Viewer).ThenBy(a => a.Id))
        {
            if (!numbers.TryGetValue(account.Viewer, out var number))
            {
                numbers[account.Viewer] = number = persons.Count;
                persons.Add(account);
            }

            ofAccount[account.Id] = number;
        }

        return new(ofAccount, persons);
    }
}
