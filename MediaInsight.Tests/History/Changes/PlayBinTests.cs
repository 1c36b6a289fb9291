using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Tests.Components.Pages.History;
using MediaInsight.Viewers;

namespace MediaInsight.Tests.History.Changes;

public sealed class PlayBinTests : IDisposable
{
    private readonly CareRig _rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_is_deleted_and_put_back_is_the_same_to_the_last_byte()
    {
        PlaySeed.Split(_rig.Db, 3);
        PlaySeed.Chain(_rig.Db, 1, 3);
        var before = _rig.Dump("plays", "play_segments");

        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Of([1L, 3L]), CareRig.Admin, "Deleted two", null, Cancel);
        var between = (await _rig.History.PageAsync(new(), ReadScope.Everything, Cancel)).Total;
        var segmentsBetween = _rig.Ask("SELECT COUNT(*) FROM play_segments");
        var restored = await _rig.Undo.UndoAsync(deleted.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: two were deleted

        Assert.Equal((2, 4, 2), (deleted.Done, (int)between, restored.Done));
        Assert.Equal(["0"], segmentsBetween);
        Assert.Equal(before, _rig.Dump("plays", "play_segments"));
        Assert.Empty(_rig.Ask("SELECT play_number FROM deleted_plays"));
        Assert.Equal(["history.delete", "data.undo"], _rig.Ask("SELECT action FROM audit_entries ORDER BY id"));
    }

    [Fact]
    public async Task A_table_that_hangs_on_plays_comes_back_too_without_being_named()
    {
        _rig.Sql("CREATE TABLE later_part (id INTEGER PRIMARY KEY, play INTEGER NOT NULL REFERENCES plays(number) ON DELETE CASCADE, speed REAL, raw BLOB); INSERT INTO later_part VALUES (1, 2, 1.5, x'00ff'), (2, 2, NULL, NULL), (3, 4, 2, NULL)");
        var before = _rig.Dump("later_part");

        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Of([2L, 4L]), CareRig.Admin, "Deleted", null, Cancel);
        Assert.Empty(_rig.Dump("later_part"));
        await _rig.Undo.UndoAsync(deleted.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: deleted

        Assert.Equal(before, _rig.Dump("later_part"));
    }

    [Fact]
    public async Task All_that_a_filter_finds_goes_and_nothing_else()
    {
        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Matching(new HistoryFilter { Kind = MediaKind.Episode, PageSize = 1 }), CareRig.Admin, "Deleted episodes", null, Cancel);

