using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>What a player can do by itself; everything else the server has to convert.</summary>
internal enum PlayerAbility
{
    /// <summary>Plays whatever lies on the disk.</summary>
    Everything,

    /// <summary>A television app of some years ago: no HDR, no AV1, no TrueHD, no DTS.</summary>
    OlderTelevision,

    /// <summary>A browser: H.264 and AAC in MP4 only.</summary>
    Browser,

    /// <summary>Modern codecs, SDR, two channels.</summary>
    Phone,
}

/// <param name="ExternalId">The server's id of the account.</param>
internal sealed record Account(Person Person, ServerKind Server, string ExternalId, string Name, bool IsAdministrator);

internal sealed record Person(int Number, string Name, string Wan, bool LivesHere, IReadOnlyDictionary<ServerKind, string> Names)
{
    public Account? On(ServerKind server) => Names.TryGetValue(server, out var name)
        ? new(this, server, IdOn(server), name, Number == 1)
        : null;

    private string IdOn(ServerKind server) => server switch
    {
        // The owner of a Plex server is always account 1 there.
        ServerKind.Plex => Number == 1 ? "1" : (88_100_000 + (Number * 7_411)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ServerKind.Audiobookshelf => DemoIds.Dashed($"audiobookshelf user {Number}"),
        _ => DemoIds.Hex($"{server} user {Number}"),
    };
}

/// <summary>An app on a machine, known to one server.</summary>
/// <param name="Lan">Its address at home.</param>
/// <param name="Travels">Is carried along and used away from home.</param>
internal sealed record Device(
    int Number, Person Owner, ServerKind Server, string Name, string Client, string Version, string Platform, string PlatformVersion, string Model,
    PlayerAbility Ability, string Lan, bool Travels)
{
    public string ExternalId => Server switch
    {
        ServerKind.Plex => DemoIds.Hex($"plex device {Number}")[..24],
        ServerKind.Jellyfin => DemoIds.Hex($"jellyfin device {Number}"),
        ServerKind.Emby => DemoIds.Dashed($"emby device {Number}"),
        _ => DemoIds.Hex($"audiobookshelf device {Number}")[..16],
    };

    /// <summary>Emby and Jellyfin keep one session for a device, playing or not.</summary>
    public string SessionId => DemoIds.Hex($"{Server} session {Number}");

    // non-null: the household gives devices only to people with an account on the device's server
    public Account Account => Owner.On(Server)!;

    /// <summary>Where a stream to it goes: somebody who does not live here is always outside.</summary>
    public (string Address, NetworkLocation Location) AddressWhen(bool away) =>
        Owner.LivesHere && !(away && Travels) ? (Lan, NetworkLocation.Lan)
        : away && Owner.LivesHere ? ($"198.51.100.{40 + Owner.Number}", NetworkLocation.Wan)
        : (Owner.Wan, NetworkLocation.Wan);
}

/// <summary>Ten invented people, their accounts and the machines they use. Addresses outside are from the documentation ranges.</summary>
internal static class Household
{
    private const ServerKind P = ServerKind.Plex;
    private const ServerKind E = ServerKind.Emby;
    private const ServerKind J = ServerKind.Jellyfin;
    private const ServerKind A = ServerKind.Audiobookshelf;

