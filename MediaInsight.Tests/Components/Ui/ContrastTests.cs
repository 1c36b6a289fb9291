using System.Globalization;
using System.Text.RegularExpressions;
using MediaInsight.Tests.Architecture;

namespace MediaInsight.Tests.Components.Ui;

/// <summary>Reads tokens.css as it is served: the pairs that carry words and controls must be legible in every theme.</summary>
public sealed partial class ContrastTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Themes = Read();

    public static TheoryData<string> Names => ["dark", "light", "system", "contrast"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Words_reach_4_5_on_every_ground(string theme)
    {
        string[] words = ["text", "muted", "faint", "accent", "good", "warning", "danger", "direct-play", "direct-stream", "transcode"];

        Assert.All(Pairs(words), pair => AssertContrast(theme, pair.Front, pair.Ground, 4.5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Controls_and_marks_reach_3_on_every_ground(string theme)
    {
        string[] marks = ["control-line", "accent", "plex", "emby", "jellyfin", "audiobookshelf"];

        Assert.All(Pairs(marks), pair => AssertContrast(theme, pair.Front, pair.Ground, 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Words_on_filled_buttons_are_legible(string theme)
    {
        AssertContrast(theme, "on-accent", "accent", 4.5);
        AssertContrast(theme, "on-accent", "accent-hover", 4.5);
        AssertContrast(theme, "on-danger", "danger", 4.5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_colour_stands_out_from_its_card(string theme) =>
        Assert.All(Enumerable.Range(1, 8), n => AssertContrast(theme, $"chart-{n}", "surface", 3));

    [Fact]
    public void Every_theme_names_the_same_roles() =>
        Assert.All(Themes.Values, theme => Assert.Equal(Themes["dark"].Keys.Order(StringComparer.Ordinal), theme.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void Following_a_light_system_is_the_light_theme() => Assert.Equal(Themes["light"], Themes["system"]);

    [Fact]
    public void No_other_style_names_a_colour()
    {
        var folder = Path.Combine(Repository.Root, "MediaInsight");
        var files = Directory.GetFiles(Path.Combine(folder, "Components"), "*.css", SearchOption.AllDirectories)
            .Append(Path.Combine(folder, "wwwroot", "css", "app.css"))
            .Append(Path.Combine(folder, "wwwroot", "css", "vendor.css"));

        Assert.All(files, file => Assert.DoesNotMatch(@"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)])|\brgba?\(|\bhsla?\(", File.ReadAllText(file)));
    }

    private static IEnumerable<(string Front, string Ground)> Pairs(string[] fronts) =>
        from front in fronts from ground in new[] { "page", "surface", "raised" } select (front, ground);

    private static void AssertContrast(string theme, string front, string ground, double least)
    {
        var a = Luminance(Themes[theme][front]);
        var b = Luminance(Themes[theme][ground]);
        var ratio = (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
        Assert.True(ratio >= least, string.Create(CultureInfo.InvariantCulture, $"{theme}: {front} on {ground} is {ratio:0.00}, needs {least}"));
    }

    /// <summary>WCAG 2.2, relative luminance.</summary>
    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        var css = File.ReadAllText(Path.Combine(Repository.Root, "MediaInsight", "wwwroot", "css", "tokens.css"));
        return Block().Matches(css).ToDictionary(
            m => m.Groups["name"].Value,
            m => Token().Matches(m.Groups["body"].Value).ToDictionary(t => t.Groups["name"].Value, t => t.Groups["value"].Value.Trim()));
    }

    [GeneratedRegex(@"\[data-theme=""(?<name>\w+)""\]\s*\{(?<body>[^}]*)\}")]
    private static partial Regex Block();

    [GeneratedRegex(@"--(?<name>[\w-]+):\s*(?<value>[^;]+);")]
    private static partial Regex Token();
}
