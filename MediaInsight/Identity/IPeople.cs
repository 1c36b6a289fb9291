using MediaInsight.Domain;

namespace MediaInsight.Identity;

/// <summary>A person whose plays are recorded, to choose for an account.</summary>
public sealed record Person(ViewerId Id, string Name);

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
