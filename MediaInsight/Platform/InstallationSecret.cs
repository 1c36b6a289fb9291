using System.Security.Cryptography;
using System.Text;

namespace MediaInsight.Platform;

/// <summary>
/// Keys the hashes of what is forgotten or hidden: an account's id is often a small number, and whoever has a copy of the
/// database could try them all. Lies with the keys and, as they, in no ordinary backup.
/// </summary>
public sealed class InstallationSecret
{
    private const int Length = 32;

    private readonly Lazy<byte[]> _key;

    public InstallationSecret(AppPaths paths) => _key = new(() => ReadOrCreate(Path.Combine(paths.Keys, "installation_secret")));

    public InstallationSecret(byte[] key) => _key = new(key);

    /// <summary>32 bytes; of the same words always the same on this installation, and others on every other.</summary>
    public byte[] HashOf(string words) => HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(words));

    private static byte[] ReadOrCreate(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: Length * 2 } known && known.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(known);
        }

        var created = RandomNumberGenerator.GetBytes(Length);
        AppPaths.WriteSecret(file, Convert.ToHexStringLower(created));
        return created;
    }
}
