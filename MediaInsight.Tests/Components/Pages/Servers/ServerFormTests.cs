using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using MediaInsight.Components.Pages.Servers;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers;

namespace MediaInsight.Tests.Components.Pages.Servers;

public sealed class ServerFormTests
{
    private const string Url = "http://media.test:8096";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_token_names_the_server_and_is_saved_and_written_down()
    {
        await using var bench = await JellyfinAsync();
        var form = Form(bench);

        await form.TestAsync(Token);
        Assert.Equal(("Jellyfin Lab", "Jellyfin Lab"), (form.Result?.Identity?.Name, form.Name));
        var saved = await form.SaveAsync(Workbench.By, anyway: false, Token);

        Assert.NotNull(saved);
        Assert.Equal(("http://media.test:8096/", "af79eba874a5436ea864bfaeec91a80c"), (saved.Url, saved.MachineId));
        Assert.DoesNotContain("tok-1", saved.EncryptedToken, StringComparison.Ordinal);
        Assert.Contains(await bench.AuditAsync(), e => e is { Action: "server.add", Target: "Jellyfin Lab", Actor: "olga" });
    }

    [Fact]
    public async Task The_token_leaves_its_field_as_soon_as_it_is_used()
    {
        await using var bench = await JellyfinAsync();
        var form = Form(bench);

        await form.TestAsync(Token);

        Assert.Null(form.Token);
        Assert.True(form.HasSecret);
    }

    [Theory]
    [InlineData(401, ServerFailureKind.Unauthorized)]
    [InlineData(403, ServerFailureKind.NotAdministrator)]
    [InlineData(429, ServerFailureKind.RateLimited)]
    public async Task A_refusal_is_told_and_can_not_be_saved_anyway(int status, ServerFailureKind kind)
    {
        await using var bench = await JellyfinAsync();
        bench.Wire.On("/Auth/Keys", "", status: (HttpStatusCode)status);
        var form = Form(bench);

        Assert.Null(await form.SaveAsync(Workbench.By, anyway: true, Token));

        Assert.Equal(kind, form.Result?.FailureKind);
        Assert.False(form.CanSaveAnyway);
        Assert.Empty(bench.Get<ServerRegistry>().All);
    }

