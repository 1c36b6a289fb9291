using MediaInsight.Analytics.Reviews;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>Puts fonts and posters into a review's picture.</summary>
internal sealed class ReviewDrawing(ReviewPosters posters, SiteClock clock, IWebHostEnvironment host)
{
    private const string FontFile = "lib/inter/inter-latin.woff2";
    private const int PosterWidth = 320;

    public async Task<string> DrawAsync(ReviewResult review, CancellationToken cancellationToken)
    {
        var pictures = new Dictionary<MediaItemId, string>();
        foreach (var item in ReviewPicture.Covers(review).Select(k => k.Item).OfType<MediaItemId>())
        {
            if (await posters.OfAsync(item, PosterWidth, cancellationToken) is { } image)
            {
                pictures[item] = $"data:{image.ContentType};base64,{Convert.ToBase64String(await File.ReadAllBytesAsync(image.File, cancellationToken))}";
            }
        }

        return ReviewPicture.Draw(new(review, clock.Culture, clock.Today, clock.Zone), await FontAsync(cancellationToken), pictures);
    }

    private async Task<string?> FontAsync(CancellationToken cancellationToken)
    {
        var file = host.WebRootFileProvider.GetFileInfo(FontFile);
        if (!file.Exists)
        {
            return null;
        }

        await using var stream = file.CreateReadStream();
        using var font = new MemoryStream();
        await stream.CopyToAsync(font, cancellationToken);
        return Convert.ToBase64String(font.ToArray());
    }
}
