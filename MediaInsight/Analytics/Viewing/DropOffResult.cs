using MediaInsight.Domain;

namespace MediaInsight.Analytics.Viewing;

/// <param name="Percent">0, 5 … 100.</param>
/// <param name="Viewings">That got so far or farther.</param>
/// <param name="Share">0–1, of those with a told length.</param>
public sealed record DropOffPoint(int Percent, int Viewings, double Share);

/// <param name="Viewers">Persons who played it.</param>
/// <param name="Completed">Of them, those who reached the watched threshold.</param>
/// <param name="Reached">Persons who played it or a later one (specials are no later ones).</param>
public sealed record EpisodeReach(MediaItemId Item, string Title, int? Season, int? Episode, int Viewers, int Completed, int Reached);

/// <summary>
/// How far people get in one title. A viewing is a person with a film, an episode, a track …: the farthest point of all
/// plays that began in the range counts, however often it was stopped or begun anew.
/// </summary>
/// <param name="Title">As its server calls it.</param>
/// <param name="Viewers">Persons.</param>
/// <param name="Viewings">Of a film as many as persons; of a show one for each person and episode.</param>
/// <param name="Told">Viewings with a told length: what the curve is of.</param>
/// <param name="Completed">Viewings that reached the watched threshold.</param>
/// <param name="Curve">Empty when no length is told.</param>
/// <param name="Episodes">Of a show, season or podcast in order, also those that nobody played; else empty.</param>
public sealed record DropOffResult(
    MediaItemId Item, MediaKind Kind, string Title, int Viewers, int Viewings, int Told, int Completed, IReadOnlyList<DropOffPoint> Curve, IReadOnlyList<EpisodeReach> Episodes)
{
    /// <summary>0–1; null: nobody began it.</summary>
    public double? CompletionRate => Viewings == 0 ? null : (double)Completed / Viewings;
}
