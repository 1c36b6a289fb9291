namespace MediaInsight.Notifications.Sending;

/// <summary>A receiver that lives inside the program (the demo's phone). Every other address goes through the guard.</summary>
public interface IInnerReceiver
{
    /// <summary>A host name that cannot exist anywhere else: below <c>.invalid</c> (RFC 2606).</summary>
    string Host { get; }

    /// <summary>Takes the place of the socket; used for as long as the program runs.</summary>
    HttpMessageHandler Open();
}
