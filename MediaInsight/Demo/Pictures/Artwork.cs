using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Calm invented pictures: two colours and a motif for each title, the same at every request.</summary>
internal static class Artwork
{
    private const int WidestPoster = 300;
    private const int WidestBackdrop = 640;
    private const int WidestAvatar = 160;
    private const int Narrowest = 40;

    /// <summary>The golden angle keeps the hues of neighbours apart.</summary>
    private const double HueStep = 137.508;

    /// <summary>Null for a number that is no title and no group.</summary>
    public static byte[]? For(int number, bool backdrop, int width)
    {
        var catalogue = Catalogue.Instance;
        if (catalogue.GroupByNumber.TryGetValue(number, out var group))
        {
            // Seasons look like their show in another light; so do an artist's albums.
            var like = group.Kind is GroupKind.Season && group.Parent is { } show ? show.Number : number;
            return Paint(like, number, backdrop ? Shape.Backdrop : group.Kind is GroupKind.Show or GroupKind.Season ? Shape.Poster : Shape.Square, width);
        }

        return catalogue.ByNumber.TryGetValue(number, out var item)
            ? Paint(item.Grandparent?.Number ?? number, number, backdrop || item.Kind == MediaKind.Episode ? Shape.Backdrop : item.Kind == MediaKind.Movie ? Shape.Poster : Shape.Square, width)
            : null;
    }

    public static byte[] Avatar(int person, int width)
    {
        var size = Math.Clamp(width, Narrowest, WidestAvatar);
        var canvas = new Canvas(size, size);
        var hue = person * HueStep;
        canvas.Gradient(Colour.Hsl(hue, 0.45, 0.62), Colour.Hsl(hue + 30, 0.5, 0.42));
        var light = Colour.Hsl(hue + 15, 0.4, 0.88);
        canvas.Disc(size * 0.5f, size * 1.08f, size * 0.42f, light, 0.9f);
        canvas.Disc(size * 0.5f, size * 0.4f, size * 0.19f, light);
        return canvas.ToPng();
    }

    private static byte[] Paint(int like, int number, Shape shape, int width)
    {
        var (most, ratio) = shape switch { Shape.Poster => (WidestPoster, 1.5), Shape.Backdrop => (WidestBackdrop, 9.0 / 16), _ => (WidestPoster, 1.0) };
        var wide = Math.Clamp(width, Narrowest, most);
        var canvas = new Canvas(wide, (int)Math.Round(wide * ratio));
        var dice = Dice.For(900, like);
        var hue = (like * HueStep) + ((number - like) * 3);
        var second = hue + dice.Pick<double>([35, -40, 150, 65]);
        canvas.Gradient(Colour.Hsl(hue, 0.42, dice.Between(0.52, 0.7)), Colour.Hsl(second, 0.5, dice.Between(0.34, 0.5)));
        Action<Canvas, Dice, double, double> motif = shape == Shape.Square
            ? dice.Pick<Action<Canvas, Dice, double, double>>([Rings, Waves, Moons])
            : dice.Pick<Action<Canvas, Dice, double, double>>([Mountains, Mountains, Waves, Dunes, City, Moons]);
        motif(canvas, dice, hue, second);
        return canvas.ToPng();
    }

    private static void Sun(Canvas canvas, Dice dice, double hue)
    {
        var radius = canvas.Width * (float)dice.Between(0.09, 0.17);
        var (x, y) = (canvas.Width * (float)dice.Between(0.22, 0.78), canvas.Height * (float)dice.Between(0.2, 0.4));
        var light = Colour.Hsl(hue + 20, 0.7, 0.9);
        canvas.Disc(x, y, radius * 1.9f, light, 0.12f);
        canvas.Disc(x, y, radius * 1.4f, light, 0.18f);
        canvas.Disc(x, y, radius, light, 0.9f);
    }

    private static void Mountains(Canvas canvas, Dice dice, double hue, double second)
    {
        Sun(canvas, dice, hue);
        for (var layer = 0; layer < 4; layer++)
        {
            var (a, b, c) = ((float)dice.Between(0, 6), (float)dice.Between(4, 8), (float)dice.Between(0, 6));
            var middle = canvas.Height * (0.46f + (layer * 0.13f));
            var tall = canvas.Height * (0.13f - (layer * 0.02f));
            Layer(canvas, layer, second, x =>
            {
                var t = (float)x / canvas.Width;
                return middle - (tall * MathF.Abs(MathF.Sin((t * b) + a))) - (tall * 0.3f * MathF.Abs(MathF.Sin((t * b * 2.7f) + c)));
            });
        }
    }

    private static void Dunes(Canvas canvas, Dice dice, double hue, double second)
    {
        Sun(canvas, dice, hue);
        for (var layer = 0; layer < 3; layer++)
        {
            var (a, b) = ((float)dice.Between(0, 6), (float)dice.Between(2, 4));
            var middle = canvas.Height * (0.55f + (layer * 0.15f));
            Layer(canvas, layer, second, x => middle + (canvas.Height * 0.07f * MathF.Sin(((float)x / canvas.Width * b) + a)));
        }
    }

    private static void Waves(Canvas canvas, Dice dice, double hue, double second)
    {
        for (var layer = 0; layer < 5; layer++)
        {
            var a = (float)dice.Between(0, 6);
            var middle = canvas.Height * (0.3f + (layer * 0.15f));
            Layer(canvas, layer, second, x => middle + (canvas.Height * 0.045f * MathF.Sin(((float)x / canvas.Width * 6.5f) + a)));
        }
    }

    private static void City(Canvas canvas, Dice dice, double hue, double second)
    {
        Sun(canvas, dice, hue);
        for (var layer = 0; layer < 3; layer++)
        {
            var count = 9 - (layer * 2);
            var roofs = Enumerable.Range(0, count + 1).Select(_ => canvas.Height * (float)(dice.Between(0.42, 0.68) + (layer * 0.11))).ToArray();
            Layer(canvas, layer + 1, second, x => roofs[x * count / canvas.Width]);
        }
    }

    private static void Rings(Canvas canvas, Dice dice, double hue, double second)
    {
        var (x, y) = (canvas.Width * (float)dice.Between(0.35, 0.65), canvas.Height * (float)dice.Between(0.35, 0.65));
        for (var ring = 6; ring >= 1; ring--)
        {
            var outer = canvas.Width * ring * 0.11f;
            canvas.Ring(x, y, outer - (canvas.Width * 0.045f), outer, Colour.Hsl(ring % 2 == 0 ? second : hue, 0.5, 0.78 - (ring * 0.06)), 0.75f);
        }
    }

    private static void Moons(Canvas canvas, Dice dice, double hue, double second)
    {
        for (var moon = 0; moon < 5; moon++)
        {
            var radius = canvas.Width * (float)dice.Between(0.08, 0.34);
            canvas.Disc(canvas.Width * (float)dice.Next(), canvas.Height * (float)dice.Next(), radius, Colour.Hsl(moon % 2 == 0 ? second : hue + 20, 0.5, dice.Between(0.45, 0.8)), 0.55f);
        }
    }

    private static void Layer(Canvas canvas, int layer, double hue, Func<int, float> line) =>
        canvas.Below(line, Colour.Hsl(hue + (layer * 6), 0.42, 0.46 - (layer * 0.075)), Colour.Hsl(hue + (layer * 6), 0.4, 0.36 - (layer * 0.065)));

    private enum Shape
    {
        Poster,
        Backdrop,
        Square,
    }
}