    public static readonly Person Mara = new(1, "Mara Lindqvist", "203.0.113.10", true, Names((P, "mara"), (E, "Mara"), (J, "mara"), (A, "mara")));
    public static readonly Person Tobias = new(2, "Tobias Brandt", "203.0.113.10", true, Names((P, "tobias.brandt"), (J, "tobias"), (A, "tobias")));
    public static readonly Person Zoe = new(3, "Zoë Öztürk", "203.0.113.10", true, Names((P, "Zoë Öztürk"), (J, "zoë")));
    public static readonly Person Lotte = new(4, "Lotte Brandt", "203.0.113.10", true, Names((J, "Lotte 🦊"), (E, "Lotte")));
    public static readonly Person Juergen = new(5, "Jürgen Weiß", "203.0.113.58", false, Names((E, "Jürgen"), (P, "juergen_w")));
    public static readonly Person Amal = new(6, "Amal Rahmani", "203.0.113.91", false, Names((J, "amal"), (P, "أمل رحماني")));
    public static readonly Person Emile = new(7, "Émile Laurent", "198.51.100.17", false, Names((E, "Émile"), (P, "emile.l")));
    public static readonly Person Kenji = new(8, "Kenji Mori", "198.51.100.23", false, Names((P, "kenji.mori"), (J, "健二")));
    public static readonly Person Rosa = new(9, "Rosa Marchetti", "203.0.113.140", false, Names((A, "rosa"), (E, "Rosa")));
    public static readonly Person Ingrid = new(10, "Ingrid Søndergaard", "198.51.100.77", false, Names((A, "ingrid"), (P, "IngridS")));

    public static readonly IReadOnlyList<Person> People = [Mara, Tobias, Zoe, Lotte, Juergen, Amal, Emile, Kenji, Rosa, Ingrid];

