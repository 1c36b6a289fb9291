using System.Reflection;
using System.Text.Json;
using MediaInsight.Api.Contracts;

namespace MediaInsight.Api.Exports;

/// <summary>The columns of a flat answer: its properties under the names they have in JSON. A key is its id, label and detail; lists are left out.</summary>
internal static class ExportColumns<T>
{
    public static IReadOnlyList<ExportColumn<T>> All { get; } = [.. Of(typeof(T), row => row)];

    private static IEnumerable<ExportColumn<T>> Of(Type type, Func<T, object?> from) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        object? Value(T row) => from(row) is { } owner ? property.GetValue(owner) : null;
        if (property.PropertyType == typeof(StatisticKeyAnswer))
        {
            return
            [
                new(name + "_id", row => (Value(row) as StatisticKeyAnswer)?.Id), new(name, row => (Value(row) as StatisticKeyAnswer)?.Label), new(name + "_detail", row => (Value(row) as StatisticKeyAnswer)?.Detail),
            ];
        }

        return IsCell(property.PropertyType) ? [new(name, Value)]
            : property.PropertyType.Namespace == typeof(StatisticKeyAnswer).Namespace ? Of(property.PropertyType, Value)
            : Enumerable.Empty<ExportColumn<T>>();
    });

    private static bool IsCell(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var cell
        && (cell == typeof(string) || cell == typeof(bool) || cell == typeof(DateOnly) || cell == typeof(DateTimeOffset) || cell.IsPrimitive);
}
