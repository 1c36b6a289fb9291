namespace MediaInsight.Tests.Infrastructure;

/// <summary>A program's data folder goes with its test.</summary>
public static class TestFolder
{
    /// <summary>A write that was under way when the program stopped may end a moment after it, and put a file into a folder just emptied.</summary>
    public static void Remove(string folder)
    {
        if (!SpinWait.SpinUntil(() => IsGone(folder), TimeSpan.FromSeconds(5)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsGone(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(folder);
        }
    }
}
