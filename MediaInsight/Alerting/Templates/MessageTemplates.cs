using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Topics;

namespace MediaInsight.Alerting.Templates;

/// <summary>
/// Messages with gaps: <c>{viewer}</c>, <c>{device|no device told}</c>, <c>{device|{player}}</c>, <c>{title!upper}</c>,
/// <c>&lt;episode&gt;…&lt;/episode&gt;</c>, <c>{{</c> for a brace. Pure. A value is put in as it is and never read as a template.
/// A line that has parameters of which none is told is left out.
/// </summary>
public static class MessageTemplates
{
    public const int MaxTitle = 300;
    public const int MaxText = 4000;

    /// <summary>What is wrong, in plain words; empty: nothing.</summary>
    public static IReadOnlyList<string> Problems(string template, IReadOnlyCollection<string> topics)
    {
        if (template.Length > NotificationRule.MaxTemplate)
        {
            return [$"It is longer than {NotificationRule.MaxTemplate} characters."];
        }

        var (parts, problems) = TemplateParser.Parse(template);
        var known = topics.Select(NotificationTopics.Find).OfType<NotificationTopic>().SelectMany(t => t.Parameters).Select(p => p.Word).ToHashSet(StringComparer.Ordinal);
        return [.. problems, .. Names(parts).Distinct(StringComparer.Ordinal).Where(n => !known.Contains(n)).Select(n => Unknown(n, known))];
    }

    /// <summary>One line, of at most <see cref="MaxTitle"/> characters.</summary>
    public static string Title(string template, EventValues values) => Cut(string.Join(' ', Lines(template, values)), MaxTitle);

    /// <summary>Lines parted by \n, of at most <see cref="MaxText"/> characters.</summary>
    public static string Text(string template, EventValues values) => Cut(string.Join('\n', Lines(template, values)), MaxText);

    private static IEnumerable<string> Lines(string template, EventValues values)
    {
        var writing = new TemplateWriting(values, MaxText * 2);
        writing.Add(TemplateParser.Parse(template.ReplaceLineEndings("\n")).Parts);
        return writing.Lines();
    }

    private static string Cut(string text, int max) => text.Length <= max ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1), "…");

    private static IEnumerable<string> Names(IEnumerable<TemplatePart> parts) => parts.SelectMany(p => p switch
    {
        ParameterPart { Otherwise: { } other } one => Names([other]).Prepend(one.Name),
        ParameterPart one => [one.Name],
        SectionPart section => Names(section.Parts),
        _ => [],
    });

    private static string Unknown(string name, HashSet<string> known)
    {
        if (EventFields.Find(name) is not null)
        {
            return $"None of the chosen events tells {{{name}}}.";
        }

        var close = known.Select(k => (Word: k, Distance: Distance(name, k))).Where(k => k.Distance <= Math.Max(2, name.Length / 3)).OrderBy(k => k.Distance).ThenBy(k => Math.Abs(k.Word.Length - name.Length)).ThenBy(k => k.Word, StringComparer.Ordinal).FirstOrDefault().Word;
        return close is null ? $"There is no {{{name}}}." : $"There is no {{{name}}}; did you mean {{{close}}}?";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
