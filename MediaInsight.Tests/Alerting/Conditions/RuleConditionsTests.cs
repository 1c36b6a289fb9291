using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data.Events;

namespace MediaInsight.Tests.Alerting.Conditions;

public sealed class RuleConditionsTests
{
    private static readonly string[] Topics = [EventTopics.PlayStarted];

    [Theory]
    [InlineData("title", "contains", "long", "The Long Night", true)]
    [InlineData("title", "contains", "dark|night", "The Long Night", true)]
    [InlineData("title", "contains_not", "dark|night", "The Long Night", false)]
    [InlineData("title", "contains_not", "dark|day", "The Long Night", true)]
    [InlineData("title", "is", "the long night", "The Long Night", true)]
    [InlineData("title", "is", "long", "The Long Night", false)]
    [InlineData("title", "is_not", "long|short", "The Long Night", true)]
    [InlineData("title", "starts_with", "the", "The Long Night", true)]
    [InlineData("title", "starts_not_with", "the|a", "The Long Night", false)]
    [InlineData("title", "ends_with", "NIGHT", "The Long Night", true)]
    [InlineData("title", "ends_not_with", "day", "The Long Night", true)]
    [InlineData("address", "in_network", "192.168.0.0/16", "192.168.1.20", true)]
    [InlineData("address", "in_network", "10.0.0.0/8|203.0.113.7", "203.0.113.7", true)]
    [InlineData("address", "not_in_network", "192.168.0.0/16", "192.168.1.20", false)]
    [InlineData("address", "in_network", "192.168.0.0/16", "no address", false)]
    [InlineData("decision", "is", "transcode", "transcode", true)]
    [InlineData("decision", "is_not", "transcode", "direct_play", true)]
    [InlineData("is_local", "is", "yes", "yes", true)]
    [InlineData("is_local", "is", "no", "yes", false)]
    public void Words_are_compared_whatever_their_case(string field, string comparison, string values, string told, bool holds) =>
        Assert.Equal(holds, RuleConditions.Holds(new ConditionLeaf(field, comparison, values.Split('|')), Told.Text(field, told)));

    [Theory]
    [InlineData("bitrate", "more_than", "8", 8.2, true)]
    [InlineData("bitrate", "more_than", "8,2", 8.2, false)]
    [InlineData("bitrate", "at_least", "8.2", 8.2, true)]
    [InlineData("bitrate", "at_most", "8.1", 8.2, false)]
    [InlineData("bitrate", "less_than", "20", 8.2, true)]
    [InlineData("bitrate", "is", "8.2", 8.2004, true)]
    [InlineData("season", "is", "1|2", 2, true)]
    [InlineData("season", "is_not", "1|2", 3, true)]
    [InlineData("progress", "between", "10|50", 50, true)]
    [InlineData("progress", "between", "50|10", 30, true)]
    [InlineData("progress", "not_between", "10|50", 51, true)]
    [InlineData("time", "between", "20:00|23:00", 21.5 * 60, true)]
    [InlineData("time", "between", "20:00|21:30", 21.5 * 60, false)]
    [InlineData("time", "between", "22:00|06:00", 23 * 60, true)]
    [InlineData("time", "between", "22:00|06:00", 5 * 60, true)]
    [InlineData("time", "between", "22:00|06:00", 12 * 60, false)]
    [InlineData("time", "not_between", "22:00|06:00", 12 * 60, true)]
    [InlineData("time", "between", "18:00|24:00", (23 * 60) + 59, true)]
    public void Numbers_and_times_are_compared_by_size(string field, string comparison, string values, double told, bool holds) =>
        Assert.Equal(holds, RuleConditions.Holds(new ConditionLeaf(field, comparison, values.Split('|')), Told.Of((field, Told.Number(told)))));

    [Fact]
    public void Any_of_several_genres_satisfies_and_none_may_for_a_denial()
    {
        var drama = Told.Of(("genres", new EventValue("Drama, Crime") { Keys = ["Drama", "Crime"] }));

        Assert.True(RuleConditions.Holds(new ConditionLeaf("genres", "is", ["crime"]), drama));
        Assert.False(RuleConditions.Holds(new ConditionLeaf("genres", "is_not", ["crime", "comedy"]), drama));
        Assert.False(RuleConditions.Holds(new ConditionLeaf("genres", "is", ["Drama, Crime"]), drama));
    }

    [Fact]
    public void What_is_not_told_satisfies_nothing_but_not_told()
    {
        foreach (var field in ConditionFields.All)
        {
            foreach (var comparison in ConditionOperators.Of(field.Type))
            {
                Assert.Equal(comparison.Word == ConditionOperators.NotTold, RuleConditions.Holds(new ConditionLeaf(field.Word, comparison.Word, ["1", "2"]), Told.Of()));
            }
        }
    }

