using MediaInsight.Notifications;
using MediaInsight.Notifications.Sending;
using MediaInsight.Platform.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Notifications.Sending;

/// <summary>The program's senders, and notices to send.</summary>
internal sealed class Senders : IDisposable
{
    private readonly ServiceProvider _services;

    public Senders(TimeProvider? time = null, params (string Name, string Value)[] configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration.Select(c => KeyValuePair.Create(c.Name, (string?)c.Value))).Build());
        services.AddSenders();
        _services = services.BuildServiceProvider();
    }

    public static Notice Notice { get; } = new()
    {
        Topic = "play.started",
        Title = "ann began \"The Long Evening\"",
        Text = "On the television, direct play.",
        At = new(2026, 3, 1, 20, 15, 0, TimeSpan.Zero),
        Fields = [new("Server", "Attic"), new("Quality", "1080p")],
        Url = "https://media.example.org/now/1",
        ImageUrl = "https://media.example.org/poster/1.jpg",
        Values = new Dictionary<string, string> { ["person"] = "ann" },
    };

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public INotificationSender Of(ChannelKind kind) => _services.GetServices<INotificationSender>().Single(s => s.Kind == kind);

    public Task<SendOutcome> SendAsync(ChannelKind kind, Notice notice, params (string Name, string Value)[] settings) =>
        Of(kind).SendAsync(Request(kind, notice, settings), TestContext.Current.CancellationToken);

    public SendRequest Request(ChannelKind kind, Notice notice, params (string Name, string Value)[] settings)
    {
        var values = settings.ToDictionary(s => s.Name, s => s.Value);
        var secrets = Of(kind).Fields.Where(f => f.IsSecret && values.ContainsKey(f.Name)).Select(f => values[f.Name]);
        return new(notice, new ChannelSettings(values), "rule:3:p41:7", [.. secrets]);
    }

    public void Dispose() => _services.Dispose();
}
