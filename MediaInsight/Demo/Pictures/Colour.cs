namespace MediaInsight.Demo;

/// <summary>Red, green and blue, 0–1 each.</summary>
internal readonly record struct Colour(float R, float G, float B)
{
    /// <param name="hue">Degrees.</param>
    /// <param name="saturation">0–1.</param>
    /// <param name="lightness">0–1.</param>
    public static Colour Hsl(double hue, double saturation, double lightness)
    {
        var a = saturation * Math.Min(lightness, 1 - lightness);
        float Channel(int n)
        {
            var k = (n + (((hue % 360) + 360) % 360 / 30)) % 12;
            return (float)(lightness - (a * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1))));
        }

        return new(Channel(0), Channel(8), Channel(4));
    }

    public Colour Towards(Colour other, float share) => new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));
}
