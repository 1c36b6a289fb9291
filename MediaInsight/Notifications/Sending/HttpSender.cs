namespace MediaInsight.Notifications.Sending;

/// <summary>A channel that is one HTTP request: says which, and what an answer means where its status does not.</summary>
public abstract class HttpSender(ChannelHttp http) : INotificationSender
{
    public abstract ChannelKind Kind { get; }
    public abstract string Name { get; }
    public abstract string Description { get; }
    public abstract IReadOnlyList<ChannelField> Fields { get; }

    /// <summary>Addresses must be addresses; kinds add what else can be wrong.</summary>
    public virtual IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var field in Fields.Where(f => f.Type is ChannelFieldType.Url or ChannelFieldType.SecretUrl))
        {
            if (settings[field.Name] is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            {
                yield return (field.Name, $"{field.Label} must begin with https:// or http://.");
            }
        }
    }

    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        ChannelCall call;
        try
        {
            call = Compose(request);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            return new(SendResult.Refused, "", null, new SecretRemoval(request.Secrets).Remove($"The channel's settings are incomplete: {e.Message}"));
        }

        return await http.SendAsync(request, call, answer => Judge(answer), cancellationToken);
    }

    protected abstract ChannelCall Compose(SendRequest request);

    /// <summary>Null leaves it to the status.</summary>
    protected virtual Verdict? Judge(ChannelAnswer answer) => null;
}
