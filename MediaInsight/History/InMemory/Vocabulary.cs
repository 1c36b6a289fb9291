namespace MediaInsight.History.InMemory;

/// <summary>Words numbered as they come. Made by one writer; readers see a number only after its word is there.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private string[] _words = new string[16];

    public int Count { get; private set; }

    /// <summary>By how the word is written, case aside; the first writing is the one that is shown.</summary>
    public int Of(string word) => Of(word.ToLowerInvariant(), word);

    /// <param name="key">What tells it from others.</param>
    /// <param name="word">What is shown.</param>
    public int Of(string key, string word)
    {
        if (_numbers.TryGetValue(key, out var number))
        {
            return number;
        }

        if (Count == _words.Length)
        {
            Array.Resize(ref _words, Count * 2);
        }

        _words[Count] = word;
        _numbers[key] = Count;
        return Count++;
    }

    public string this[int number] => _words[number];

    public bool TryFind(string word, out int number) => _numbers.TryGetValue(word.ToLowerInvariant(), out number);
}
