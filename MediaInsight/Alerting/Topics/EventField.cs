namespace MediaInsight.Alerting.Topics;

/// <summary>Something an event tells: a parameter of templates and, where <see cref="IsCondition"/>, a field of conditions.</summary>
/// <param name="Word">Stable, snake case: stored in rules and written in templates.</param>
/// <param name="Label">As forms call it.</param>
/// <param name="Sample">As it may look, for help and previews.</param>
public sealed record EventField(string Word, string Label, FieldType Type, TopicSubjects Subjects, string Sample)
{
    public ChoiceSource Source { get; init; }

    /// <summary>False: for templates only.</summary>
    public bool IsCondition { get; init; } = true;
    public string Group { get; init; } = "";

    public string? Unit => Type switch
    {
        FieldType.Percent => "%",
        FieldType.Minutes => "min",
        FieldType.Bitrate => "Mbit/s",
        _ => null,
    };
}
