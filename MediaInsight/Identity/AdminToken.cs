using System.Security.Cryptography;
using System.Text;
using MediaInsight.Platform;
using Microsoft.AspNetCore.WebUtilities;

namespace MediaInsight.Identity;

/// <summary>The bearer token of the API: from <c>MediaInsight__AdminToken</c>, else made once and kept in the data folder for its owner to read.</summary>
public sealed class AdminToken(IConfiguration configuration, AppPaths paths)
{
    internal const string Key = "MediaInsight:AdminToken";
    internal const int MinLength = 16;

    private readonly Lazy<byte[]> _hash = new(() => Hash(Configured(configuration) ?? ReadOrCreate(paths.AdminToken)));

    /// <summary>Makes the file exist before anybody looks for it.</summary>
    public void Prepare() => _ = _hash.Value;

    /// <summary>Compares hashes: equally long whatever was sent, in a time that tells nothing.</summary>
    public bool Matches(string token) => CryptographicOperations.FixedTimeEquals(Hash(token), _hash.Value);

    private static string? Configured(IConfiguration configuration) => configuration[Key] is { Length: > 0 } token ? token : null;

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string ReadOrCreate(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: >= MinLength } known)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return known;
        }

        var created = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        AppPaths.WriteSecret(file, created);
        return created;
    }
}
