namespace MediaInsight.History.InMemory;

/// <summary>The part of a sorted list that a page shows, without sorting the list.</summary>
internal static class Slice
{
    /// <summary>Brings the smallest <paramref name="skip"/> + <paramref name="take"/> keys to where sorting would, the last <paramref name="take"/> of them in order.</summary>
    public static Span<UInt128> Of(Span<UInt128> keys, int skip, int take)
    {
        take = Math.Min(take, keys.Length - skip);
        if (take <= 0)
        {
            return [];
        }

        Partition(keys, skip);
        var rest = keys[skip..];
        if (take < rest.Length)
        {
            Partition(rest, take);
        }

        var page = rest[..take];
        page.Sort();
        return page;
    }

    // Hoare's selection: afterwards nothing before the place is larger than anything from it on.
    private static void Partition(Span<UInt128> keys, int place)
    {
        var (low, high) = (0, keys.Length - 1);
        while (low < high)
        {
            var pivot = Middle(keys[low], keys[low + ((high - low) / 2)], keys[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (keys[i] < pivot)
                {
                    i++;
                }

                while (pivot < keys[j])
                {
                    j--;
                }

                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    i++;
                    j--;
                }
            }

            (low, high) = place <= j ? (low, j) : place >= i ? (i, high) : (place, place);
        }
    }

    private static UInt128 Middle(UInt128 a, UInt128 b, UInt128 c) => a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}