    [Fact]
    public async Task A_server_that_starts_can_be_saved_anyway()
    {
        await using var bench = await Workbench.WithAsync();
        bench.Wire.On("/System/Info/Public", "", "text/plain", HttpStatusCode.ServiceUnavailable);
        var form = Form(bench);
        form.Name = "Attic";

        Assert.Null(await form.SaveAsync(Workbench.By, anyway: false, Token));
        Assert.Equal(ServerFailureKind.Unavailable, form.Result?.FailureKind);
        Assert.True(form.CanSaveAnyway);
        Assert.Equal("Attic", (await form.SaveAsync(Workbench.By, anyway: true, Token))?.Name);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "Cannot connect: connection refused.")]
    [InlineData(SocketError.HostUnreachable, "Cannot connect: no route to it.")]
    public async Task A_dead_address_is_unreachable(SocketError error, string words)
    {
        await using var bench = await Workbench.WithAsync();
        bench.Wire.On("/System/Info/Public", _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "no", new SocketException((int)error)));
        var form = Form(bench);

        await form.TestAsync(Token);

        Assert.Equal((ServerFailureKind.Unreachable, words), (form.Result?.FailureKind, form.Result?.Failure));
        Assert.True(form.CanSaveAnyway);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_a_failure_of_its_own_and_can_not_be_saved_past()
    {
        await using var bench = await Workbench.WithAsync();
        bench.Wire.On("/System/Info/Public", _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no", new AuthenticationException()));
        var form = Form(bench);
        form.Address = "https://127.0.0.1:1/";

        await form.TestAsync(Token);

        Assert.Equal(ServerFailureKind.Tls, form.Result?.FailureKind);
        Assert.False(form.CanSaveAnyway);
    }

    [Fact]
    public async Task No_answer_is_a_timeout()
    {
        await using var bench = await Workbench.WithAsync();
        bench.Wire.On("/System/Info/Public", _ => throw new OperationCanceledException());
        var form = Form(bench);

        await form.TestAsync(Token);

        Assert.Equal(ServerFailureKind.TimedOut, form.Result?.FailureKind);
    }

    [Fact]
    public async Task Another_product_is_named()
    {
        await using var bench = await Workbench.WithAsync();
        bench.Wire.On("/System/Info/Public", Fixture.Read("emby/system-info-public.json"));
        var form = Form(bench);

        await form.TestAsync(Token);

        Assert.Equal(ServerFailureKind.WrongProduct, form.Result?.FailureKind);
        Assert.Equal("This is a Emby server; add it as Emby.".Replace("a Emby", "an Emby", StringComparison.Ordinal), form.Result?.Failure?.Replace("a Emby", "an Emby", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Enter the server's address")]
    [InlineData("ftp://media.test", "This is no web address")]
    [InlineData("http://ann:pw@media.test", "Leave name and password out")]
    public async Task A_bad_address_is_told_at_its_field_and_nothing_is_sent(string address, string words)
    {
        await using var bench = await Workbench.WithAsync();
        var form = Form(bench);
        form.Address = address;

        await form.TestAsync(Token);

        Assert.StartsWith(words, form.Problem(ServerForm.UrlField), StringComparison.Ordinal);
        Assert.Empty(bench.Wire.Requests);
    }

    [Fact]
    public async Task A_missing_token_is_told_at_its_field()
    {
        await using var bench = await Workbench.WithAsync();
        var form = Form(bench);
        form.Token = " ";

        Assert.Null(await form.SaveAsync(Workbench.By, anyway: true, Token));

        Assert.Equal("Enter the API key, or sign in.", form.Problem(ServerForm.TokenField));
    }

    [Fact]
    public async Task The_same_server_twice_is_refused_at_its_field()
    {
        await using var bench = await JellyfinAsync();
        await Form(bench).SaveAsync(Workbench.By, anyway: false, Token);
        var second = Form(bench);
        second.Name = "Again";

        Assert.Null(await second.SaveAsync(Workbench.By, anyway: false, Token));

        Assert.Equal("This address is watched already, as “Jellyfin Lab”.", second.Problem(ServerForm.UrlField));
    }

    [Fact]
    public async Task A_password_is_used_once_and_the_token_it_gives_is_kept()
    {
        await using var bench = await JellyfinAsync();
        bench.Wire.On("/Users/AuthenticateByName", """{"User":{"Name":"ann","Policy":{"IsAdministrator":true}},"AccessToken":"from-sign-in"}""", method: "POST");
        var form = Form(bench);
        form.Choose(ServerAccess.Password);
        form.UserName = "ann";
        form.Password = "hunter2";

        var saved = await form.SaveAsync(Workbench.By, anyway: false, Token);

        Assert.NotNull(saved);
        Assert.Null(form.Password);
        Assert.Equal(1, bench.Wire.Requests.Count(r => r.Method == HttpMethod.Post));
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_words()
    {
        await using var bench = await JellyfinAsync();
        bench.Wire.On("/Users/AuthenticateByName", "", status: HttpStatusCode.Unauthorized, method: "POST");
        var form = Form(bench);
        form.Choose(ServerAccess.Password);
        form.UserName = "ann";
        form.Password = "wrong";

        await form.TestAsync(Token);

        Assert.Equal((ServerFailureKind.Unauthorized, "Jellyfin does not know this name with this password."), (form.Result?.FailureKind, form.Result?.Failure));
        Assert.False(form.HasSecret);
    }

    [Fact]
    public async Task What_a_sign_in_gave_is_not_sent_to_another_address()
    {
        await using var bench = await JellyfinAsync();
        bench.Wire.On("/Users/AuthenticateByName", """{"User":{"Policy":{"IsAdministrator":true}},"AccessToken":"from-sign-in"}""", method: "POST");
        var form = Form(bench);
        form.Choose(ServerAccess.Password);
        (form.UserName, form.Password) = ("ann", "hunter2");
        await form.TestAsync(Token);
        var before = bench.Wire.Requests.Count;

        form.Address = "http://elsewhere.test/";
        (form.UserName, form.Password) = (null, null);
        await form.TestAsync(Token);

        Assert.False(form.HasSecret);
        Assert.Equal(before, bench.Wire.Requests.Count);
    }

    [Fact]
    public async Task An_edit_keeps_the_stored_token_and_says_what_changed()
    {
        await using var bench = await JellyfinAsync();
        var stored = await Form(bench).SaveAsync(Workbench.By, anyway: false, Token);
        var form = bench.Make<ServerForm>();
        form.Open(stored!);
        form.Name = "Den";

        var saved = await form.SaveAsync(Workbench.By, anyway: false, Token);

        Assert.Equal(("Den", stored!.EncryptedToken), (saved?.Name, saved?.EncryptedToken));
        Assert.Contains(await bench.AuditAsync(), e => e is { Action: "server.edit", Detail: "name: Jellyfin Lab → Den" });
    }

    [Theory]
    [InlineData(ServerAccess.Token, "http://elsewhere.test:8096/", ServerForm.TokenField)]
    [InlineData(ServerAccess.Token, "http://media.test:9000/", ServerForm.TokenField)]
    [InlineData(ServerAccess.Token, "https://media.test:8096/", ServerForm.TokenField)]
    [InlineData(ServerAccess.Password, "http://elsewhere.test:8096/", ServerForm.TokenField)]
    [InlineData(ServerAccess.Link, "http://elsewhere.test:8096/", ServerForm.UrlField)]
    public async Task A_stored_token_is_not_sent_to_another_address(ServerAccess access, string address, string field)
    {
        await using var bench = await JellyfinAsync();
        var stored = await Form(bench).SaveAsync(Workbench.By, anyway: false, Token);
        var before = bench.Wire.Requests.Count;
        var form = bench.Make<ServerForm>();
        form.Open(stored!);
        form.Choose(access);
        form.Address = address;

        Assert.Null(await form.SaveAsync(Workbench.By, anyway: true, Token));

        Assert.EndsWith("again: what is stored is not sent to another address.", form.Problem(field), StringComparison.Ordinal);
        Assert.Equal(before, bench.Wire.Requests.Count);
        Assert.Equal("http://media.test:8096/", Assert.Single(bench.Get<ServerRegistry>().All).Url);
    }

    [Fact]
    public async Task A_server_that_moved_is_saved_with_its_token_entered_again_and_another_base_path_needs_none()
    {
        await using var bench = await JellyfinAsync();
        bench.Wire.On("/media/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json")).On("/media/Auth/Keys", """{"Items":[],"TotalRecordCount":0}""");
        var stored = await Form(bench).SaveAsync(Workbench.By, anyway: false, Token);
        var moved = bench.Make<ServerForm>();
        moved.Open(stored!);
        (moved.Address, moved.Token) = ("http://elsewhere.test/", "tok-2");
        var other = await moved.SaveAsync(Workbench.By, anyway: false, Token);
        var deeper = bench.Make<ServerForm>();
        deeper.Open(other!);
        deeper.Address = "http://ELSEWHERE.test:80/media";

        Assert.Equal("http://elsewhere.test/", other?.Url);
        Assert.Equal("http://elsewhere.test/media/", (await deeper.SaveAsync(Workbench.By, anyway: false, Token))?.Url);
    }

    [Fact]
    public async Task Another_machine_under_a_known_entry_is_refused()
    {
        await using var bench = await JellyfinAsync();
        var stored = await Form(bench).SaveAsync(Workbench.By, anyway: false, Token);
        bench.Wire.On("/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json").Replace("af79eba874a5436ea864bfaeec91a80c", "00000000000000000000000000000001", StringComparison.Ordinal));
        var form = bench.Make<ServerForm>();
        form.Open(stored!);

        Assert.Null(await form.SaveAsync(Workbench.By, anyway: true, Token));

        Assert.Equal(ServerFailureKind.WrongProduct, form.Result?.FailureKind);
        Assert.StartsWith("Another Jellyfin server", form.Result?.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_its_own_is_shown_and_pinned_only_when_it_is_trusted()
    {
        var certificate = LoopbackServer.SelfSigned();
        var print = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        await using var server = LoopbackServer.Saying("200 OK", "", "", certificate);
        await using var bench = await JellyfinAsync();
        bench.Wire.On("/System/Info/Public", _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no", new AuthenticationException()));
        var form = Form(bench);
        form.Address = $"https://127.0.0.1:{server.Port}/";

        await form.TestAsync(Token);

        Assert.Equal(print, form.Result?.Certificate?.Fingerprint, ignoreCase: true);
        Assert.Equal("CN=media.test", form.Result?.Certificate?.Subject);
        Assert.Null(form.PinnedFingerprint);
        Assert.Null(await form.SaveAsync(Workbench.By, anyway: true, Token));

        bench.Wire.On("/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json"));
        await form.TrustAsync(Token);
        var saved = await form.SaveAsync(Workbench.By, anyway: false, Token);
        Assert.Equal(print, saved?.PinnedFingerprint, ignoreCase: true);

        var edit = bench.Make<ServerForm>();
        edit.Open(saved!);
        Assert.Equal(print, edit.PinnedFingerprint, ignoreCase: true);
        edit.ForgetCertificate();
        Assert.Null((await edit.SaveAsync(Workbench.By, anyway: false, Token))?.PinnedFingerprint);
        Assert.Contains(await bench.AuditAsync(), e => e is { Action: "server.edit", Detail: "certificate no longer pinned" });
    }

    private static async Task<Workbench> JellyfinAsync()
    {
        var bench = await Workbench.WithAsync();
        bench.Wire.On("/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json")).On("/Auth/Keys", """{"Items":[],"TotalRecordCount":0}""");
        return bench;
    }

    private static ServerForm Form(Workbench bench)
    {
        var form = bench.Make<ServerForm>();
        form.Choose(ServerKind.Jellyfin);
        form.Choose(ServerAccess.Token);
        form.Address = Url;
        form.Token = "tok-1";
        return form;
    }
}
