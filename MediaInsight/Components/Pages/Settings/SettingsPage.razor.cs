using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Settings;

/// <summary>What the admin decides for the whole installation.</summary>
public sealed partial class SettingsPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private SettingsForm _form = null!;   // non-null: set before the first drawing
    private bool _saving;
    private string? _error;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private SettingsStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private AppPaths Paths { get; set; } = null!;   // non-null: injected

    [Inject]
    private DatabaseFacts Database { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private TimeProvider TimeProvider { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private static string Version => typeof(SettingsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static DateTimeOffset StartedAt
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero);
        }
    }

    /// <summary>Now, as the choices above would write it.</summary>
    private string Preview
    {
        get
        {
            var zone = TimeZoneInfo.TryFindSystemTimeZoneById(_form.Site.TimeZone, out var chosen) ? chosen : TimeProvider.LocalTimeZone;
            var culture = SiteChoices.IsCulture(_form.Site.Culture) ? CultureInfo.GetCultureInfo(_form.Site.Culture) : CultureInfo.InvariantCulture;
            var now = TimeZoneInfo.ConvertTime(Clock.Now, zone);
            return $"{now.ToString("D", culture)}, {now.ToString("t", culture)} · {1234567.89.ToString("N2", culture)}";
        }
    }

    protected override void OnInitialized() => _form = new SettingsForm(Store, Audit);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private string? Help<T>(string property, string? help) where T : class, new() => _form.IsFixed<T>(property) ? $"Set by {SettingsForm.Variable<T>(property)}: not editable here." : help;

    private void Set(Func<int, HistorySettings> change, decimal? value) => _form.History = change(WholeOf(value));

    private static int WholeOf(decimal? value) => (int)Math.Clamp(value ?? -1, int.MinValue, int.MaxValue);

    private void Discard()
    {
        _form.Reset();
        _error = null;
    }

    private async Task SaveAsync()
    {
        _saving = true;
        _error = null;
        try
        {
            if (await _form.SaveAsync(AuditContext.Of((await SignedIn).User), _gone.Token))
            {
                Toasts.Success("Settings saved");
            }
            else
            {
                _error = "Some values are not right: see the marked fields.";
            }
        }
        catch (DbException)
        {
            _error = "Not everything was saved: the database did not answer. Try again in a moment.";
        }
        finally
        {
            _saving = false;
        }
    }
}
