namespace MediaInsight.Domain;

/// <summary>One configured media server.</summary>
public readonly record struct ServerId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A person, whatever accounts the servers know them by.</summary>
public readonly record struct ViewerId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One account on one server.</summary>
public readonly record struct ServerUserId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One library of one server.</summary>
public readonly record struct LibraryId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One title of one server, as it was called when it was seen.</summary>
public readonly record struct MediaItemId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A play, from the moment the tracker first sees it: a version-7 GUID, the same live and in history.</summary>
public readonly record struct PlayId(Guid Value)
{
    public static PlayId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static bool TryParse(string? text, out PlayId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}
