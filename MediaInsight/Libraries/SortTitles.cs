using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>"The Salt Road" is found under S.</summary>
internal static class SortTitles
{
    private static readonly string[] Articles = ["the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ", "l'", "el ", "los ", "las ", "il ", "lo "];

    public static string Of(string title)
    {
        var folded = Folding.Fold(title).Trim();
        var article = Array.Find(Articles, a => folded.Length > a.Length && folded.StartsWith(a, StringComparison.Ordinal));
        return article is null ? folded : folded[article.Length..].TrimStart();
    }
}
