namespace MediaInsight.Demo;

/// <summary>The words of the catalogue. Every title and name is invented; several try the page's handling of foreign text.</summary>
internal static class CatalogueTitles
{
    public static readonly (string Title, int Year)[] Movies =
    [
        ("The Lighthouse Keeper's Daughter of Varn", 2019), ("Salt and Cedar", 2016), ("A Map of Quiet Places", 2021), ("Nine Bridges", 2012),
        ("Übermorgen in Kiel", 2018), ("Der letzte Fährmann von Ömsund", 2014), ("Café Crépuscule", 2020), ("L'Été où la neige tomba", 2009),
        ("ليالي الياسمين البعيدة", 2022), ("שקיעה מעל הנמל הישן", 2017), ("雨と電車と猫", 2023), ("Picnic on Saturn 🪐", 2024),
        ("<b>Bold</b> & Daring", 2021), ("Orbit of the Paper Moon", 2015), ("The Ferrywoman", 2013), ("Copperfield Lane 9", 2011),
        ("Harvest of Glass", 2018), ("When the River Learned to Whistle", 2020), ("Halfway to Halcyon", 2017), ("Aunt Petra's Impossible Boat", 2010),
        ("Winter Orchard", 2008), ("The Cartographer's Apology", 2022), ("Velvet Antenna", 1998), ("Seven Minutes Past Yesterday", 2019),
        ("The Umbrella Parliament", 2016), ("Marigold Station", 2014), ("Low Tide, High Ground", 2023), ("Fjällvind", 2021),
        ("Between Two Chimneys", 2005), ("The Bicycle Oracle", 2012), ("A Slow Train to Belmora", 2007), ("Echoes over Lake Tamsin", 2020),
        ("The Night Baker", 2018), ("Sixteen Kinds of Blue", 2024), ("Sparrow Protocol", 2019), ("Deep Field", 2016),
        ("The Amber Exchange", 2013), ("Hollow Comet", 2022), ("Second Sun Rising", 2025), ("Ghost Frequency", 2011),
        ("The Long Way to Ostrava", 2010), ("Ink and Iron", 2015), ("Clara Who Counted Clouds", 2017), ("The Tin Astronomer", 2006),
        ("Pilgrims of the Seventh Floor", 2019), ("Monsoon Hotel", 2014), ("Vanilla Thunder", 2021), ("The Last Analog Summer", 2018),
        ("Goodnight, Mr. Pendleworth", 2003), ("Kites over Kestrel Bay", 2012), ("Tundra Waltz", 2016), ("A Spoonful of Midnight", 2020),
        ("Crimson Atlas", 2009), ("The Pearl Divers of Ano", 1994), ("Everything the Sea Forgot", 2023), ("Rooftop Botanists", 2022),
        ("The Understudy's Revenge", 2011), ("Static Hearts", 2018), ("Nocturne for Two Elevators", 2017), ("The Silver Thaw", 2015),
        ("Hotel Meridian, Room 12", 2019), ("Paper Lantern Heist", 2021), ("A Fox in the Archive", 2024), ("Gravity's Garden", 2020),
        ("The Whispering Turbine", 2022), ("Mosswood", 2013), ("Little Engines of Joy", 2016), ("Señora Valdés y el mar", 2018),
        ("O Último Farol", 2015), ("Łódź o północy", 2012), ("Ørkenens stjerner", 2019), ("Kırmızı Balon Durağı", 2021),
        ("The Quartermaster's Ghost", 2008), ("Dandelion War", 2017), ("Lemon Street Symphony", 2014), ("The Unfinished Bridge", 2001),
        ("Arctic Postcards", 2023), ("House of Forty Clocks", 2010), ("The Parachute Tailor", 2016), ("Blue Ledger", 2019),
        ("Cinder and Sage", 2022), ("Starling Road", 2018), ("The Kindness Algorithm", 2025), ("Beneath the Plum Tree", 2011),
        ("Moonmilk", 2020), ("The Juggler of Trieste", 2006), ("Sleepwalkers' Union", 2013), ("Tea with the Avalanche", 2021),
        ("Thirteen Oranges", 2017), ("The Sound of Felt", 2015), ("Outpost Willow", 2024), ("Captain Marzipan and the Sugar Reef", 2019),
        ("Captain Marzipan Returns", 2022), ("Otto the Otter Learns to Fly", 2020), ("The Dragon Who Hated Mondays", 2018), ("Snowglobe City", 2016),
        ("Pip & the Thunder Pumpkins", 2021), ("Robot Grandma", 2023), ("The Cloud Shepherd", 2014), ("Bramble Wood Tales", 2012),
        ("A Whale Called Tuesday", 2017), ("The Great Button Robbery", 2019), ("Concrete Tulips", 2010), ("The Border of Sleep", 2014),
        ("Parallel Lives of Iris Vane", 2023), ("Redshift Motel", 2018), ("The Archivist of Small Sounds", 2021), ("Long Exposure", 2016),
        ("Weather for Strangers", 2020), ("The Honey Courier", 2013), ("Black Sand Sonata", 2009), ("Tomorrow's Lanterns", 2024),
        ("The Ninth Violin", 2011), ("Cold Harbour Confidential", 1987), ("Signal at Dawn", 2015), ("The Tangerine Conspiracy", 2004),
        ("Driftwood Kings", 2018), ("An Inventory of Stars", 2022), ("The Glassblower's Son", 2007), ("Evergreen Terminal", 2025),
    ];

