using Xunit.Sdk;
using Xunit.v3;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>The browser's tests, one after the other the longest of all, begin at once instead of being waited for at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => c.TestCollectionDisplayName == BrowserTests.Name ? 0 : 1)];
}