        Assert.Equal(3, deleted.Done);
        Assert.Equal(["1", "3", "5"], _rig.Ask("SELECT number FROM plays ORDER BY number"));
    }

    [Fact]
    public async Task Who_may_not_delete_is_refused_by_the_server_itself()
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Bin.DeleteAsync(PlaySelection.Of([1L]), CareRig.Reader, "", null, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Bin.RestoreAsync(1, null, CareRig.Reader, null, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Bin.PurgeAsync(1, null, CareRig.Reader, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Undo.UndoAsync(1, CareRig.Reader, null, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _rig.Reassignment.AssignAsync(PlaySelection.Of([1L]), new(2), CareRig.Reader, null, Cancel));
        Assert.Equal(["6"], _rig.Ask("SELECT COUNT(*) FROM plays"));
    }

    [Fact]
    public async Task A_running_play_stays()
    {
        _rig.Sql("UPDATE plays SET stopped_at = NULL WHERE number = 1");

        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Of([1L]), CareRig.Admin, "Deleted", null, Cancel);

        Assert.Equal(new ChangeOutcome(0, 0, null), deleted);
        Assert.Equal(["6"], _rig.Ask("SELECT COUNT(*) FROM plays"));
    }

    [Fact]
    public async Task After_thirty_days_the_bin_lets_go_and_not_before()
    {
        await _rig.Bin.DeleteAsync(PlaySelection.Of([1L]), CareRig.Admin, "Deleted", null, Cancel);
        var job = new BinCleanupJob(_rig.Writer, _rig.Settings, _rig.Time);

        _rig.Time.Advance(TimeSpan.FromDays(29));
        await job.RunAsync(Cancel);
        var kept = _rig.Ask("SELECT play_number FROM deleted_plays");
        _rig.Time.Advance(TimeSpan.FromDays(2));
        await job.RunAsync(Cancel);

        Assert.Equal(["1"], kept);
        Assert.Empty(_rig.Ask("SELECT play_number FROM deleted_plays"));
        Assert.False(Assert.Single(await _rig.Changes.ListAsync(10, Cancel)).MayBeUndone);
    }

    [Fact]
    public async Task What_the_bin_holds_of_a_person_can_be_forgotten()
    {
        await _rig.Bin.DeleteAsync(PlaySelection.Of([1L, 2L, 3L]), CareRig.Admin, "Deleted", null, Cancel);

        var gone = await _rig.Bin.PurgeOfUsersAsync([new(1)], Cancel);

        Assert.Equal(2, gone);
        Assert.Equal(["2"], _rig.Ask("SELECT play_number FROM deleted_plays"));
    }

    [Fact]
    public async Task Forgetting_a_person_counts_and_empties_their_part_of_the_bin()
    {
        _rig.Sql("INSERT INTO play_sources (server_id, source, play_number) VALUES (1, 'log:1', 1), (1, 'log:2', 2), (1, 'log:4', 4)");
        await _rig.Bin.DeleteAsync(PlaySelection.Of([1L, 2L, 3L]), CareRig.Admin, "Deleted", null, Cancel);
        await _rig.Reassignment.AssignAsync(PlaySelection.Of([5L]), new(2), CareRig.Admin, null, Cancel);
        var (traces, ann) = (new BinTraces(), new PersonTrace([new(1)], [new(1)], ["Ann"]));

        await using var db = _rig.Db.CreateDbContext();
        var (counted, erased) = (await traces.CountAsync(db, ann, Cancel), await traces.EraseAsync(db, ann, Cancel));

        Assert.Equal((2, 2), (counted, erased));
        Assert.Equal(["2"], _rig.Ask("SELECT play_number FROM deleted_plays"));
        Assert.Empty(_rig.Ask("SELECT play_number FROM data_change_rows"));
        Assert.Equal(["log:2", "log:4"], _rig.Ask("SELECT source FROM play_sources ORDER BY source"));
        Assert.DoesNotContain("Ann", string.Concat(_rig.Dump("data_changes", "deleted_plays", "data_change_rows")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_of_a_deletion_can_be_put_back_and_the_rest_deleted_for_good()
    {
        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Of([1L, 2L, 3L]), CareRig.Admin, "Deleted", null, Cancel);
        var id = deleted.ChangeId!.Value; // non-null: deleted

        var back = await _rig.Bin.RestoreAsync(id, [2L], CareRig.Admin, null, Cancel);
        var gone = await _rig.Bin.PurgeAsync(id, null, CareRig.Admin, Cancel);

        Assert.Equal((1, 2), (back.Done, gone));
        Assert.Equal(["2", "4", "5", "6"], _rig.Ask("SELECT number FROM plays ORDER BY number"));
        Assert.Null((await new BinQuery(_rig.Db, _rig.Settings).ReadAsync(null, 1, Cancel)).Open);
    }

    [Fact]
    public async Task What_comes_back_to_a_chain_that_is_another_persons_now_begins_its_own()
    {
        PlaySeed.Chain(_rig.Db, 5, 3, 1);
        var before = _rig.Dump("plays");
        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Of([1L, 3L]), CareRig.Admin, "Deleted", null, Cancel);
        var moved = await _rig.Reassignment.AssignAsync(PlaySelection.Of([5L]), new(2), CareRig.Admin, null, Cancel);
        await _rig.Undo.UndoAsync(deleted.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: deleted

        Assert.Equal(["1:1", "3:1", "5:5"], Chains());
        Assert.Empty((await _rig.History.DetailsAsync(PlaySeed.Id(5), ReadScope.Only(new(2)), Cancel))!.Chain); // non-null: Bob's
        await _rig.Undo.UndoAsync(moved.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: moved
        _rig.Sql("UPDATE plays SET chain_number = 5 WHERE number IN (1, 3)");
        Assert.Equal(before, _rig.Dump("plays"));
    }

    [Fact]
    public async Task The_first_play_of_a_chain_comes_back_as_that_though_the_rest_went_to_another_person()
    {
        PlaySeed.Chain(_rig.Db, 5, 3);
        var before = _rig.Dump("plays");
        var deleted = await _rig.Bin.DeleteAsync(PlaySelection.Of([5L]), CareRig.Admin, "Deleted", null, Cancel);
        var moved = await _rig.Reassignment.AssignAsync(PlaySelection.Of([3L]), new(2), CareRig.Admin, null, Cancel);
        await _rig.Undo.UndoAsync(deleted.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: deleted

        Assert.Equal(["1:1", "3:3", "5:5"], Chains());
        await _rig.Undo.UndoAsync(moved.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: moved
        Assert.Equal(before, _rig.Dump("plays"));
    }

    [Fact]
    public async Task Of_a_chain_that_holds_two_accounts_each_is_shown_only_its_own()
    {
        PlaySeed.Chain(_rig.Db, 5, 3, 1);
        _rig.Sql("UPDATE plays SET user_id = 2 WHERE number = 5");

        var bobs = await _rig.History.DetailsAsync(PlaySeed.Id(5), ReadScope.Only(new(2)), Cancel);
        var anns = await _rig.History.DetailsAsync(PlaySeed.Id(3), ReadScope.Everything, Cancel);

        Assert.Empty(bobs!.Chain); // non-null: Bob may see his own
        Assert.Equal([1L], anns!.Chain.Select(c => c.Number)); // non-null: everything
        Assert.Null(anns.Row.ChainId);
    }

    private List<string> Chains() => _rig.Ask("SELECT number || ':' || chain_number FROM plays WHERE number IN (1, 3, 5) ORDER BY number");
}