    /// <summary>Minutes is an episode's usual length.</summary>
    public static readonly (string Title, int Year, int Seasons, int Episodes, int Minutes, bool Specials)[] Shows =
    [
        ("Harbor Nine", 2017, 4, 10, 48, true), ("The Clockmaker's Guild", 2020, 3, 8, 55, false), ("Kitchen Comets", 2021, 2, 12, 24, false),
        ("Nordlicht", 2019, 3, 6, 58, false), ("Parish of Small Wonders", 2015, 3, 8, 44, false), ("Mission Lark", 2022, 2, 10, 51, true),
        ("Undergrowth", 2018, 2, 8, 47, false), ("The Inspector Wears Tweed", 2013, 4, 6, 62, false), ("Apartment 404", 2020, 3, 13, 22, false),
        ("Solstice Valley", 2023, 2, 8, 54, false), ("Die Brückenbauer", 2016, 2, 7, 50, false), ("Les Voisins d'à côté", 2019, 2, 10, 26, false),
        ("Paper Planets", 2021, 2, 10, 23, true), ("Otter & Owl", 2018, 3, 14, 11, false), ("Tiny Engine Town", 2016, 2, 16, 12, false),
        ("星を拾う人", 2022, 1, 12, 24, false), ("Ember Court", 2019, 3, 9, 56, false), ("Second Violin", 2024, 1, 8, 49, false),
        ("Greenhouse Effect", 2020, 2, 10, 28, false), ("The Longest Ferry", 2012, 2, 8, 45, false), ("Quiet Engines", 2023, 2, 8, 53, false),
        ("Wilderness Kitchen", 2017, 2, 10, 42, false), ("Blueprint Detectives", 2014, 3, 8, 43, false), ("Saltwater Republic", 2021, 2, 8, 57, false),
        ("How Things Float", 2022, 2, 6, 38, false),
    ];

    public static readonly (string Artist, string Album, int Year, int Tracks)[] Albums =
    [
        ("The Paper Tigers Club", "Origami Weather", 2018, 10), ("The Paper Tigers Club", "Fold Here", 2021, 11), ("Marlow & the Tides", "Ebb", 2015, 9),
        ("Marlow & the Tides", "Flow", 2017, 9), ("Marlow & the Tides", "Moon Says When", 2022, 10), ("Ida Fenn", "Small Rooms", 2019, 8),
        ("Ida Fenn", "Bigger Windows", 2023, 9), ("Kontrabass Kollektiv", "Grüße aus dem Keller", 2016, 8), ("Kontrabass Kollektiv", "Über Nacht", 2020, 8),
        ("Los Faroles", "Calle Sin Prisa", 2014, 12), ("Los Faroles", "Verano Eléctrico", 2018, 12), ("Aurora Kjeldsen", "Nordic Machines", 2021, 10),
        ("Aurora Kjeldsen", "Fjord Loops", 2024, 10), ("Dust Radio", "Long Wave", 2011, 9), ("Dust Radio", "Short Wave", 2013, 9),
        ("Dust Radio", "Static Bouquet", 2019, 11), ("Mina Osei", "Gold Teeth, Soft Heart", 2022, 12), ("Mina Osei", "Accra Midnight", 2024, 12),
        ("String Quartet No. 0", "Empty Concert Hall", 2012, 6), ("String Quartet No. 0", "Seven Silences", 2016, 7), ("Yuki Tanabe", "夜のピアノ", 2020, 9),
        ("Yuki Tanabe", "Rain Études", 2023, 9), ("The Velvet Postmen", "Return to Sender Again", 1999, 10), ("The Velvet Postmen", "First Class", 2003, 10),
        ("Cassette Botany", "Fern", 2021, 8), ("Cassette Botany", "Moss", 2022, 8), ("Cassette Botany", "Lichen", 2024, 8),
        ("Big Lantern Brass", "Parade for Nobody", 2017, 9), ("Big Lantern Brass", "Encore in the Rain", 2020, 10), ("Élodie Marchand", "Chansons pour un mardi", 2019, 11),
    ];

