using System.Data.Common;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Viewers;

/// <summary>Forgetting: what would go, the question, the report.</summary>
public sealed partial class ForgetPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ForgetMode _mode = ForgetMode.Delete;
    private ForgetCounts? _preview;
    private ForgetCounts? _report;
    private string? _problem;
    private bool _busy;

    [Parameter, EditorRequired]
    public PersonRecord Person { get; set; } = null!;   // non-null: required

    [Parameter, EditorRequired]
    public AuditContext By { get; set; } = AuditContext.System;

    [Inject]
    private PersonForgetting Forgetting { get; set; } = null!;   // non-null: injected

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task ChooseAsync(ForgetMode mode) => ActAsync(async () =>
    {
        _mode = mode;
        _preview = await Forgetting.PreviewAsync(Person.Id, mode, _gone.Token);
        _problem = _preview is null ? "This person is not known any more." : null;
    });

    // Once begun it goes on when the reader leaves the page: half a person is no better than a whole one.
    private Task AnswerAsync(bool agreed) => agreed
        ? ActAsync(async () =>
        {
            _report = await Forgetting.RunAsync(By, Person.Id, _mode, CancellationToken.None);
            _problem = _report is null ? "This person is not known any more." : null;
        })
        : CancelAsync();

    private Task CancelAsync()
    {
        _preview = null;
        return Task.CompletedTask;
    }

    private async Task ActAsync(Func<Task> act)
    {
        _busy = true;
        try
        {
            await act();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            _problem = "The database did not answer. Try again: what was begun goes on from there.";
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        finally
        {
            _busy = false;
        }
    }
}
