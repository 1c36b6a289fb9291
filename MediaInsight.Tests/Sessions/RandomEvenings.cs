using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>Evenings by chance, the same for the same seed.</summary>
internal static class RandomEvenings
{
    public static Evening Of(int seed)
    {
#pragma warning disable CA5394 // Not a secret: the same timelines in every run.
        var random = new Random(seed);
        var evening = new Evening { Poll = TimeSpan.FromSeconds(random.Next(1, 16)) };
        for (var viewer = random.Next(1, 5); viewer > 0; viewer--)
        {
            var watching = evening.Viewer($"viewer-{viewer}", slot: random.Next(4) == 0 ? "shared" : null);
            watching.IsAwayFor(random.Next(0, 60).Seconds());
            for (var step = random.Next(1, 12); step > 0; step--)
            {
                Step(watching, random);
            }
        }

        return evening;
    }

    private static void Step(Watching watching, Random random)
    {
        var time = random.Next(1, 400).Seconds();
        _ = random.Next(12) switch
        {
            0 => watching.Plays(Films.Episode(random.Next(1, 4)), random.Next(0, 1500).Seconds()).For(time),
            1 => watching.Plays(random.Next(2) == 0 ? Films.Song : Films.Channel).For(time),
            2 => watching.Pauses(time),
            3 => watching.Buffers(random.Next(1, 40).Seconds()),
            4 => watching.IsAwayFor(random.Next(1, 40).Seconds()),
            5 => watching.Idles(random.Next(1, 40).Seconds()),
            6 => watching.Streaming(random.Next(2) == 0 ? Films.Direct : Films.Transcoded).For(time),
            7 => watching.SeeksTo(random.Next(0, 5000).Seconds()).For(time),
            8 => watching.Plays(Films.Trailer).For(random.Next(5, 40).Seconds()),
            _ => watching.For(time),
        };
#pragma warning restore CA5394
    }
}
