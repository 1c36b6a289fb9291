using System.Security.Cryptography;

namespace MediaInsight.Platform.Web;

/// <summary>
/// Distinguishes installations in one browser: cookies ignore the port, so two of them on one host would sign each
/// other out. Written once, stays with the data folder.
/// </summary>
public sealed class InstanceId(AppPaths paths)
{
    private readonly Lazy<string> _value = new(() => ReadOrCreate(Path.Combine(paths.Data, "instance_id")));

    /// <summary>Eight hexadecimal digits.</summary>
    public string Value => _value.Value;

    private static string ReadOrCreate(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: 8 } known && known.All(char.IsAsciiHexDigit))
        {
            return known;
        }

        var created = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        AppPaths.WriteSecret(file, created);
        return created;
    }
}
