using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>Takes fields of an answer away and fills others with what no server should write; the same for the same seed.</summary>
/// <param name="spared">Names of fields that keep their value; what lies below them is scrambled all the same.</param>
internal sealed class Scramble(int seed, IReadOnlySet<string> spared)
{
    private static readonly Func<JsonNode?>[] Nonsense =
    [
        () => null, () => true, () => false, () => 0, () => -1, () => 3.5, () => 1e300, () => long.MaxValue, () => long.MinValue, () => "", () => " ", () => "x", () => "-7",
        () => "NaN", () => "9999-99-99T99:99:99Z", () => "<b>\u0000\u202E\uFFFF", () => new string('\u05D0', 12_000), () => new JsonArray(), () => new JsonArray(null, 1, "a"),
        () => new JsonArray(new JsonArray()), () => new JsonObject(), () => new JsonObject { ["Id"] = new JsonArray(), ["id"] = -1 },
    ];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    /// <summary>Some fields of a row, at any depth.</summary>
    public void Row(JsonNode row) => Change(row, 1 + _random.Next(8));

    /// <summary>The attributes and children of an element.</summary>
    public void Row(XElement row)
    {
        for (var left = 1 + _random.Next(8); left > 0; left--)
        {
            var elements = row.DescendantsAndSelf().ToList();
            var element = elements[_random.Next(elements.Count)];
            var attributes = element.Attributes().Where(a => !spared.Contains(a.Name.LocalName)).ToList();
            if (attributes.Count == 0 || (_random.Next(6) == 0 && element != row && !spared.Contains(element.Name.LocalName)))
            {
                if (element != row && !spared.Contains(element.Name.LocalName)) { element.Remove(); }
            }
            else if (_random.Next(2) == 0)
            {
                attributes[_random.Next(attributes.Count)].Remove();
            }
            else
            {
                attributes[_random.Next(attributes.Count)].Value = _random.Next(6) switch { 0 => "", 1 => "x", 2 => "-7", 3 => "1e300", 4 => new string('\u05D0', 12_000), _ => "\u202E<b>" };
            }
        }
    }

    /// <summary>A whole answer: any field of it, or a part of its bytes.</summary>
    public byte[] Answer(byte[] body)
    {
        if (body.Length == 0)
        {
            return body;
        }

        switch (_random.Next(8))
        {
            case 0:
                return body[.._random.Next(body.Length)];
            case 1:
                var flipped = (byte[])body.Clone();
                for (var left = 1 + _random.Next(20); left > 0; left--) { flipped[_random.Next(flipped.Length)] = (byte)_random.Next(256); }
                return flipped;
            case 2:
                return body;
        }

        if (body[0] is not ((byte)'{' or (byte)'[') || JsonNode.Parse(body) is not { } root)
        {
            return body;
        }

        Change(root, 1 + _random.Next(40));
        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private void Change(JsonNode root, int times)
    {
        var places = new List<Action>();
        Collect(root, places);
        for (; times > 0 && places.Count > 0; times--)
        {
            places[_random.Next(places.Count)]();
        }
    }

    private void Collect(JsonNode node, List<Action> places)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (!spared.Contains(name)) { places.Add(() => Put(fields, name)); }
                if (value is not null) { Collect(value, places); }
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var index = i;
                places.Add(() => list[index] = Nonsense[_random.Next(Nonsense.Length)]());
                if (list[i] is { } entry) { Collect(entry, places); }
            }
        }
    }

    private void Put(JsonObject fields, string name)
    {
        if (_random.Next(3) == 0)
        {
            fields.Remove(name);
        }
        else
        {
            fields[name] = Nonsense[_random.Next(Nonsense.Length)]();
        }
    }
}
