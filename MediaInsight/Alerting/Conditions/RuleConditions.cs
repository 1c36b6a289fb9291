using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Topics;

namespace MediaInsight.Alerting.Conditions;

/// <summary>
/// The conditions of a rule: a tree of groups and comparisons. Pure. A value that is not told satisfies no comparison but
/// "is not told": a rule about strangers' addresses stays silent where no address is known.
/// </summary>
public static class RuleConditions
{
    /// <summary>Groups inside groups, the outermost counted.</summary>
    public const int MaxDepth = 5;

    /// <summary>Groups and comparisons together.</summary>
    public const int MaxParts = 200;
    public const int MaxValues = 200;
    public const int MaxValue = 500;

    public static bool Holds(ConditionNode? node, EventValues values) => node switch
    {
        ConditionGroup { Parts.Count: 0 } or null => true,
        ConditionGroup { IsAll: true } all => all.Parts.All(p => Holds(p, values)),
        ConditionGroup any => any.Parts.Any(p => Holds(p, values)),
        ConditionLeaf leaf => Comparison.Holds(leaf, values),
        _ => false,
    };

    /// <summary>What is wrong, in plain words; empty: nothing. Foreign trees are bounded here too.</summary>
    public static IReadOnlyList<string> Problems(ConditionNode? node, IReadOnlyCollection<string> topics)
    {
        var problems = new List<string>();
        var parts = 0;
        Check(node, 1, topics, problems, ref parts);
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    private static void Check(ConditionNode? node, int depth, IReadOnlyCollection<string> topics, List<string> problems, ref int parts)
    {
        if (node is null)
        {
            return;
        }

        if (++parts > MaxParts)
        {
            if (parts == MaxParts + 1)
            {
                problems.Add($"There are more than {MaxParts} conditions.");
            }

            return;
        }

        if (node is ConditionLeaf leaf)
        {
            if (ProblemOf(leaf, topics) is { } problem)
            {
                problems.Add(problem);
            }

            return;
        }

        if (depth > MaxDepth)
        {
            problems.Add($"Groups are nested deeper than {MaxDepth}.");
            return;
        }

        foreach (var part in ((ConditionGroup)node).Parts)
        {
            Check(part, depth + 1, topics, problems, ref parts);
        }
    }

    private static string? ProblemOf(ConditionLeaf leaf, IReadOnlyCollection<string> topics)
    {
        if (ConditionFields.Find(leaf.Field) is not { } field)
        {
            return $"There is no field “{Domain.Text.Clean(leaf.Field, 60)}”.";
        }

        if (ConditionOperators.Find(field.Type, leaf.Operator) is not { } comparison)
        {
            return $"“{field.Label}” cannot be compared by “{Domain.Text.Clean(leaf.Operator, 60)}”.";
        }

        if (topics.Count > 0 && ConditionFields.SilentTopics(field, topics).Count() == topics.Count)
        {
            return $"None of the chosen events tells “{field.Label}”: the rule would never send anything.";
        }

        if (leaf.Values.Count > MaxValues || leaf.Values.Any(v => v.Length > MaxValue))
        {
            return $"“{field.Label}” has more than {MaxValues} values, or one longer than {MaxValue} characters.";
        }

        return (comparison.Takes, leaf.Values.Count) switch
        {
            (ConditionValues.None, _) => null,
            (ConditionValues.One, not 1) => $"“{field.Label}” needs one value.",
            (ConditionValues.Two, not 2) => $"“{field.Label}” needs two values: from and to.",
            (ConditionValues.Many, 0) => $"“{field.Label}” needs a value.",
            _ => leaf.Values.Select(v => ProblemOf(field, comparison, v)).FirstOrDefault(p => p is not null),
        };
    }

    private static string? ProblemOf(EventField field, ConditionOperator comparison, string value) => field.Type switch
    {
        _ when string.IsNullOrWhiteSpace(value) => $"“{field.Label}” has an empty value.",
        FieldType.Number or FieldType.Percent or FieldType.Minutes or FieldType.Bitrate when Comparison.Number(value) is null => $"“{field.Label}”: “{value}” is no number.",
        FieldType.TimeOfDay when Comparison.Time(value) is null => $"“{field.Label}”: “{value}” is no time of day (example: 21:30).",
        FieldType.YesNo when value is not ("yes" or "no") => $"“{field.Label}” is “yes” or “no”.",
        FieldType.Weekday when Comparison.Weekday(value) is null => $"“{field.Label}”: “{value}” is no day of the week (mon, tue, wed, thu, fri, sat, sun).",
        FieldType.Address when comparison.Word is ConditionOperators.InNetwork or ConditionOperators.NotInNetwork && !Domain.OwnNetworks.IsNetwork(value) => $"“{field.Label}”: “{value}” is no network (example: 192.168.0.0/16).",
        _ => null,
    };
}