    public static readonly Device MaraTv = new(1, Mara, P, "Living room TV", "Plex for Android (TV)", "10.26.0", "Android", "14", "SHIELD Android TV", PlayerAbility.Everything, "192.168.1.20", false);
    public static readonly Device MaraTablet = new(2, Mara, P, "Mara's iPad", "Plex for iOS", "8.45", "iOS", "18.5", "iPad14,5", PlayerAbility.Phone, "192.168.1.31", true);
    public static readonly Device MaraPhone = new(3, Mara, P, "Mara's Pixel", "Plexamp", "4.12.4", "Android", "15", "Pixel 9", PlayerAbility.Phone, "192.168.1.32", true);
    public static readonly Device MaraBooks = new(4, Mara, A, "Google Pixel 9", "Abs Android", "0.10.1", "Android", "15", "Pixel 9", PlayerAbility.Phone, "192.168.1.32", true);
    public static readonly Device MaraEmby = new(5, Mara, E, "Study browser", "Emby Web", "4.9.1.90", "Firefox", "140", "Firefox Linux", PlayerAbility.Browser, "192.168.1.33", false);
    public static readonly Device TobiasAttic = new(6, Tobias, J, "Attic projector", "Jellyfin Android TV", "0.18.11", "Android TV", "12", "BRAVIA 4K", PlayerAbility.Everything, "192.168.1.40", false);
    public static readonly Device TobiasWeb = new(7, Tobias, P, "Chrome", "Plex Web", "4.147.1", "Chrome", "139.0", "hosted", PlayerAbility.Browser, "192.168.1.41", false);
    public static readonly Device TobiasBooks = new(8, Tobias, A, "Apple iPhone15,4", "Abs iOS", "0.9.81", "iOS", "18.5", "iPhone15,4", PlayerAbility.Phone, "192.168.1.42", true);
    public static readonly Device ZoeMusic = new(9, Zoe, P, "Zoë's iPhone", "Plexamp", "4.12.4", "iOS", "18.5", "iPhone16,1", PlayerAbility.Phone, "192.168.1.50", true);
    public static readonly Device ZoeLaptop = new(10, Zoe, J, "Zoë's laptop", "Jellyfin Web", "10.11.6", "Firefox", "140", "Firefox", PlayerAbility.Browser, "192.168.1.51", false);
    public static readonly Device LotteTablet = new(11, Lotte, J, "Kids' tablet", "Swiftfin iPadOS", "1.3", "iPadOS", "17.7", "iPad", PlayerAbility.Phone, "192.168.1.60", false);
    public static readonly Device LotteTv = new(12, Lotte, E, "Playroom TV", "Emby for Samsung", "2.3.1", "Tizen", "6.5", "Samsung Smart TV", PlayerAbility.OlderTelevision, "192.168.1.61", false);
    public static readonly Device JuergenTv = new(13, Juergen, E, "Wohnzimmer", "Emby for Fire TV", "2.1.26", "Fire TV", "7.7", "AFTKA", PlayerAbility.OlderTelevision, "192.168.1.70", false);
    public static readonly Device JuergenWeb = new(14, Juergen, P, "Edge", "Plex Web", "4.147.1", "Microsoft Edge", "139.0", "hosted", PlayerAbility.Browser, "192.168.1.71", false);
    public static readonly Device AmalWeb = new(15, Amal, J, "Chrome", "Jellyfin Web", "10.11.6", "Chrome", "139", "Chrome", PlayerAbility.Browser, "192.168.1.80", false);
    public static readonly Device AmalTv = new(16, Amal, P, "Bedroom Roku", "Plex for Roku", "8.9.9", "Roku", "14.5", "Roku Express 4K", PlayerAbility.OlderTelevision, "192.168.1.81", false);
    public static readonly Device EmileWeb = new(17, Emile, E, "Safari macOS", "Emby Web", "4.9.1.90", "Safari", "18", "Safari macOS", PlayerAbility.Browser, "192.168.1.90", false);
    public static readonly Device EmileTv = new(18, Emile, P, "Salon", "Plex for Apple TV", "8.45", "tvOS", "18.5", "AppleTV14,1", PlayerAbility.Everything, "192.168.1.91", false);
    public static readonly Device KenjiTv = new(19, Kenji, P, "リビング", "Plex for LG", "5.96.0", "webOS", "24.0", "OLED55C4", PlayerAbility.Everything, "192.168.1.100", false);
    public static readonly Device KenjiPhone = new(20, Kenji, J, "Kenji's Xperia", "Findroid", "0.15.6", "Android", "15", "Xperia 1 VI", PlayerAbility.Phone, "192.168.1.101", true);
    public static readonly Device RosaBooks = new(21, Rosa, A, "Apple iPad13,18", "Abs iOS", "0.9.81", "iOS", "18.4", "iPad13,18", PlayerAbility.Phone, "192.168.1.110", true);
    public static readonly Device RosaTv = new(22, Rosa, E, "Salotto", "Emby for Android TV", "2.1.26", "Android TV", "11", "Mi Box S", PlayerAbility.OlderTelevision, "192.168.1.111", false);
    public static readonly Device IngridBooks = new(23, Ingrid, A, "Samsung SM-S921B", "Abs Android", "0.10.1", "Android", "15", "SM-S921B", PlayerAbility.Phone, "192.168.1.120", true);
    public static readonly Device IngridWeb = new(24, Ingrid, A, "Windows 10 Chrome", "Abs Web", "2.36.0", "Windows", "10", "Chrome", PlayerAbility.Browser, "192.168.1.121", false);
    public static readonly Device IngridTv = new(25, Ingrid, P, "Stue", "Plex for Chromecast", "4.20.0", "Chromecast", "1.68", "Chromecast Ultra", PlayerAbility.OlderTelevision, "192.168.1.122", false);

    public static readonly IReadOnlyList<Device> Devices =
    [
        MaraTv, MaraTablet, MaraPhone, MaraBooks, MaraEmby, TobiasAttic, TobiasWeb, TobiasBooks, ZoeMusic, ZoeLaptop, LotteTablet, LotteTv, JuergenTv,
        JuergenWeb, AmalWeb, AmalTv, EmileWeb, EmileTv, KenjiTv, KenjiPhone, RosaBooks, RosaTv, IngridBooks, IngridWeb, IngridTv,
    ];

    public static IEnumerable<Account> AccountsOn(ServerKind server) => People.Select(p => p.On(server)).OfType<Account>();

    public static IEnumerable<Device> DevicesOn(ServerKind server) => Devices.Where(d => d.Server == server);

    private static Dictionary<ServerKind, string> Names(params (ServerKind Server, string Name)[] names) => names.ToDictionary(n => n.Server, n => n.Name);
}
