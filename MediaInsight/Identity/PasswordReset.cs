using System.Text;
using MediaInsight.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <summary><c>MediaInsight reset-password &lt;user&gt;</c>: for whoever has the data folder but no password. The caller holds the data lock.</summary>
public static class PasswordReset
{
    /// <summary>The exit code: 0 done, 1 not.</summary>
    public static Task<int> RunAsync(IServiceProvider services, string userName, CancellationToken cancellationToken) =>
        RunAsync(services, userName, Console.IsInputRedirected ? Console.In.ReadLine : ReadHidden, Console.Out, cancellationToken);

    internal static async Task<int> RunAsync(IServiceProvider services, string userName, Func<string?> readLine, TextWriter output, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var normalized = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>().NormalizeName(userName);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().Where(u => u.NormalizedUserName == normalized).Select(u => new { u.Id, u.UserName }).SingleOrDefaultAsync(cancellationToken);
        if (user is null)
        {
            await output.WriteLineAsync($"There is no account \"{userName}\".");
            return 1;
        }

        await output.WriteAsync($"New password for {user.UserName} (at least {AccountRules.MinPassword} characters): ");
        await output.FlushAsync(cancellationToken);
        var problems = await scope.ServiceProvider.GetRequiredService<Accounts>()
            .ResetPasswordAsync(AuditContext.System, user.Id, readLine() ?? "", cancellationToken);
        await output.WriteLineAsync();
        await output.WriteLineAsync(problems is [var problem, ..] ? problem.Message : $"The password of {user.UserName} was changed; the account is not locked.");
        return problems.Count > 0 ? 1 : 0;
    }

    private static string ReadHidden()
    {
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key is not ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
