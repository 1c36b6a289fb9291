namespace MediaInsight.Alerting.Templates;

/// <summary>A piece of a template.</summary>
internal abstract record TemplatePart;

internal sealed record LiteralPart(string Text) : TemplatePart;

/// <param name="Change">upper, lower, title; null: as it is.</param>
/// <param name="Otherwise">A parameter's name in braces, or plain text, for a value that is not told.</param>
internal sealed record ParameterPart(string Name, string? Change, TemplatePart? Otherwise) : TemplatePart;

/// <summary>Kept for titles of one kind only.</summary>
internal sealed record SectionPart(string Tag, IReadOnlyList<TemplatePart> Parts) : TemplatePart;
