using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Templates;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Tests.Alerting.Conditions;

namespace MediaInsight.Tests.Alerting.Templates;

public sealed class MessageTemplatesTests
{
    private static readonly EventValues Episode = Told.Of(
        MediaKind.Episode, ("viewer", new EventValue("Anna")), ("title", new EventValue("the {viewer} night")), ("show", new EventValue("Winter")), ("player", new EventValue("App")));

    [Theory]
    [InlineData("{viewer} plays {show}", "Anna plays Winter")]
    [InlineData("{device|no device}", "no device")]
    [InlineData("{device|{player}}", "App")]
    [InlineData("{device|{platform|somewhere}}!", "somewhere!")]
    [InlineData("{viewer|nobody}", "Anna")]
    [InlineData("{show!upper} {show!lower}", "WINTER winter")]
    [InlineData("{device!upper|none}", "none")]
    [InlineData("{title}", "the {viewer} night")]
    [InlineData("{title!title}", "The {Viewer} Night")]
    [InlineData("<episode>E: {show}</episode><movie>M: {title}</movie>", "E: Winter")]
    [InlineData("<movie>M</movie>", "")]
    [InlineData("<b>{viewer}</b>", "<b>Anna</b>")]
    [InlineData("{{viewer}}", "{viewer}")]
    [InlineData("a { b } c", "a { b } c")]
    [InlineData("{viewer", "{viewer")]
    [InlineData("{device} {player}  {platform} x", "App x")]
    [InlineData("{viewer}\n{device}\nend", "Anna\nend")]
    [InlineData("{device}\n{viewer}\n{platform}", "Anna")]
    [InlineData("one\n\ntwo", "one\n\ntwo")]
    [InlineData("<episode>{viewer}\n{device}</episode>\nx", "Anna\nx")]
    [InlineData("{viewer|{", "{viewer|{")]
    [InlineData("{nonsense}x\n{viewer}", "Anna")]
    public void A_template_is_filled_in(string template, string expected) => Assert.Equal(expected, MessageTemplates.Text(template, Episode));

    [Fact]
    public void A_title_is_one_line()
    {
        Assert.Equal("Anna Winter", MessageTemplates.Title("{viewer}\n{show}", Episode));
        Assert.Equal(MessageTemplates.MaxTitle, MessageTemplates.Title(new string('x', 900), Episode).Length);
    }

    [Fact]
    public void What_comes_out_is_bounded_and_a_value_is_never_read_as_a_template()
    {
        var nasty = Told.Of(("title", new EventValue(new string('{', 500) + "viewer}" + string.Concat(Enumerable.Repeat("{title}", 200)))), ("viewer", new EventValue("Anna")));
        var text = MessageTemplates.Text(string.Concat(Enumerable.Repeat("{title}", 900)), nasty);

        Assert.True(text.Length <= MessageTemplates.MaxText);
        Assert.DoesNotContain("Anna", text);
    }

    [Fact]
    public void Random_templates_never_throw_and_stay_bounded()
    {
        var random = new Random(11);
        string[] pieces = ["{", "}", "|", "!", "viewer", "title", "upper", "<episode>", "</episode>", "<movie>", "</movie>", "\n", " ", "x", "{viewer}", "{device|", "{{", "😀"];
        for (var round = 0; round < 3000; round++)
        {
            var template = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));

            Assert.True(MessageTemplates.Text(template, Episode).Length <= MessageTemplates.MaxText);
            Assert.NotNull(MessageTemplates.Problems(template, [EventTopics.PlayStarted]));
        }
    }

    [Theory]
    [InlineData("{viewr}", "There is no {viewr}; did you mean {viewer}?")]
    [InlineData("{zzzzzzzzzz}", "There is no {zzzzzzzzzz}.")]
    [InlineData("{job}", "None of the chosen events tells {job}.")]
    [InlineData("{viewer!shout}", "“!shout” in “{viewer}” is not known; there are !upper, !lower and !title.")]
    [InlineData("<episode>{show}", "<episode> is not closed: </episode> is missing.")]
    [InlineData("{viewer|{titel}}", "There is no {titel}; did you mean {title}?")]
    public void Problems_are_told_with_a_suggestion(string template, string problem) => Assert.Equal(problem, Assert.Single(MessageTemplates.Problems(template, [EventTopics.PlayStarted])));

    [Fact]
    public void The_topics_own_words_are_without_problems_and_say_something()
    {
        foreach (var topic in NotificationTopics.All)
        {
            Assert.Empty(MessageTemplates.Problems(topic.TitleTemplate, [topic.Word]));
            Assert.Empty(MessageTemplates.Problems(topic.TextTemplate, [topic.Word]));
        }
    }

    [Fact]
    public void Every_word_of_the_event_log_is_a_topic_once()
    {
        var words = typeof(EventTopics).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal); // non-null: constants

        Assert.Equal(words, NotificationTopics.All.Select(t => t.Word).Order(StringComparer.Ordinal));
        Assert.All(EventFields.All, f => Assert.NotEqual(TopicSubjects.None, f.Subjects));
    }

    [Fact]
    public void The_page_about_rules_names_every_event_field_and_section()
    {
        var page = File.ReadAllText(Path.Combine(Architecture.Repository.Root, "docs", "operations", "rules.md"));

        Assert.All(NotificationTopics.All.Where(t => t.IsOffered), t => Assert.Contains($"| `{t.Word}` | **{t.Name}**", page));
        Assert.All(EventFields.All, f => Assert.Contains($"| `{f.Word}` | {f.Label} |", page));
        Assert.All(MediaSections.All, s => Assert.Contains($"`{s}`", page));
    }
}
