using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>What makes two sights of one id the same title.</summary>
internal static class MediaFingerprint
{
    public static long Of(MediaRef media)
    {
        var text = string.Join('\u001f', (int)media.Kind, media.Title, media.ParentTitle, media.GrandparentTitle, media.SeasonNumber, media.EpisodeNumber);
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static string SearchText(MediaRef media) =>
        Folding.Fold(string.Join(' ', new[] { media.Title, media.GrandparentTitle, media.ParentTitle, media.ChannelName }.Where(t => t is not null).Distinct()));
}
