using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MediaInsight.Benchmarks;

/// <summary>Figures are about what users run: the published Release build.</summary>
internal static class Publisher
{
    public static string Root { get; } = FindRoot();

    public static async Task<string> PublishAsync(string target, CancellationToken cancellationToken)
    {
        Console.WriteLine("publishing …");
        var start = new ProcessStartInfo("dotnet", ["publish", "MediaInsight", "-c", "Release", "-o", target, "-v", "q", "-nologo", .. Compiled()]) { WorkingDirectory = Root };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? target : throw new InvalidOperationException("The program could not be published.");
    }

    /// <summary>As the container image is made: with machine code of this architecture.</summary>
    private static string[] Compiled() =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture is Architecture.X64 or Architecture.Arm64
            ? [$"-p:ReadyToRun={RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"]
            : [];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MediaInsight.sln")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
