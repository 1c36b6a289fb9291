using MediaInsight.Alerting.Topics;

namespace MediaInsight.Alerting.Conditions;

/// <summary>How many values a comparison takes.</summary>
public enum ConditionValues
{
    None = 0,
    One = 1,

    /// <summary>From and to.</summary>
    Two = 2,
    Many = 3,
}

/// <param name="Word">Stable: stored in rules.</param>
/// <param name="Label">As a sentence goes on: "is", "is more than".</param>
public sealed record ConditionOperator(string Word, string Label, ConditionValues Takes);

/// <summary>The comparisons there are, and which kind of field takes which.</summary>
public static class ConditionOperators
{
    public const string Is = "is";
    public const string IsNot = "is_not";
    public const string Contains = "contains";
    public const string ContainsNot = "contains_not";
    public const string StartsWith = "starts_with";
    public const string StartsNotWith = "starts_not_with";
    public const string EndsWith = "ends_with";
    public const string EndsNotWith = "ends_not_with";
    public const string MoreThan = "more_than";
    public const string LessThan = "less_than";
    public const string AtLeast = "at_least";
    public const string AtMost = "at_most";
    public const string Between = "between";
    public const string NotBetween = "not_between";
    public const string InNetwork = "in_network";
    public const string NotInNetwork = "not_in_network";
    public const string Told = "told";
    public const string NotTold = "not_told";

    private static readonly ConditionOperator IsOne = new(Is, "is", ConditionValues.Many);
    private static readonly ConditionOperator IsNone = new(IsNot, "is not", ConditionValues.Many);
    private static readonly ConditionOperator[] Telling = [new(Told, "is told", ConditionValues.None), new(NotTold, "is not told", ConditionValues.None)];
    private static readonly ConditionOperator[] Spans = [new(Between, "is between", ConditionValues.Two), new(NotBetween, "is not between", ConditionValues.Two)];

    private static readonly ConditionOperator[] OfText =
    [
        new(Contains, "contains", ConditionValues.Many), new(ContainsNot, "does not contain", ConditionValues.Many), IsOne, IsNone,
        new(StartsWith, "begins with", ConditionValues.Many), new(StartsNotWith, "does not begin with", ConditionValues.Many),
        new(EndsWith, "ends with", ConditionValues.Many), new(EndsNotWith, "does not end with", ConditionValues.Many), .. Telling,
    ];

    private static readonly ConditionOperator[] OfNumber =
    [
        new(MoreThan, "is more than", ConditionValues.One), new(LessThan, "is less than", ConditionValues.One),
        new(AtLeast, "is at least", ConditionValues.One), new(AtMost, "is at most", ConditionValues.One), .. Spans, IsOne, IsNone, .. Telling,
    ];

    private static readonly ConditionOperator[] OfChoice = [IsOne, IsNone, .. Telling];
    private static readonly ConditionOperator[] OfYesNo = [new(Is, "is", ConditionValues.One), .. Telling];

    private static readonly ConditionOperator[] OfAddress =
    [
        new(InNetwork, "is in", ConditionValues.Many), new(NotInNetwork, "is not in", ConditionValues.Many), IsOne, IsNone,
        new(StartsWith, "begins with", ConditionValues.Many), .. Telling,
    ];

    /// <summary>The usual one first.</summary>
    public static IReadOnlyList<ConditionOperator> Of(FieldType type) => type switch
    {
        FieldType.Choice or FieldType.Weekday => OfChoice,
        FieldType.Number or FieldType.Percent or FieldType.Minutes or FieldType.Bitrate => OfNumber,
        FieldType.YesNo => OfYesNo,
        FieldType.TimeOfDay => Spans,
        FieldType.Address => OfAddress,
        _ => OfText,
    };

    public static ConditionOperator? Find(FieldType type, string word) => Of(type).FirstOrDefault(o => o.Word == word);
}
