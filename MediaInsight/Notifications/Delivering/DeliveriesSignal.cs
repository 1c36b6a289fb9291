namespace MediaInsight.Notifications.Delivering;

/// <summary>"Something came, went or changed": pages read again.</summary>
public sealed record DeliveriesSignal(long Number);
