using System.Text.Json;
using MediaInsight.Platform.Json;

namespace MediaInsight.Tests.Platform;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("12", 12L)]
    [InlineData("\"12\"", 12L)]
    [InlineData("\"-3\"", -3L)]
    [InlineData("12.9", 12L)]
    [InlineData("\"12.9\"", 12L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1e300", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"many\"", null)]
    [InlineData("\"1,000\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("{\"a\":[1]}", null)]
    [InlineData("[1,2]", null)]
    public void Whole_numbers(string json, long? expected) => Assert.Equal(expected, Read(json).Long);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("7.9", 7)]
    [InlineData("2147483648", null)]
    [InlineData("-2147483649", null)]
    [InlineData("\"seven\"", null)]
    [InlineData("[]", null)]
    [InlineData("false", null)]
    public void Small_whole_numbers(string json, int? expected) => Assert.Equal(expected, Read(json).Int);

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("\"1.5\"", 1.5)]
    [InlineData("\" 1.5 \"", 1.5)]
    [InlineData("\"1e3\"", 1000.0)]
    [InlineData("1e999", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("\"1,5\"", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    public void Fractions(string json, double? expected) => Assert.Equal(expected, Read(json).Double);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("\" True \"", true)]
    [InlineData("\"no\"", false)]
    [InlineData("\"maybe\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("[true]", null)]
    public void Yes_and_no(string json, bool? expected) => Assert.Equal(expected, Read(json).Bool);

    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("\"\"", "")]
    [InlineData("12", "12")]
    [InlineData("1.50", "1.50")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("null", null)]
    [InlineData("{\"a\":1}", null)]
    [InlineData("[\"a\"]", null)]
    public void Words(string json, string? expected) => Assert.Equal(expected, Read(json).String);

    [Fact]
    public void Half_a_surrogate_pair_loses_its_field_only()
    {
        var read = Read("""{"string":"\ud83d","long":"\udc00","double":"\ud83d","bool":"\ud83d","int":5}""", whole: true);
        Assert.Equal(new Scalars(null, null, 5, null, null), read);
    }

    [Fact]
    public void Broken_UTF_8_loses_its_field_only()
    {
        byte[] json = [.. "{\"string\":\"a"u8, 0xFF, .. "\",\"int\":5}"u8];
        Assert.Equal(new Scalars(null, null, 5, null, null), JsonSerializer.Deserialize<Scalars>(json, LenientJson.Options));
    }

    [Fact]
    public void Names_match_in_any_case_and_unknown_ones_commas_and_comments_are_passed_over() =>
        Assert.Equal(new Scalars("x", null, 5, null, null), Read("""{/* c */"STRING":"x","other":{"deep":[1]},"Int":"5",}""", whole: true));

    [Fact]
    public void What_was_read_is_written_as_plain_JSON()
    {
        Assert.Equal(
            """{"String":"x","Long":1,"Int":2,"Double":1.5,"Bool":true}""",
            JsonSerializer.Serialize(new Scalars("x", 1, 2, 1.5, true), LenientJson.Options));
        Assert.Equal(
            """{"String":null,"Long":null,"Int":null,"Double":null,"Bool":null}""",
            JsonSerializer.Serialize(new Scalars(null, null, null, null, null), LenientJson.Options));
    }

    [Theory]
    [InlineData("{\"int\":")]
    [InlineData("[")]
    [InlineData("")]
    public void Broken_documents_are_still_an_error(string json) => Assert.Throws<JsonException>(() => Read(json, whole: true));

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Throws<JsonException>(() => Read("{\"other\":" + new string('[', 100) + new string(']', 100) + "}", whole: true));

    [Fact]
    public void A_row_or_a_part_of_it_that_is_of_another_kind_is_none_and_costs_nothing_else()
    {
        var rows = JsonSerializer.Deserialize<List<Row?>>(
            """["x",null,7,[{"name":"in a list"}],{"name":"a","part":"none","parts":{"0":{}},"words":"one","map":[]},{"name":"b","part":{"name":"c"},"parts":[3,{"name":"d"}],"words":[1,null],"map":{"k":2}}]""",
            LenientJson.Options)!;

        Assert.All(rows.Take(4), Assert.Null);
        Assert.Equal(("a", null, null, null, null), (rows[4]!.Name, rows[4]!.Part, rows[4]!.Parts, rows[4]!.Words, rows[4]!.Map));
        Assert.Equal(("b", "c"), (rows[5]!.Name, rows[5]!.Part!.Name));
        Assert.Equal([null, "d"], rows[5]!.Parts!.Select(p => p?.Name));
        Assert.Equal(["1", null], rows[5]!.Words!);
        Assert.Equal("2", rows[5]!.Map!["k"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\"x\"")]
    [InlineData("[{\"name\":\"a\"")]
    public void A_list_that_is_none_is_an_error(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<List<Row?>>(json, LenientJson.Options));

    [Fact]
    public void Depth_of_rows_is_bounded_too() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<List<Row?>>("[{\"part\":" + string.Concat(Enumerable.Repeat("{\"part\":", 100)) + "{}" + new string('}', 101) + "]", LenientJson.Options));

    private static Scalars Read(string json, bool whole = false) => JsonSerializer.Deserialize<Scalars>(
        whole ? json : $$"""{"string":{{json}},"long":{{json}},"int":{{json}},"double":{{json}},"bool":{{json}}}""", LenientJson.Options)!;

    private sealed record Scalars(string? String, long? Long, int? Int, double? Double, bool? Bool);

    private sealed record Row(string? Name, Row? Part, List<Row?>? Parts, List<string?>? Words, Dictionary<string, string?>? Map);
}
