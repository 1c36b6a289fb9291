namespace MediaInsight.Demo;

/// <summary>A picture that is painted layer over layer, with soft edges.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly Colour[] _pixels = new Colour[width * height];

    public int Width => width;
    public int Height => height;

    public void Gradient(Colour top, Colour bottom)
    {
        for (var y = 0; y < height; y++)
        {
            Array.Fill(_pixels, top.Towards(bottom, (float)y / height), y * width, width);
        }
    }

    /// <summary>Everything below a line is covered: hills, waves, roofs.</summary>
    /// <param name="line">Height of the line in pixels from the top, for a column.</param>
    public void Below(Func<int, float> line, Colour top, Colour bottom)
    {
        var highest = float.MaxValue;
        var edges = new float[width];
        for (var x = 0; x < width; x++)
        {
            edges[x] = line(x);
            highest = Math.Min(highest, edges[x]);
        }

        for (var y = Math.Max(0, (int)highest); y < height; y++)
        {
            var colour = top.Towards(bottom, Math.Clamp((y - highest) / height * 2, 0, 1));
            var row = _pixels.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var cover = y + 1 - edges[x];
                if (cover >= 1) { row[x] = colour; }
                else if (cover > 0) { row[x] = row[x].Towards(colour, cover); }
            }
        }
    }

    public void Disc(float centreX, float centreY, float radius, Colour colour, float strength = 1) => Ring(centreX, centreY, 0, radius, colour, strength);

    public void Ring(float centreX, float centreY, float inner, float outer, Colour colour, float strength = 1)
    {
        var (top, bottom) = (Math.Max(0, (int)(centreY - outer - 1)), Math.Min(height - 1, (int)(centreY + outer + 1)));
        var (left, right) = (Math.Max(0, (int)(centreX - outer - 1)), Math.Min(width - 1, (int)(centreX + outer + 1)));
        var (surely, within) = ((outer - 1) * (outer - 1), (outer + 1) * (outer + 1));
        var (hole, rim) = (inner <= 1 ? -1 : (inner - 1) * (inner - 1), inner <= 0 ? -1 : (inner + 1) * (inner + 1));
        for (var y = top; y <= bottom; y++)
        {
            var row = _pixels.AsSpan(y * width, width);
            for (var x = left; x <= right; x++)
            {
                var square = ((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY));
                if (square > within || square < hole)
                {
                    continue;
                }

                // Only the pixels at the two edges are partly covered.
                var cover = square < surely && square > rim ? 1 : Edge(MathF.Sqrt(square), inner, outer);
                row[x] = row[x].Towards(colour, cover * strength);
            }
        }
    }

    public byte[] ToPng()
    {
        var bytes = new byte[_pixels.Length * 3];
        for (var i = 0; i < _pixels.Length; i++)
        {
            var (r, g, b) = _pixels[i];
            bytes[i * 3] = (byte)((r * 255) + 0.5f);
            bytes[(i * 3) + 1] = (byte)((g * 255) + 0.5f);
            bytes[(i * 3) + 2] = (byte)((b * 255) + 0.5f);
        }

        return PngWriter.Write(width, height, bytes);
    }

    private static float Edge(float distance, float inner, float outer) =>
        Math.Clamp(outer - distance + 0.5f, 0, 1) * (inner <= 0 ? 1 : Math.Clamp(distance - inner + 0.5f, 0, 1));
}
