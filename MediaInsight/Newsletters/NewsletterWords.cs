using System.Globalization;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Domain;

namespace MediaInsight.Newsletters;

/// <summary>Every word of the mails, once for each language. A new language is one more of these, named in <see cref="For"/>.</summary>
public sealed record NewsletterWords
{
    public required string Language { get; init; }
    public required string DayFormat { get; init; }
    public required string Footer { get; init; }
    public required string OptOut { get; init; }
    public required string LeaveQuestion { get; init; }
    public required string LeaveThis { get; init; }
    public required string LeaveAll { get; init; }
    public required string ThisNewsletter { get; init; }
    public required string LeftTitle { get; init; }
    public required string LeftThis { get; init; }
    public required string LeftAll { get; init; }
    public required string NoLinkTitle { get; init; }
    public required string NoLink { get; init; }
    public required string NewOn { get; init; }
    public required string WeeklyReport { get; init; }
    public required string MonthlyReport { get; init; }
    public required string YearOf { get; init; }
    public required string YearOfHousehold { get; init; }
    public required string Movies { get; init; }
    public required string Shows { get; init; }
    public required string Episodes { get; init; }
    public required string Music { get; init; }
    public required string Artists { get; init; }
    public required string Books { get; init; }
    public required string Podcasts { get; init; }
    public required string Other { get; init; }
    public required string Season { get; init; }
    public required string Specials { get; init; }
    public required string OneEpisode { get; init; }
    public required string ManyEpisodes { get; init; }
    public required string ManyTracks { get; init; }
    public required string AndMore { get; init; }
    public required string Plays { get; init; }
    public required string WatchTime { get; init; }
    public required string ActivePeople { get; init; }
    public required string Transcodes { get; init; }
    public required string NewTitles { get; init; }
    public required string Growth { get; init; }
    public required string RemovedTitles { get; init; }
    public required string TopTitles { get; init; }
    public required string TopPeople { get; init; }
    public required string Problems { get; init; }
    public required string NoProblems { get; init; }
    public required string ServerOutages { get; init; }
    public required string FailedConversions { get; init; }
    public required string FailedJobs { get; init; }
    public required string FailedBackups { get; init; }
    public required string Alerts { get; init; }
    public required string ActiveDays { get; init; }
    public required string LongestDay { get; init; }
    public required string Streak { get; init; }
    public required string Days { get; init; }
    public required string BusiestHour { get; init; }
    public required string BusiestWeekday { get; init; }
    public required string Genres { get; init; }
    public required string Moments { get; init; }
    public required string Binge { get; init; }
    public required string Place { get; init; }
    public required string Hours { get; init; }
    public required string Minutes { get; init; }

    public static NewsletterWords English { get; } = new()
    {
        Language = "en",
        DayFormat = "d MMMM",
        Footer = "Sent by MediaInsight.",
        OptOut = "Unsubscribe",
        LeaveQuestion = "No longer get {0}?",
        LeaveThis = "Unsubscribe",
        LeaveAll = "From all newsletters of this site",
        ThisNewsletter = "this newsletter",
        LeftTitle = "Unsubscribed",
        LeftThis = "You no longer get this newsletter.",
        LeftAll = "You no longer get newsletters of this site.",
        NoLinkTitle = "This link is not valid",
        NoLink = "It may have been cut by the mail program. Take it from the mail once more.",
        NewOn = "New in the libraries",
        WeeklyReport = "The week on the servers",
        MonthlyReport = "The month on the servers",
        YearOf = "{0}: the year {1}",
        YearOfHousehold = "The year {0}",
        Movies = "Films",
        Shows = "Shows",
        Episodes = "Episodes",
        Music = "Music",
        Artists = "Artists",
        Books = "Audiobooks",
        Podcasts = "Podcasts",
        Other = "More",
        Season = "Season {0}",
        Specials = "Specials",
        OneEpisode = "1 episode",
        ManyEpisodes = "{0} episodes",
        ManyTracks = "{0} tracks",
        AndMore = "and {0} more",
        Plays = "Plays",
        WatchTime = "Watch time",
        ActivePeople = "Active people",
        Transcodes = "Converted",
        NewTitles = "New titles",
        Growth = "Libraries grew by",
        RemovedTitles = "Removed titles",
        TopTitles = "Most watched",
        TopPeople = "Who watched most",
        Problems = "Problems",
        NoProblems = "None.",
        ServerOutages = "Servers not reached",
        FailedConversions = "Conversions that failed",
        FailedJobs = "Jobs that failed",
        FailedBackups = "Backups that failed",
        Alerts = "Alerts",
        ActiveDays = "Days with something on",
        LongestDay = "Longest day",
        Streak = "Days in a row",
        Days = "{0} days",
        BusiestHour = "Favourite hour",
        BusiestWeekday = "Favourite day",
        Genres = "Genres",
        Moments = "Moments",
        Binge = "Most episodes in a day",
        Place = "Place in the household",
        Hours = "h",
        Minutes = "min",
    };

