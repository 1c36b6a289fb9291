using System.Runtime.InteropServices;

namespace MediaInsight.Platform;

/// <summary>
/// Memory of what is not managed: SQLite's pages, the compiler. glibc keeps what was freed, and for every thread apart; other
/// C libraries give it back by themselves.
/// </summary>
internal static class NativeMemory
{
    /// <summary>M_ARENA_MAX of malloc.h.</summary>
    private const int MostArenas = -8;

    private static readonly Trim? TrimAll = Of<Trim>("malloc_trim");

    private delegate int Trim(nuint keepBytes);

    private delegate int Option(int name, int value);

    /// <summary>One pool for all threads, before they have each their own: a handful of threads seldom meet in it.</summary>
    public static void Share() => _ = Of<Option>("mallopt")?.Invoke(MostArenas, 1);

    public static void GiveBack() => _ = TrimAll?.Invoke(0);

    private static T? Of<T>(string name)
        where T : Delegate =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, name, out var address)
            ? Marshal.GetDelegateForFunctionPointer<T>(address)
            : null;
}
