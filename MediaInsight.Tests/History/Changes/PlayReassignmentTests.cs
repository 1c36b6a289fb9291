using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Tests.Components.Pages.History;

namespace MediaInsight.Tests.History.Changes;

public sealed class PlayReassignmentTests : IDisposable
{
    private readonly CareRig _rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Plays_go_to_the_persons_account_on_the_same_server_or_to_a_stand_in_and_back()
    {
        _rig.Sql("INSERT INTO server_users (id, server_id, external_id, viewer_id, name, first_seen_at) VALUES (9, 1, 'bobs-own', 2, 'bob', 0)");
        var before = _rig.Dump("plays");

        // Play 1 is Ann's on Attic, where Bob has an account; play 2 is Bob's already.
        var toBob = await _rig.Reassignment.AssignAsync(PlaySelection.Of([1L, 2L]), new(2), CareRig.Admin, null, Cancel);
        var ofPlay1 = _rig.Ask("SELECT user_id FROM plays WHERE number = 1");
        // Play 2 is on Cellar, where Ann has none.
        var toAnn = await _rig.Reassignment.AssignAsync(PlaySelection.Of([2L]), new(1), CareRig.Admin, null, Cancel);
        var ofPlay2 = _rig.Ask("SELECT u.external_id || ' ' || u.viewer_id || ' ' || u.server_id FROM plays p JOIN server_users u ON u.id = p.user_id WHERE p.number = 2");
        await _rig.Undo.UndoAsync(toAnn.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: one was moved
        await _rig.Undo.UndoAsync(toBob.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: one was moved

        Assert.Equal((1, 1), (toBob.Done, toBob.Skipped));
        Assert.Equal(["9"], ofPlay1);
        Assert.Equal(["assigned:1 1 2"], ofPlay2);
        Assert.Equal(before, _rig.Dump("plays"));
    }

    [Fact]
    public async Task A_chain_is_one_persons_who_leaves_it_begins_another()
    {
        PlaySeed.Chain(_rig.Db, 1, 3, 5);
        var before = _rig.Dump("plays");

        var moved = await _rig.Reassignment.AssignAsync(PlaySelection.Of([1L, 5L]), new(2), CareRig.Admin, null, Cancel);
        var chains = _rig.Ask("SELECT number || ':' || chain_number FROM plays WHERE number IN (1, 3, 5) ORDER BY number");
        await _rig.Undo.UndoAsync(moved.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: moved

        Assert.Equal(2, moved.Done);
        Assert.Equal(["1:1", "3:3", "5:1"], chains);
        Assert.Equal(before, _rig.Dump("plays"));
    }

    [Fact]
    public async Task What_was_changed_again_is_not_taken_back()
    {
        var moved = await _rig.Reassignment.AssignAsync(PlaySelection.Of([1L, 3L]), new(2), CareRig.Admin, null, Cancel);
        _rig.Sql("UPDATE plays SET user_id = 2 WHERE number = 3");

        var undone = await _rig.Undo.UndoAsync(moved.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: moved

        Assert.Equal((1, 1), (undone.Done, undone.Skipped));
        Assert.Equal(["1:1", "3:2"], _rig.Ask("SELECT number || ':' || user_id FROM plays WHERE number IN (1, 3) ORDER BY number"));
    }

    [Fact]
    public async Task A_chain_whose_plays_are_far_apart_goes_as_one()
    {
        using var rig = new CareRig(600);
        PlaySeed.Chain(rig.Db, 599, 1);
        var before = rig.Dump("plays");

        var moved = await rig.Reassignment.AssignAsync(PlaySelection.Matching(new HistoryFilter { User = new(1) }), new(2), CareRig.Admin, null, Cancel);
        var chains = rig.Ask("SELECT number || ':' || chain_number FROM plays WHERE number IN (1, 3, 599) ORDER BY number");
        await rig.Undo.UndoAsync(moved.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: moved

        Assert.Equal((300, 0), (moved.Done, moved.Skipped));
        Assert.Equal(["1:599", "3:3", "599:599"], chains);
        Assert.Equal(before, rig.Dump("plays"));
    }

    [Fact]
    public async Task A_stand_in_that_was_split_off_is_not_in_the_way_of_the_next()
    {
        await _rig.Reassignment.AssignAsync(PlaySelection.Of([2L]), new(1), CareRig.Admin, null, Cancel);
        _rig.Sql("UPDATE server_users SET viewer_id = 2 WHERE external_id = 'assigned:1'");

        var again = await _rig.Reassignment.AssignAsync(PlaySelection.Of([4L]), new(1), CareRig.Admin, null, Cancel);
        await _rig.Reassignment.AssignAsync(PlaySelection.Of([6L]), new(1), CareRig.Admin, null, Cancel);

        Assert.Equal(1, again.Done);
        Assert.Equal(
            ["2 assigned:1 2", "4 assigned:1:2 1", "6 assigned:1:2 1"],
            _rig.Ask("SELECT p.number || ' ' || u.external_id || ' ' || u.viewer_id FROM plays p JOIN server_users u ON u.id = p.user_id WHERE p.server_id = 2 ORDER BY p.number"));
    }
}
