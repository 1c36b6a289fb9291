using MediaInsight.Domain;

namespace MediaInsight.Identity;

/// <summary>A person whose plays are recorded, to choose for an account.</summary>
public sealed record Person(ViewerId Id, string Name)
{
    /// <summary>Where the accounts of the person are; told only of those who share their name with another one.</summary>
    public string? Servers { get; init; }

    /// <summary>Tells namesakes apart in a list to choose from.</summary>
    public string Label => Servers is null ? Name : $"{Name} ({Servers})";
}

/// <summary>The people an account can belong to; told by the module that knows them.</summary>
public interface IPeople
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Stands in where nobody is known.</summary>
internal sealed class NoPeople : IPeople
{
    public Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Person>>([]);
}
