using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MediaInsight.Analytics.Sharing;

/// <summary>The secret part of a shared address: 128 random bits.</summary>
internal static class ShareToken
{
    private const int Bytes = 16;

    /// <summary>Of every token.</summary>
    private const int Length = 22;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored; null for what cannot be a token.</summary>
    public static byte[]? Hash(string token) => token.Length == Length ? SHA256.HashData(Encoding.ASCII.GetBytes(token)) : null;
}
