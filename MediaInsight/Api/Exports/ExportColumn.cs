namespace MediaInsight.Api.Exports;

/// <param name="Name">In the first line; snake case, with the unit.</param>
/// <param name="Value">Text, a number, an instant, a day, true or false, or null.</param>
internal sealed record ExportColumn<T>(string Name, Func<T, object?> Value);
