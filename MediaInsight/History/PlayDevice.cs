using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>A device with one version of one app, as plays saw it.</summary>
public sealed class PlayDevice
{
    public long Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required long Hash { get; init; }
    public string? ExternalId { get; init; }
    public string? Name { get; init; }
    public string? ClientName { get; init; }
    public string? ClientVersion { get; init; }
    public string? Platform { get; init; }
    public string? PlatformVersion { get; init; }
    public string? Model { get; init; }
    public required string DeviceType { get; init; }

    public static PlayDevice Of(ServerId server, DeviceRef device) => new()
    {
        ServerId = server,
        Hash = HashOf(device),
        ExternalId = device.ExternalId,
        Name = device.Name,
        ClientName = device.ClientName,
        ClientVersion = device.ClientVersion,
        Platform = device.Platform,
        PlatformVersion = device.PlatformVersion,
        Model = device.Model,
        DeviceType = device.DeviceType,
    };

    /// <summary>The same device and app, as another server knows it.</summary>
    public PlayDevice On(ServerId server) => new()
    {
        ServerId = server,
        Hash = Hash,
        ExternalId = ExternalId,
        Name = Name,
        ClientName = ClientName,
        ClientVersion = ClientVersion,
        Platform = Platform,
        PlatformVersion = PlatformVersion,
        Model = Model,
        DeviceType = DeviceType,
    };

    public static long HashOf(DeviceRef device) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001f', device.ExternalId, device.Name, device.ClientName, device.ClientVersion, device.Platform, device.PlatformVersion, device.Model))));
}
