using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MediaInsight.Data;

/// <summary>
/// Makes SQLitePCLRaw 2.0.6 serve Microsoft.Data.Sqlite 10, which was compiled against 2.1.x, and
/// points it at the system's SQLite. Runs before any other code of this assembly.
/// </summary>
internal static class SqliteRuntime
{
    private static readonly string Home = Path.GetDirectoryName(typeof(SqliteRuntime).Assembly.Location) is { Length: > 0 } dir ? dir : AppContext.BaseDirectory;

    [ModuleInitializer]
    internal static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == "SQLitePCLRaw.core" && Path.Combine(Home, "SQLitePCLRaw.core.dll") is var path && File.Exists(path)
                ? context.LoadFromAssemblyPath(path)
                : null;
        Wire();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wire()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) =>
            name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : IntPtr.Zero);
        SQLitePCL.Batteries_V2.Init();
    }
}