    public static NewsletterWords German { get; } = new()
    {
        Language = "de",
        DayFormat = "d. MMMM",
        Footer = "Gesendet von MediaInsight.",
        OptOut = "Abbestellen",
        LeaveQuestion = "{0} nicht mehr erhalten?",
        LeaveThis = "Abbestellen",
        LeaveAll = "Alle Newsletter dieser Seite",
        ThisNewsletter = "diesen Newsletter",
        LeftTitle = "Abbestellt",
        LeftThis = "Dieser Newsletter kommt nicht mehr.",
        LeftAll = "Von dieser Seite kommen keine Newsletter mehr.",
        NoLinkTitle = "Dieser Link ist nicht gültig",
        NoLink = "Vielleicht hat ihn das Mailprogramm abgeschnitten. Bitte noch einmal aus der Mail öffnen.",
        NewOn = "Neu in den Bibliotheken",
        WeeklyReport = "Die Woche auf den Servern",
        MonthlyReport = "Der Monat auf den Servern",
        YearOf = "{0}: das Jahr {1}",
        YearOfHousehold = "Das Jahr {0}",
        Movies = "Filme",
        Shows = "Serien",
        Episodes = "Folgen",
        Music = "Musik",
        Artists = "Interpreten",
        Books = "Hörbücher",
        Podcasts = "Podcasts",
        Other = "Weiteres",
        Season = "Staffel {0}",
        Specials = "Extras",
        OneEpisode = "1 Folge",
        ManyEpisodes = "{0} Folgen",
        ManyTracks = "{0} Titel",
        AndMore = "und {0} weitere",
        Plays = "Wiedergaben",
        WatchTime = "Sehdauer",
        ActivePeople = "Aktive Personen",
        Transcodes = "Umgewandelt",
        NewTitles = "Neue Titel",
        Growth = "Bibliotheken gewachsen um",
        RemovedTitles = "Entfernte Titel",
        TopTitles = "Am meisten gesehen",
        TopPeople = "Wer am meisten gesehen hat",
        Problems = "Probleme",
        NoProblems = "Keine.",
        ServerOutages = "Server nicht erreicht",
        FailedConversions = "Gescheiterte Umwandlungen",
        FailedJobs = "Gescheiterte Aufgaben",
        FailedBackups = "Gescheiterte Sicherungen",
        Alerts = "Alarme",
        ActiveDays = "Tage mit Wiedergaben",
        LongestDay = "Längster Tag",
        Streak = "Tage in Folge",
        Days = "{0} Tage",
        BusiestHour = "Liebste Stunde",
        BusiestWeekday = "Liebster Tag",
        Genres = "Genres",
        Moments = "Augenblicke",
        Binge = "Meiste Folgen an einem Tag",
        Place = "Platz im Haushalt",
        Hours = "Std.",
        Minutes = "Min.",
    };

    /// <summary>Cultures whose words there are; others are written in English with their own numbers and dates.</summary>
    public static NewsletterWords For(CultureInfo culture) => culture.TwoLetterISOLanguageName == "de" ? German : English;

    public string Duration(long ms, CultureInfo culture)
    {
        var minutes = ms / 60_000;
        return minutes < 60 ? $"{minutes} {Minutes}" : $"{(minutes / 60).ToString("N0", culture)} {Hours} {minutes % 60} {Minutes}";
    }

    public string Range(DateOnly from, DateOnly to, CultureInfo culture) =>
        $"{from.ToString(from.Year == to.Year ? DayFormat : DayFormat + " yyyy", culture)} – {to.ToString(DayFormat + " yyyy", culture)}";

    public string Heading(MediaKind kind) => kind switch
    {
        MediaKind.Movie => Movies,
        MediaKind.Episode => Shows,
        MediaKind.Track or MediaKind.MusicVideo => Music,
        MediaKind.Audiobook => Books,
        MediaKind.PodcastEpisode => Podcasts,
        _ => Other,
    };

    public string Heading(ReviewShelf shelf) => shelf switch
    {
        ReviewShelf.Movies => Movies,
        ReviewShelf.Shows => Shows,
        ReviewShelf.Episodes => Episodes,
        ReviewShelf.Artists => Artists,
        ReviewShelf.Books => Books,
        _ => Podcasts,
    };

    public static string Bytes(long bytes, CultureInfo culture)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return $"{value.ToString(value >= 100 || unit == 0 ? "N0" : "N1", culture)} {units[unit]}";
    }

    /// <summary>Null where nothing was before.</summary>
    public static string? Change(long now, long before, CultureInfo culture) =>
        before == 0 ? null : string.Create(culture, $"{((double)now / before) - 1:+0 %;−0 %;±0 %}");
}
