using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Topics;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>A condition while it is edited: parts keep their place on the page whatever changes in them.</summary>
public abstract class EditedCondition
{
    public abstract ConditionNode Node { get; }

    public static EditedGroup Of(ConditionGroup group)
    {
        var edited = new EditedGroup { IsAll = group.IsAll };
        edited.Parts.AddRange(group.Parts.Select(Of));
        return edited;
    }

    private static EditedCondition Of(ConditionNode node)
    {
        if (node is ConditionGroup group)
        {
            return Of(group);
        }

        var leaf = (ConditionLeaf)node;
        var edited = new EditedLeaf { Field = leaf.Field, Operator = leaf.Operator };
        edited.Values.AddRange(leaf.Values);
        return edited;
    }
}

public sealed class EditedGroup : EditedCondition
{
    public bool IsAll { get; set; } = true;
    public List<EditedCondition> Parts { get; } = [];

    public ConditionGroup Group => new(IsAll, [.. Parts.Select(p => p.Node)]);

    public override ConditionNode Node => Group;
}

public sealed class EditedLeaf : EditedCondition
{
    public required string Field { get; set; }
    public required string Operator { get; set; }
    public List<string> Values { get; } = [];

    public override ConditionNode Node => new ConditionLeaf(Field, Operator, [.. Values]);

    /// <summary>The field with its usual comparison and no value yet.</summary>
    public static EditedLeaf Begin(EventField field)
    {
        var leaf = new EditedLeaf { Field = field.Word, Operator = ConditionOperators.Of(field.Type)[0].Word };
        leaf.Prepare();
        return leaf;
    }

    public void Choose(EventField field)
    {
        (Field, Operator) = (field.Word, ConditionOperators.Of(field.Type)[0].Word);
        Values.Clear();
        Prepare();
    }

    public void Compare(string comparison)
    {
        var before = Takes;
        Operator = comparison;
        if (before != Takes)
        {
            Values.Clear();
        }

        Prepare();
    }

    public ConditionValues Takes => EventFields.Find(Field) is { } known ? ConditionOperators.Find(known.Type, Operator)?.Takes ?? ConditionValues.Many : ConditionValues.Many;

    /// <summary>A value of its own place, for comparisons that take one or two.</summary>
    public void Set(int place, string? value)
    {
        while (Values.Count <= place)
        {
            Values.Add("");
        }

        Values[place] = value?.Trim() ?? "";
    }

    private void Prepare()
    {
        if (EventFields.Find(Field)?.Type == FieldType.YesNo && Takes == ConditionValues.One && Values.Count == 0)
        {
            Values.Add("yes");
        }
    }
}
