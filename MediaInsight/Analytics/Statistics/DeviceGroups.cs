using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Splits by what plays were played on.</summary>
internal static class DeviceGroups
{
    public static SplitKeys By(StatisticSplit split, PlayNames names, Func<DeviceName, string?> word)
    {
        var words = new Vocabulary();
        words.Of("", "");
        var map = new int[names.LastDevice + 1];
        foreach (var device in names.Devices.Values)
        {
            map[device.Id] = words.Of(word(device) ?? "");
        }

        return new MappedKeys(PlayTraits.Device, map, 0, words.Count, g => g == 0 ? new("", null) : new(words[g], words[g])) { Name = split.ToString() };
    }

    public static SplitKeys Named(PlayNames names)
    {
        var numbers = new Dictionary<(string?, string?, string?, string), int>();
        var groups = new List<DeviceName>();
        int[] named = new int[names.LastDevice + 1], nameless = new int[names.LastDevice + 1];
        foreach (var device in names.Devices.Values)
        {
            named[device.Id] = Group(device);
            nameless[device.Id] = Group(device with { Name = null });
        }

        var hidden = PlaySelection.AccountsOf(names, a => a.IsHidden);
        return new DeviceKeys(named, nameless, hidden, groups.Count, g => Key(groups[g])) { Name = nameof(StatisticSplit.Device) };

        int Group(DeviceName device)
        {
            var key = (device.Name, device.Client, device.Platform, device.DeviceType);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = groups.Count;
                groups.Add(device);
            }

            return number;
        }
    }

    private static StatisticKey Key(DeviceName device)
    {
        var app = string.Join(" · ", new[] { device.Client, device.Platform }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase));
        return new($"{device.Name}|{device.Client}|{device.Platform}|{device.DeviceType}", device.Name ?? device.Client ?? device.Platform)
        {
            Detail = app.Length == 0 ? null : app,
        };
    }
}
