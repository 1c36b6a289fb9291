namespace MediaInsight.Benchmarks.History;

/// <summary>Invented titles and names, accents and articles among them, as search and sorting meet them.</summary>
internal static class Words
{
    public static readonly string[] Genres = ["Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History", "Horror", "Mystery", "Romance", "Science Fiction", "Thriller", "War"];
    public static readonly string[] Styles = ["Ambient", "Blues", "Classical", "Electronic", "Folk", "Hip Hop", "Indie", "Jazz", "Metal", "Pop", "Rock", "Soul"];

    private static readonly string[] Qualities =
    [
        "Silent", "Crooked", "Golden", "Last", "Broken", "Hidden", "Distant", "Burning", "Pale", "Restless", "Northern", "Hollow", "Gentle", "Iron", "Paper", "Second", "Blue", "Wandering",
        "Forgotten", "Électric", "Wild", "Bitter", "Small", "Endless", "Borrowed", "Scarlet", "Winter", "Lonely", "Quiet", "Tall",
    ];

    private static readonly string[] Things =
    [
        "Harbour", "Road", "Orchard", "Letter", "Tower", "River", "Garden", "Mirror", "Engine", "Shore", "Lantern", "Bridge", "Island", "Clock", "Kitchen", "Forest", "Signal", "Wolf", "Ferry",
        "Market", "Café", "Station", "Valley", "Sparrow", "Key", "Storm", "Window", "Border", "Comet", "Lighthouse", "Attic", "Compass", "Señorita", "Kingdom", "Frost", "Carousel", "Mountain", "Orange", "Passenger", "Winter",
    ];

    private static readonly string[] Firsts =
    [
        "Ada", "Bruno", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Luís", "Mara", "Nils", "Oona", "Paul", "Quentin", "Rosa", "Søren", "Tilda",
        "Ugo", "Vera", "Wim", "Xenia", "Yusuf", "Zoë", "Anton", "Beate", "Chloé", "David",
    ];

    private static readonly string[] Lasts = ["Ahrens", "Bakker", "Castel", "Dunn", "Eriksen", "Fontaine", "Grün", "Hale", "Ivanov", "Jansen", "Köhler", "Lindqvist", "Moreau", "Novák", "Okoye", "Petit", "Quist", "Rossi", "Santos", "Tanaka"];

    public static string Title(Chance chance)
    {
        var (quality, thing) = (chance.Of(Qualities), chance.Of(Things));
        return chance.Below(6) switch
        {
            0 => $"The {quality} {thing}",
            1 => $"{quality} {thing}",
            2 => $"The {thing} of {chance.Of(Firsts)}",
            3 => $"A {thing} for {chance.Of(Firsts)}",
            4 => $"{thing} and {chance.Of(Things)}",
            _ => $"{chance.Of(Firsts)} and the {quality} {thing}",
        };
    }

    public static string Person(Chance chance) => $"{chance.Of(Firsts)} {chance.Of(Lasts)}";

    public static string First(int number) => Firsts[number % Firsts.Length];

    /// <summary>A name that nobody else of the household has.</summary>
    public static string Member(int number) => $"{Firsts[number % Firsts.Length]} {Lasts[number / Firsts.Length % Lasts.Length]}{(number >= Firsts.Length * Lasts.Length ? $" {1 + (number / (Firsts.Length * Lasts.Length))}" : "")}";

    public static IReadOnlyList<string> Some(string[] words, Chance chance) => [.. Enumerable.Range(0, chance.Between(1, 3)).Select(_ => chance.Of(words)).Distinct()];

    public static string Summary(Chance chance) =>
        $"{Person(chance)} comes back to the {chance.Of(Things).ToLowerInvariant()} after years away and finds a {chance.Of(Things).ToLowerInvariant()} that nobody asked for. "
        + $"Together with {Person(chance)} the {chance.Of(Qualities).ToLowerInvariant()} truth has to be found before the {chance.Of(Things).ToLowerInvariant()} is gone for good.";
}
