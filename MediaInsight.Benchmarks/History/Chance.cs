namespace MediaInsight.Benchmarks.History;

/// <summary>Seeded chance: the same numbers on every machine.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public bool Happens(double probability) => _random.NextDouble() < probability;

    public int Below(int count) => _random.Next(count);

    /// <summary>Both bounds included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public long Between(long least, long most) => _random.NextInt64(least, most + 1);

    public T Of<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    /// <summary>Exponentially distributed around a mean.</summary>
    public double About(double mean) => -Math.Log(1 - _random.NextDouble()) * mean;

    public double Share() => _random.NextDouble();

    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);

    public void Shuffle<T>(Span<T> values) => _random.Shuffle(values);
}

/// <summary>Draws indexes by weight.</summary>
internal sealed class Weighted
{
    private readonly double[] _sums;

    public Weighted(IEnumerable<double> weights)
    {
        var sum = 0.0;
        _sums = [.. weights.Select(w => sum += w)];
    }

    /// <summary>Few are drawn often: the weight of rank n is n^-exponent; ranks are dealt by chance.</summary>
    public static Weighted Zipf(int count, double exponent, Chance chance)
    {
        var weights = Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -exponent)).ToArray();
        chance.Shuffle<double>(weights);
        return new(weights);
    }

    public int Draw(Chance chance)
    {
        var found = Array.BinarySearch(_sums, chance.Share() * _sums[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _sums.Length - 1);
    }
}