    public static readonly (string Title, string Author, string Narrator, string? Series, int Part, int Year, double Hours)[] Books =
    [
        ("The Salt Meridian", "Oriel Vance", "Judith Ames", "Meridian Cycle", 1, 2014, 14.2), ("The Glass Meridian", "Oriel Vance", "Judith Ames", "Meridian Cycle", 2, 2016, 15.8),
        ("The Last Meridian", "Oriel Vance", "Judith Ames", "Meridian Cycle", 3, 2019, 17.1), ("A Lantern for Ferrymen", "Tomas Rook", "Peter Hale", null, 0, 2018, 9.4),
        ("Inspector Holm and the Frozen Choir", "Birgit Aas", "Lars Mortensen", "Inspector Holm", 1, 2009, 8.8), ("Inspector Holm and the Empty Sauna", "Birgit Aas", "Lars Mortensen", "Inspector Holm", 2, 2011, 9.1),
        ("Inspector Holm and the Midsummer Debt", "Birgit Aas", "Lars Mortensen", "Inspector Holm", 3, 2013, 9.9), ("How to Listen to Moss", "Fern Adeyemi", "Fern Adeyemi", null, 0, 2021, 6.2),
        ("The Slow Habit", "Dr. Nell Katz", "Amy Brand", null, 0, 2020, 5.5), ("Forty Walks before Breakfast", "Gideon Pell", "Gideon Pell", null, 0, 2017, 7.3),
        ("Die Uhrmacherin von Görlitz", "Hanne Krüger", "Sven Ohlsen", null, 0, 2018, 11.6), ("Der Garten hinter dem Deich", "Hanne Krüger", "Sven Ohlsen", null, 0, 2021, 10.2),
        ("L'Archipel des silences", "Solène Durand", "Marc Vidal", null, 0, 2016, 8.1), ("The Starfall Ledger", "K. J. Amari", "Dominic Shaw", "Starfall", 1, 2015, 19.7),
        ("The Starfall Debt", "K. J. Amari", "Dominic Shaw", "Starfall", 2, 2017, 21.3), ("The Starfall Peace", "K. J. Amari", "Dominic Shaw", "Starfall", 3, 2020, 22.9),
        ("Rivers without Maps", "Ruth Calloway", "Ellen Park", null, 0, 2012, 12.4), ("A Short History of Buttons", "Prof. Ines Moura", "Clive Barrow", null, 0, 2019, 6.8),
        ("The Weight of Feathers and Forks", "Lena Arkwright", "Sophie Lane", null, 0, 2022, 10.5), ("Murder at the Marmalade Fair", "Dorothea Finch", "Nigel Crane", "Miss Quill", 1, 2008, 7.7),
        ("Murder on the Model Railway", "Dorothea Finch", "Nigel Crane", "Miss Quill", 2, 2010, 7.9), ("Murder in the Maze", "Dorothea Finch", "Nigel Crane", "Miss Quill", 3, 2012, 8.3),
        ("Otto the Otter's Bedtime Book", "Pia Holmgren", "Maja Berg", null, 0, 2020, 2.1), ("The Dragon's Homework", "Pia Holmgren", "Maja Berg", null, 0, 2021, 3.4),
        ("Orchard of Second Chances", "Mae Donnelly", "Keira Walsh", null, 0, 2018, 11.1), ("Thirteen Letters to Lisbon", "Rui Tavora", "André Luz", null, 0, 2015, 9.6),
        ("The Quantum Gardener", "Sanjay Iyer", "Ravi Menon", null, 0, 2022, 13.0), ("Signals from the Attic", "Hugo Brandt", "Paul Etter", null, 0, 2019, 8.6),
        ("Beekeeping for Astronauts", "Wren Ottoway", "Wren Ottoway", null, 0, 2023, 7.0), ("The House That Learned Latin", "Edmund Sorrel", "Giles Wynn", null, 0, 2011, 10.9),
        ("Cold Tea and Comets", "Mabel Stroud", "Tess Harrow", null, 0, 2021, 9.3), ("The Patience of Lighthouses", "Callum Reid", "Ewan Fraser", null, 0, 2017, 12.8),
        ("مدينة الورق", "سلمى الحداد", "نادر يوسف", null, 0, 2019, 8.4), ("The Bridge Tender", "Walter Nygaard", "Ole Strand", null, 0, 2014, 11.9),
        ("Nothing but Weather", "Priya Raman", "Asha Nair", null, 0, 2020, 10.0), ("Soup for Revolutionaries", "Carla Jimenez", "Lucía Vera", null, 0, 2016, 9.0),
        ("A Compass Made of Bread", "Oskar Lind", "Jonas Ek", null, 0, 2022, 7.6), ("The Ninefold Key", "T. R. Ashgrove", "Miles Denholm", "Keys of Arden", 1, 2018, 24.5),
        ("The Tenfold Door", "T. R. Ashgrove", "Miles Denholm", "Keys of Arden", 2, 2021, 26.2), ("Night Trains of Europe, Retold", "Magda Novák", "Petr Dvořák", null, 0, 2023, 13.7),
    ];

