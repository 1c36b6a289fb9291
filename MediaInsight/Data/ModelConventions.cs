using System.Text;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MediaInsight.Data;

/// <summary>How our types are stored: ids as integers, instants as unix milliseconds, names in snake case.</summary>
internal static class ModelConventions
{
    public static void Configure(ModelConfigurationBuilder builder)
    {
        builder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        builder.Properties<ServerId>().HaveConversion<ServerIdConverter>();
        builder.Properties<ViewerId>().HaveConversion<ViewerIdConverter>();
        builder.Properties<ServerUserId>().HaveConversion<ServerUserIdConverter>();
        builder.Properties<LibraryId>().HaveConversion<LibraryIdConverter>();
        builder.Properties<MediaItemId>().HaveConversion<MediaItemIdConverter>();
        builder.Properties<PlayId>().HaveConversion<PlayIdConverter>();
    }

    public static void Name(ModelBuilder builder)
    {
        // Owned JSON documents have no columns of their own.
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()))
        {
            entity.SetTableName(Snake(entity.GetTableName()!.Replace("AspNet", "Identity", StringComparison.Ordinal)));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.GetColumnName()));
            }
        }
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(v => v.ToUnixTimeMilliseconds(), v => DateTimeOffset.FromUnixTimeMilliseconds(v));

    private sealed class ServerIdConverter() : ValueConverter<ServerId, int>(v => v.Value, v => new(v));

    private sealed class ViewerIdConverter() : ValueConverter<ViewerId, int>(v => v.Value, v => new(v));

    private sealed class ServerUserIdConverter() : ValueConverter<ServerUserId, int>(v => v.Value, v => new(v));

    private sealed class LibraryIdConverter() : ValueConverter<LibraryId, int>(v => v.Value, v => new(v));

    private sealed class MediaItemIdConverter() : ValueConverter<MediaItemId, int>(v => v.Value, v => new(v));

    /// <summary>Sixteen bytes, most significant first: version-7 ids then sort by time.</summary>
    private sealed class PlayIdConverter() : ValueConverter<PlayId, byte[]>(v => v.Value.ToByteArray(true), v => new(new Guid(v, true)));
}
