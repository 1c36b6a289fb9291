namespace MediaInsight.Benchmarks;

/// <summary>Everything a run writes, gone afterwards.</summary>
internal sealed class ScratchFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mediainsight-bench-");

    public string Of(string name) => Path.Combine(_folder.FullName, name);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