    public static readonly (string Title, string Author, int Minutes)[] Podcasts =
    [
        ("Kettle & Kernel", "Dana Whitlock", 52), ("The Slow News Hour", "Harriet Boone", 38), ("Sternstunden um Neun", "Moritz Fuchs", 61), ("Tiny Histories", "Leo Abara", 24),
        ("Garden Gate Radio", "Maude Ellery", 33), ("Two Chairs, One Lamp", "Nico & Freya", 74), ("Commuter Physics", "Dr. Aoife Byrne", 29), ("Bedtime for Grown-ups 🌙", "Sol Rivera", 41),
    ];

    public static readonly (string Name, string Number, string[] Programmes)[] Channels =
    [
        ("Kanal Eins HD", "1", ["Morgenmagazin", "Mittagsjournal", "Die Küchenprofis", "Abendschau", "Der Samstagskrimi", "Nachtstudio"]),
        ("Northern News 24", "2", ["Headlines", "World Report", "Business Briefing", "The Debate", "Weather Desk", "Late Edition"]),
        ("Arena Sport", "7", ["Matchday Live", "Cycling Classics", "Track & Trail", "The Locker Room", "Ringside", "Highlights"]),
        ("Panorama Docs", "11", ["Islands from Above", "Machines at Work", "Deep Water", "The Last Forests", "Cities by Night", "Time Capsule"]),
        ("Kids Planet", "15", ["Otter & Owl", "Tiny Engine Town", "Craft Corner", "Story Bus", "Animal Antics", "Goodnight Planet"]),
        ("Retro Cinema", "21", ["Matinée", "Black & White Hour", "Cult Classics", "Double Feature", "Silent Night", "Midnight Movie"]),
    ];

    public static readonly string[] Adjectives =
    [
        "Quiet", "Borrowed", "Broken", "Golden", "Second", "Hidden", "Last", "Paper", "Burning", "Distant", "Crooked", "Hollow", "Silver", "Patient",
        "Restless", "Forgotten", "Northern", "Sudden", "Gentle", "Iron", "Missing", "Open", "Thin", "Bitter",
    ];

    public static readonly string[] Nouns =
    [
        "Ledger", "Harbour", "Promise", "Winter", "Signal", "Bridge", "Orchard", "Stranger", "Compass", "Lantern", "Garden", "Verdict", "Echo", "Anchor",
        "Mirror", "Letter", "Window", "Crossing", "Storm", "Feast", "Alibi", "Tide", "Key", "Homecoming",
    ];

    public static readonly string[] Topics =
    [
        "the library that lends tools", "why bread rises", "a map drawn from memory", "the town that moved uphill", "sleeping on trains", "how bridges sing",
        "a very old recipe", "the smallest museum", "weather before satellites", "the island with one road", "letters that arrived late", "fixing what is not broken",
        "the man who counted birds", "keys without locks", "a night at the observatory", "learning to whistle", "the colour of maps", "listener questions",
    ];

    public static readonly string[] MovieGenres = ["Drama", "Comedy", "Adventure", "Mystery", "Science Fiction", "Thriller", "Romance", "Family", "Animation", "Documentary"];
}
