using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Exports;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>One question about plays: who asks, what the address says, and the way to the answer.</summary>
internal sealed class AnalyticsCall
{
    /// <summary>Ten years, so that a slip of the keyboard is not taken for a wish.</summary>
    public const int MaxDays = 3660;

    private readonly HttpContext _http;

    private AnalyticsCall(HttpContext http)
    {
        _http = http;
        Site = Get<SettingsStore>().Get<SiteSettings>().Zone();
        Now = Get<TimeProvider>().GetUtcNow();
        Query = new(http.Request.Query, Site);
        Reader = CurrentReader.Of(http.User);
        Filter = FilterWords.Of(FilterRange.All, SiteDays.Of(Now, Site));
    }

    public QueryReader Query { get; }
    public CurrentReader Reader { get; }
    public DateTimeOffset Now { get; }

    /// <summary>The site's zone.</summary>
    public TimeZoneInfo Site { get; }

    /// <summary>What <see cref="ReadAsync"/> understood.</summary>
    public FilterWords Filter { get; private set; }

    public TimeZoneInfo Zone => Filter.ZoneOr(Site);

    /// <summary>In the zone that was asked for.</summary>
    public DateOnly Today => SiteDays.Of(Now, Zone);

    public bool IsRefused => Query.Problems.Count > 0;

    public static ValueTask<AnalyticsCall?> BindAsync(HttpContext context) => new(new AnalyticsCall(context));

    /// <summary>Reads the filter and looks whether what it names exists.</summary>
    /// <param name="fallback">The range when none is told.</param>
    /// <param name="usersArePersons">user_id means a person: the words of programs that know no accounts.</param>
    public async Task ReadAsync(string fallback = FilterRange.Default, bool usersArePersons = false)
    {
        var range = Days();
        var reading = FilterWords.Parse(
            name => name switch
            {
                "range" when range is not null => range,
                "viewer_id" when usersArePersons => Query.Text("viewer_id", 100) ?? Query.Text("user_id", 100),
                "user_id" when usersArePersons => null,
                _ => Query.Text(name, 100),
            },
            Site, Now, fallback);
        foreach (var problem in reading.Problems)
        {
            Refuse(problem);
        }

        if (!IsRefused)
        {
            foreach (var problem in await Get<FilterCheck>().ReadAsync(reading, Reader.Scope, _http.RequestAborted))
            {
                Refuse(problem);
            }
        }

        Filter = reading.Words;

        void Refuse(FilterProblem problem) => Query.Problems[usersArePersons && problem.Field == "viewer_id" && Query.Text("user_id", 100) is not null ? "user_id" : problem.Field] = [problem.Message];
    }

    /// <summary>Reads the person and the zone, and no range: for answers that have words of their own for it.</summary>
    public async Task ReadPersonAsync()
    {
        var reading = FilterWords.Parse(name => name is "viewer" or "viewer_id" or "tz" ? Query.Text(name, 100) : null, Site, Now, FilterRange.All);
        await CheckAsync(reading);
        Filter = reading.Words;
    }

    /// <summary>Of answers that know no other word of the filter: the server, which must exist for this reader; null: any.</summary>
    public async Task<ServerId?> ServerAsync()
    {
        var reading = FilterWords.Parse(name => name is "server" or "server_id" ? Query.Text(name, 100) : null, Site, Now, FilterRange.All);
        await CheckAsync(reading);
        return reading.Words.Filter.Server;
    }

    private async Task CheckAsync(FilterReading reading)
    {
        foreach (var problem in (FilterProblem[])[.. reading.Problems, .. await Get<FilterCheck>().ReadAsync(reading, Reader.Scope, _http.RequestAborted)])
        {
            Query.Problems[problem.Field] = [problem.Message];
        }
    }

    /// <summary>Refuses words of the filter that an answer has no use for, by the name that was written.</summary>
    /// <param name="names">Canonical ones.</param>
    public void RefuseWords(string why, params IReadOnlyList<string> names)
    {
        foreach (var name in FilterWords.Names.Where(n => names.Contains(n[0])).SelectMany(n => n).Where(n => Query.Text(n, 100) is not null))
        {
            Query.Refuse(name, why);
        }
    }

    /// <summary>Days of the range, both ends included; null: open.</summary>
    public int? DayCount => Filter.Filter is { From: { } from, To: { } to } ? to.DayNumber - from.DayNumber + 1 : null;

    /// <summary>The filter for lists of plays: those that started in the range.</summary>
    public HistoryFilter Plays() => new()
    {
        Viewer = Filter.Filter.Viewer,
        User = Filter.Filter.User,
        Server = Filter.Filter.Server,
        Library = Filter.Filter.Library,
        Item = Filter.Filter.Item,
        Kind = Filter.Filter.Kind,
        Decision = Filter.Filter.Decision,
        From = Filter.Filter.From is { } from ? SiteDays.Start(from, Zone) : null,
        Before = Filter.Filter.To is { } to ? SiteDays.Start(to.AddDays(1), Zone) : null,
    };

    /// <summary>The answer, or a file: of a table its rows, as JSON all of the answer.</summary>
    /// <param name="columns">Those of the row's properties when left out.</param>
    public IResult Answer<TAnswer, TRow>(string name, ExportWish? wish, TAnswer answer, IReadOnlyList<TRow> rows, IReadOnlyList<ExportColumn<TRow>>? columns = null)
        where TAnswer : class => wish switch
        {
            null => TypedResults.Ok(answer),
            { Format: ExportFormat.Json } => new JsonFileAnswer(ExportName.Of(name, Filter.Filter, Today), answer),
            _ => new ExportAnswer<TRow>(ExportName.Of(name, Filter.Filter, Today), wish, columns ?? ExportColumns<TRow>.All, rows.ToAsyncEnumerable()),
        };

    public IResult Refused() => TypedResults.ValidationProblem(Query.Problems, title: "Some parameters cannot be used.");

    public Task<StatisticResult> AskAsync(StatisticRequest request) =>
        Get<StatisticReader>().ReadAsync(request, Zone, Today, Reader.Scope, _http.RequestAborted);

    public T Get<T>()
        where T : notnull => _http.RequestServices.GetRequiredService<T>();

    /// <summary>Other programs' words for the last days: days=30, time_range=30, timeframe=7d or all-time.</summary>
    private string? Days()
    {
        foreach (var name in new[] { "days", "time_range" })
        {
            if (Query.Text(name, 10) is not null)
            {
                return $"{Query.Number(name, 30, 1, MaxDays)}d";
            }
        }

        switch (Query.Text("timeframe", 20)?.ToLowerInvariant())
        {
            case null:
                return null;
            case "all-time" or "all":
                return FilterRange.All;
            case ("1d" or "3d" or "7d" or "14d" or "30d") and var word:
                return word;
            default:
                Query.Refuse("timeframe", "must be one of 1d, 3d, 7d, 14d, 30d, all-time");
                return null;
        }
    }
}
