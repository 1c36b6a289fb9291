using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Notifications.Script;
using MediaInsight.Notifications.Updates;
using MediaInsight.Platform;
using MediaInsight.Platform.Http;
using MediaInsight.Monitoring;
using MediaInsight.Notifications;
using MediaInsight.Platform.Logging;
using MediaInsight.Platform.Web;
using MediaInsight.Servers;

namespace MediaInsight;

/// <summary>Everything that is wrong with file and environment, in one message, before anything is touched.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Throws <see cref="StartRefused"/> that lists every problem with its variable.</summary>
    public static void Run(IConfiguration configuration)
    {
        List<string> problems =
        [
            .. DataFolder(DataPathOf(configuration)),
            .. IdentityConfigurationCheck.Validate(configuration),
            .. AppLogging.Problems(configuration),
            .. Proxy.Validate(configuration),
            .. ConfiguredServers.Validate(configuration),
            .. Section<SiteSettings>(configuration, s => s.Problems()),
            .. Section<PollingSettings>(configuration, s => s.Problems()),
            .. Section<LibrariesSettings>(configuration, s => s.Problems()),
            .. Section<NetworkSettings>(configuration, s => s.Problems()),
            .. Section<HistorySettings>(configuration, s => s.Problems()),
            .. Section<PrivacySettings>(configuration, s => s.Problems()),
            .. Section<BackupSettings>(configuration, s => s.Problems()),
            .. Section<RetentionSettings>(configuration, s => s.Problems()),
            .. OutgoingGuard.Validate(configuration),
            .. Section<MonitoringSettings>(configuration, s => s.Problems()),
            .. ScriptFolder.Validate(configuration),
            .. ReleaseFeed.Validate(configuration),
            .. Section<NotificationsSettings>(configuration, s => s.Problems()),
            .. Origins(configuration),
            .. Framing.Validate(configuration),
            .. DemoModule.Validate(configuration),
            .. ListenAddresses.Validate(configuration),
        ];
        if (problems.Count > 0)
        {
            throw new StartRefused($"MediaInsight did not start: the configuration has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}.{string.Concat(problems.Select(p => $"{Environment.NewLine}  - {p}"))}");
        }
    }

    public static string DataPathOf(IConfiguration configuration) => configuration["MediaInsight:DataPath"] is { Length: > 0 } path ? path : "data";

    public static string DataFolderProblem(string path, string reason) => $"MediaInsight__DataPath: '{path}' must be a folder that this user may create and write. {reason}";

    private static IEnumerable<string> DataFolder(string path) => AppPaths.ProblemOf(path) is { } reason ? [DataFolderProblem(path, reason)] : [];

    private static List<string> Section<T>(IConfiguration configuration, Func<T, IEnumerable<(string Property, string Message)>> check) where T : class, new()
    {
        var name = SettingsStore.SectionOf<T>();
        var section = configuration.GetSection($"MediaInsight:{name}");
        if (!section.Exists())
        {
            return [];
        }

        // One property after the other: a word where a number belongs must not hide the rest.
        var problems = new List<string>();
        var unread = new HashSet<string>(StringComparer.Ordinal);
        var value = new T();
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite && section.GetSection(p.Name).Exists()))
        {
            try
            {
                if (section.GetSection(property.Name).Get(property.PropertyType) is { } given)
                {
                    property.SetValue(value, given);
                }
            }
            catch (InvalidOperationException)
            {
                unread.Add(property.Name);
                problems.Add($"MediaInsight__{name}__{property.Name}: '{section[property.Name]}' {Expected(property.PropertyType)}.");
            }
        }

        problems.AddRange(check(value).Where(p => !unread.Contains(p.Property)).Select(p => $"MediaInsight__{name}__{p.Property}: {p.Message}."));
        return problems;
    }

    private static string Expected(Type type) =>
        type.IsEnum ? $"must be one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(bool) ? "must be true or false"
        : "cannot be read as a number";

    private static IEnumerable<string> Origins(IConfiguration configuration) =>
        configuration.GetSection("MediaInsight:Cors:Origins").GetChildren()
            .Where(o => !Uri.TryCreate(o.Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/")
            .Select(o => $"MediaInsight__Cors__Origins__{o.Key}: '{o.Value}' is no origin (https://dashboard.example.org).");
}