    [Fact]
    public void Groups_hold_by_all_or_by_any_and_an_empty_one_holds()
    {
        var values = Told.Of(("title", new EventValue("Film")), ("season", Told.Number(2)));
        ConditionNode yes = new ConditionLeaf("title", "is", ["film"]);
        ConditionNode no = new ConditionLeaf("season", "is", ["1"]);

        Assert.True(RuleConditions.Holds(ConditionGroup.Always, values));
        Assert.True(RuleConditions.Holds(null, values));
        Assert.False(RuleConditions.Holds(new ConditionGroup(true, [yes, no]), values));
        Assert.True(RuleConditions.Holds(new ConditionGroup(false, [yes, no]), values));
        Assert.True(RuleConditions.Holds(new ConditionGroup(true, [yes, new ConditionGroup(false, [no, yes])]), values));
    }

    [Fact]
    public void Random_trees_come_back_from_json_as_they_were_and_mean_the_same()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var tree = Group(random, 1);
            var read = ConditionJson.Read(ConditionJson.Write(tree), out var problem);

            Assert.Null(problem);
            Assert.Equal(ConditionJson.Write(tree), ConditionJson.Write(read!)); // non-null: no problem
            var values = Told.Of(("title", new EventValue($"t{random.Next(3)}")), ("season", Told.Number(random.Next(3))));
            Assert.Equal(RuleConditions.Holds(tree, values), RuleConditions.Holds(read, values));
            Assert.Empty(RuleConditions.Problems(read, Topics));
        }
    }

    [Theory]
    [InlineData("""{"field":"title","operator":"is","values":["x"]}""", null)]
    [InlineData("""{"all":[{"field":"season","operator":"is","values":[2]},{"field":"is_local","operator":"is","values":true}]}""", null)]
    [InlineData("""{"all":[{"field":"title"}]}""", "“operator” is missing")]
    [InlineData("""{"all":{}}""", "is a list")]
    [InlineData("""["x"]""", "is a JSON object")]
    [InlineData("""{"all":[{"field":"title","operator":"is","values":[{}]}]}""", "A value is")]
    [InlineData("no json", "no JSON")]
    public void What_cannot_be_read_is_said(string json, string? problem)
    {
        var read = ConditionJson.Read(json, out var said);

        Assert.Equal(problem is null, read is not null);
        Assert.Contains(problem ?? "", said ?? "");
    }

    [Fact]
    public void Depth_size_and_length_are_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"all":[""", 6)) + string.Concat(Enumerable.Repeat("]}", 6));
        Assert.NotNull(ConditionJson.Read(deep, out _) is { } tree ? RuleConditions.Problems(tree, Topics).SingleOrDefault() : "not read");
        Assert.Null(ConditionJson.Read(string.Concat(Enumerable.Repeat("""{"all":[""", 5000)), out var problem));
        Assert.NotNull(problem);
        Assert.Null(ConditionJson.Read("""{"all":[""" + string.Join(',', Enumerable.Repeat("{\"any\":[]}", 300)) + "]}", out problem));
        Assert.Contains("200", problem);
        Assert.Null(ConditionJson.Read(new string(' ', 20) + new string('x', 40_000), out problem));
        Assert.Contains("32000", problem);
    }

    [Theory]
    [InlineData("colour", "is", "red", "There is no field")]
    [InlineData("title", "more_than", "1", "cannot be compared")]
    [InlineData("season", "is", "two", "is no number")]
    [InlineData("time", "between", "8|9", "is no time of day")]
    [InlineData("time", "between", "08:00", "two values")]
    [InlineData("weekday", "is", "friyay", "no day of the week")]
    [InlineData("is_local", "is", "maybe", "“yes” or “no”")]
    [InlineData("address", "in_network", "home", "is no network")]
    [InlineData("job", "is", "backup", "None of the chosen events")]
    [InlineData("title", "is", " ", "empty value")]
    public void Wrong_conditions_are_told_in_plain_words(string field, string comparison, string values, string problem) =>
        Assert.Contains(problem, Assert.Single(RuleConditions.Problems(new ConditionLeaf(field, comparison, values.Split('|')), Topics)));

    [Fact]
    public void Every_field_has_comparisons_and_every_choice_a_source()
    {
        Assert.All(ConditionFields.All, f => Assert.NotEmpty(ConditionOperators.Of(f.Type)));
        Assert.All(EventFields.All.Where(f => f.Type is FieldType.Choice or FieldType.Weekday), f => Assert.NotEqual(ChoiceSource.None, f.Source));
        Assert.All(NotificationTopics.All, t => Assert.NotEmpty(ConditionFields.For([t.Word])));
    }

    private static ConditionGroup Group(Random random, int depth) => new(
        random.Next(2) == 0,
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => depth < RuleConditions.MaxDepth && random.Next(3) == 0 ? (ConditionNode)Group(random, depth + 1)
            : random.Next(2) == 0 ? new ConditionLeaf("title", random.Next(2) == 0 ? "is" : "is_not", [$"t{random.Next(3)}", "ü\"<"])
            : new ConditionLeaf("season", "at_least", [$"{random.Next(3)}"]))]);
}
