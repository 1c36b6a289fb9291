using System.Runtime.CompilerServices;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;

namespace MediaInsight.History.InMemory;

/// <summary>Reads titles as the index keeps them.</summary>
internal static class ItemRows
{
    /// <param name="condition">On <c>media_items i</c>; <c>$ids</c> is a JSON array of <paramref name="ids"/>.</param>
    public static async IAsyncEnumerable<PlayedItem> Async(MediaInsightDb db, string condition, IEnumerable<int>? ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = PlayIndexLoading.Command(db, $"""
            SELECT i.id, i.kind, i.title, i.parent_title, i.grandparent_title, i.season_number, i.year, i.channel_name, i.genres, i.narrators, i.poster_path IS NOT NULL,
              i.server_id, i.parent_external_id, i.grandparent_external_id, i.library_id
            FROM media_items i WHERE {condition}
            """);
        if (ids is not null)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "$ids";
            parameter.Value = JsonSerializer.Serialize(ids);
            command.Parameters.Add(parameter);
        }

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            yield return new(
                row.GetInt32(0), (MediaKind)row.GetInt32(1), row.GetString(2), Text(3), Text(4), Number(5), Number(6), Text(7), Text(8), Text(9), row.GetInt32(10) != 0,
                new(row.GetInt32(11), Text(12), Text(13), Number(14)));
        }

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        int? Number(int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
    }
}
