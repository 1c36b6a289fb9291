using MediaInsight.Domain;

namespace MediaInsight.History.InMemory;

/// <param name="IsHidden">Its person is incognito: names of devices are not told.</param>
internal sealed record AccountName(int Id, string Name, int Viewer, string ViewerName, int Server, bool IsHidden);

internal sealed record DeviceName(int Id, string? Name, string? Client, string? Platform, string DeviceType);

internal sealed record LibraryName(int Id, string Name, int Server);

/// <summary>People, servers, libraries, devices and streams by their numbers. Replaced as a whole when one of them changes.</summary>
internal sealed class PlayNames
{
    public required IReadOnlyDictionary<int, AccountName> Accounts { get; init; }
    public required IReadOnlyDictionary<int, string> Servers { get; init; }
    public required IReadOnlyDictionary<int, LibraryName> Libraries { get; init; }
    public required IReadOnlyDictionary<int, DeviceName> Devices { get; init; }

    /// <summary>By profile number; null where there is none.</summary>
    public required StreamDetails?[] Profiles { get; init; }
    public int LastAccount { get; init; }
    public int LastDevice { get; init; }
}
