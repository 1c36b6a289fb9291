namespace MediaInsight.Alerting.Conditions;

/// <summary>A part of a rule's conditions.</summary>
public abstract record ConditionNode;

/// <summary>Holds when all of its parts hold, or any. Without parts it holds.</summary>
/// <param name="IsAll">True: all; false: any.</param>
public sealed record ConditionGroup(bool IsAll, IReadOnlyList<ConditionNode> Parts) : ConditionNode
{
    public static readonly ConditionGroup Always = new(true, []);
}

/// <summary>One field compared.</summary>
/// <param name="Field">A word of <see cref="ConditionFields"/>.</param>
/// <param name="Operator">A word of <see cref="ConditionOperators"/>.</param>
/// <param name="Values">Several: any of them for a comparison that affirms, none of them for one that denies.</param>
public sealed record ConditionLeaf(string Field, string Operator, IReadOnlyList<string> Values) : ConditionNode;
