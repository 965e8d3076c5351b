using System.Net.Http.Headers;
using Bihuan.Hosting;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.People;

public abstract class PeopleApiContract : LodgeContract
{
    static readonly string Good = Scene.Good;

    [Fact]
    public async Task signs_in_and_tells_who_it_is()
    {
        await using var lodge = await Lodge();
        var answer = await (await lodge.Visitor().Post("/api/sessions", new { account = "ana", password = Good }).Is(201)).Json();

        Assert.Equal(43, answer.GetProperty("token").GetString()!.Length);
        Assert.Equal("1", answer.GetProperty("post").GetString());
        Assert.Equal(2, answer.GetProperty("posts").GetArrayLength());
        var me = await (await (await lodge.As("ana")).Get("/api/me").Is(200)).Json();
        Assert.Equal("ana", me.GetProperty("account").GetString());
        Assert.False(me.TryGetProperty("must", out _));
    }

    [Fact]
    public async Task the_token_stands_nowhere_in_the_store()
    {
        await using var lodge = await Lodge();
        var answer = await (await lodge.Visitor().Post("/api/sessions", new { account = "ana", password = Good })).Json();
        var token = answer.GetProperty("token").GetString();

        Assert.Equal(0, await lodge.Ask<long>($"select count(*) from journal where stream || body like '%{token}%'"));
        Assert.Equal(0, await lodge.Ask<long>($"select count(*) from sessions where id like '%{token}%'"));
    }

    [Fact]
    public async Task says_no_in_the_readers_language_and_tells_nobody_which_accounts_exist()
    {
        await using var lodge = await Lodge();
        var client = lodge.Visitor();
        await client.Post("/api/sessions", new { account = "ana", password = "wrong" }).Refuses(403, "session.wrong-password");
        await client.Post("/api/sessions", new { account = "nobody", password = "wrong" }).Refuses(403, "session.wrong-password");
        await client.Post("/api/sessions", new { account = "账号 typed here", password = "wrong" }).Refuses(403, "session.wrong-password");
        await client.Get("/api/me").Refuses(401, "desk.signed-out");
        client.DefaultRequestHeaders.AcceptLanguage.Add(new("en-GB"));
        Assert.Contains("Sign in first.", await (await client.Get("/api/me")).Content.ReadAsStringAsync(People.Lodge.Stop), StringComparison.Ordinal);
        Assert.Equal("?", await lodge.Ask<string>("select min(account) from signins"));
        Assert.Equal(0, await lodge.Ask<long>("select count(*) from heads where stream = 'account-nobody'"));
    }

    [Fact]
    public async Task words_that_are_no_json_are_refused_as_unreadable()
    {
        await using var lodge = await Lodge();
        using var content = new StringContent("{", new MediaTypeHeaderValue("application/json"));

        await lodge.Visitor().PostAsync("/api/sessions", content, People.Lodge.Stop).Refuses(422, "desk.unreadable");
    }

    [Fact]
    public async Task five_errors_lock_and_the_lock_ends_by_itself()
    {
        await using var lodge = await Lodge();
        var client = lodge.Visitor();
        for (var n = 0; n < 5; n++) await client.Post("/api/sessions", new { account = "ana", password = $"{n}" }).Refuses(403, "session.wrong-password");

        await client.Post("/api/sessions", new { account = "ana", password = Good }).Refuses(403, "session.locked-out");
        lodge.Time.Now += TimeSpan.FromMinutes(15);
        await client.Post("/api/sessions", new { account = "ana", password = Good }).Is(201);
    }

    [Fact]
    public async Task the_eleventh_attempt_in_a_minute_is_one_too_many()
    {
        await using var lodge = await Lodge();
        var client = lodge.Visitor();
        for (var n = 0; n < 10; n++) await client.Post("/api/sessions", new { account = "ana", password = Good }).Is(201);

        await client.Post("/api/sessions", new { account = "ana", password = Good }).Refuses(429, "session.too-often");
        await client.Post("/api/sessions", new { account = "ben", password = Good }).Is(201);
        Assert.Equal(5, await lodge.Ask<long>("select count(*) from sessions where account = 'ana'"));
    }

    [Fact]
    public async Task an_administrator_sets_up_a_second_factor_before_anything_else()
    {
        await using var lodge = await Lodge();
        await lodge.Person("sys2", ("LS", "system-admin"));
        var client = await lodge.As("sys2");

        await client.Get("/api/accounts").Refuses(403, "second-factor.needed");
        Assert.Equal("resident resident", await client.Text("/who"));
        var offer = await (await client.Post("/api/me/second-factor/offer").Is(200)).Json();
        Assert.Contains("<svg", offer.GetProperty("picture").GetString(), StringComparison.Ordinal);
        await client.Post("/api/me/second-factor", new { ticket = "x", code = "123456" }).Refuses(422, "second-factor.ticket");
        await client.Post("/api/me/second-factor", new { ticket = offer.GetProperty("ticket").GetString(), code = "000000" }).Refuses(403, "session.wrong-code");

        var secret = Decode(offer.GetProperty("secret").GetString()!);
        var code = Bihuan.People.Totp.Code(secret, Bihuan.People.Totp.StepOf(lodge.Time.Now));
        await client.Post("/api/me/second-factor", new { ticket = offer.GetProperty("ticket").GetString(), code }).Is(204);
        await client.Get("/api/accounts").Is(200);

        await lodge.Visitor().Post("/api/sessions", new { account = "sys2", password = Good }).Refuses(403, "session.code-needed");
        await lodge.Visitor().Post("/api/sessions", new { account = "sys2", password = Good, code }).Refuses(403, "session.wrong-code");
    }

    static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(n => Convert.ToByte(bits.Substring(n * 8, 8), 2))];
    }

    [Fact]
    public async Task people_are_found_by_all_that_a_list_says_of_them()
    {
        await using var lodge = await Lodge();
        var sys = await lodge.As("sys");
        async Task<string[]> Found(string query) => [.. (await (await sys.Get($"/api/accounts?{query}").Is(200)).Json()).GetProperty("accounts").EnumerateArray().Select(row => row.GetProperty("name").GetString()!)];
        Assert.Equal(["ana"], await Found("q=ana"));
        Assert.Equal(["ana"], await Found("q=ls.zh"));
        Assert.Contains("ana", await Found($"q={Uri.EscapeDataString("核查")}"));
        Assert.Equal(["aud"], await Found($"q={Uri.EscapeDataString("审计")}"));
        Assert.Empty(await Found("q=%25"));
        var units = await Bihuan.People.ListAccounts.ByUnit(lodge.Of<Bihuan.Hosting.Store>(), Scene.District, TestContext.Current.CancellationToken);
        foreach (var unit in (string[])["LS", "LS.ZH", "LS.ZJ"]) Assert.Equal((await Found($"unit={unit}")).Length, units[unit]);
    }

    [Fact]
    public async Task opening_and_appointing_climbs_the_ladder()
    {
        await using var lodge = await Lodge();
        var (sys, sec, ana) = (await lodge.As("sys"), await lodge.As("sec"), await lodge.As("ana"));
        var before = await lodge.Entries();

        await lodge.Visitor().Post("/api/accounts", new { account = "cai", name = "蔡", nameEn = "Cai" }).Refuses(401, "desk.signed-out");
        await ana.Post("/api/accounts", new { account = "cai", name = "蔡", nameEn = "Cai" }).Refuses(403, "desk.not-yours");
        await sys.Post("/api/accounts/cai/posts", new { unit = "LS.ZH", role = "handler" }).Refuses(404, "account.missing");
        Assert.Equal(before, await lodge.Entries());

        var opened = await (await sys.Post("/api/accounts", new { account = "cai", name = "蔡", nameEn = "Cai" }).Is(200)).Json();
        await sys.Post("/api/accounts", new { account = "cai", name = "蔡", nameEn = "Cai" }).Refuses(409, "account.exists");
        await sys.Post("/api/accounts/cai/posts", new { unit = "LS.XX", role = "handler" }).Refuses(404, "unit.missing");
        await sec.Post("/api/accounts/cai/posts", new { unit = "LS.ZH", role = "handler" }).Refuses(403, "post.security-grants");
        await sys.Post("/api/accounts/sys/posts", new { unit = "LS.ZH", role = "handler" }).Refuses(403, "account.own");
        await sys.Post("/api/accounts/cai/posts", new { unit = "LS.ZH", role = "handler" }).Is(200);
        await sys.Post("/api/accounts/cai/posts", new { unit = "LS.ZH", role = "handler" }).Refuses(409, "post.held");
        await sec.Post("/api/accounts/cai/posts", new { unit = "LS", role = "audit-admin" }).Refuses(409, "post.roles-exclude");
        Assert.Equal(before + 2, await lodge.Entries());

        var cai = lodge.Visitor();
        var password = opened.GetProperty("password").GetString();
        var session = await (await cai.Post("/api/sessions", new { account = "cai", password }).Is(201)).Json();
        cai.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
        await cai.Get("/api/units").Refuses(403, "password.must-change");
        await cai.Post("/api/me/password", new { present = "x", password = "Kind-forest4" }).Refuses(403, "password.present");
        await cai.Post("/api/me/password", new { present = password, password = "short" }).Refuses(422, "password.weak");
        await cai.Post("/api/me/password", new { present = password, password = "Kind-forest4" }).Is(204);
        await cai.Get("/api/units").Is(200);
    }

    [Fact]
    public async Task units_climb_the_ladder()
    {
        await using var lodge = await Lodge();
        var (sys, ana) = (await lodge.As("sys"), await lodge.As("ana"));
        var office = new { code = "LS.ZH.CG", name = "城管办", nameEn = "City management", kind = "office" };

        await ana.Post("/api/units", office).Refuses(403, "desk.not-yours");
        await sys.Put("/api/units/LS.ZH.CG/name", new { name = "新", nameEn = "New" }).Refuses(404, "unit.missing");
        await sys.Post("/api/units", office).Is(200);
        await sys.Post("/api/units", office).Refuses(409, "unit.exists");
        Assert.Contains("城管办", await ana.Text("/api/units"), StringComparison.Ordinal);
        await sys.Put("/api/units/LS.ZH.CG/name", new { name = "新城管办", nameEn = "New" }).Is(204);
        Assert.Contains("新城管办", await ana.Text("/api/units"), StringComparison.Ordinal);
        await sys.Post("/api/units/LS.ZH/closing", new { reason = "merged" }).Refuses(409, "unit.in-use");
        await sys.Post("/api/units/LS.ZH.CG/closing", new { reason = "merged" }).Is(204);
        await sys.Post("/api/units/LS.ZH.CG/closing", new { reason = "merged" }).Is(204);
        await sys.Put("/api/units/LS.ZH.CG/name", new { name = "又", nameEn = "Again" }).Refuses(409, "unit.closed");
    }

    [Fact]
    public async Task locking_resetting_and_closing_climb_the_ladder()
    {
        await using var lodge = await Lodge();
        var (sys, sec, ben) = (await lodge.As("sys"), await lodge.As("sec"), await lodge.As("ben"));

        await sys.Post("/api/accounts/ben/lock", new { reason = "lost" }).Refuses(403, "desk.not-yours");
        await sec.Post("/api/accounts/nobody/lock", new { reason = "lost" }).Refuses(404, "account.missing");
        await sec.Post("/api/accounts/ben/lock", new { reason = "lost" }).Is(204);
        await ben.Get("/api/me").Refuses(401, "desk.signed-out");
        await sec.Post("/api/accounts/ben/lock", new { reason = "lost" }).Refuses(409, "account.already-locked");
        await lodge.Visitor().Post("/api/sessions", new { account = "ben", password = Good }).Refuses(403, "session.locked");
        await sec.Post("/api/accounts/ben/unlocking").Is(204);
        await sec.Post("/api/accounts/ben/unlocking").Refuses(409, "account.not-locked");

        ben = await lodge.As("ben");
        var reset = await (await sec.Post("/api/accounts/ben/password", new { reason = "forgot" }).Is(200)).Json();
        await ben.Get("/api/me").Refuses(401, "desk.signed-out");
        await lodge.Visitor().Post("/api/sessions", new { account = "ben", password = Good }).Refuses(403, "session.wrong-password");
        await lodge.Visitor().Post("/api/sessions", new { account = "ben", password = reset.GetProperty("password").GetString() }).Is(201);

        await sec.Post("/api/accounts/ben/closing", new { reason = "left" }).Refuses(403, "desk.not-yours");
        await sys.Post("/api/accounts/ben/closing", new { reason = "left" }).Is(204);
        await sys.Post("/api/accounts/ben/closing", new { reason = "left" }).Is(204);
        await sec.Post("/api/accounts/ben/unlocking").Refuses(409, "account.closed");
    }

    [Fact]
    public async Task a_removed_post_stops_at_once()
    {
        await using var lodge = await Lodge();
        var (sys, ana) = (await lodge.As("sys"), await lodge.As("ana"));
        Assert.Equal("ana handler@LS.ZH", await ana.Text("/who"));

        await sys.Post("/api/accounts/ana/posts/1/removal", new { reason = "moved" }).Is(204);
        Assert.Equal("resident resident", await ana.Text("/who"));
        await ana.Get("/api/me").Refuses(401, "desk.signed-out");
        Assert.Equal("ana verifier@LS", await (await lodge.As("ana")).Text("/who"));
        await sys.Post("/api/accounts/ana/posts/1/removal", new { reason = "moved" }).Refuses(404, "post.missing");
    }

    [Fact]
    public async Task a_closed_account_stops_at_once()
    {
        await using var lodge = await Lodge();
        var (sys, ben) = (await lodge.As("sys"), await lodge.As("ben"));
        await ben.Get("/api/me").Is(200);

        await sys.Post("/api/accounts/ben/closing", new { reason = "left" }).Is(204);
        await ben.Get("/api/me").Refuses(401, "desk.signed-out");
    }

    [Fact]
    public async Task takes_another_post_and_goes_on_in_it()
    {
        await using var lodge = await Lodge();
        var ana = await lodge.As("ana");

        await ana.Put("/api/me/post", new { post = "3" }).Refuses(404, "post.missing");
        await ana.Put("/api/me/post", new { post = "2" }).Is(204);
        await ana.Put("/api/me/post", new { post = "2" }).Is(204);
        Assert.Equal("ana verifier@LS", await ana.Text("/who"));
    }

    [Fact]
    public async Task a_session_ends_when_idle_and_after_twelve_hours_in_any_case()
    {
        await using var lodge = await Lodge();
        var (idle, busy) = (await lodge.As("ana"), await lodge.As("ben"));
        var facts = await lodge.Ask<long>("select count(*) from journal where kind = 'session.used'");

        for (var minutes = 0; minutes < 29; minutes++)
        {
            lodge.Time.Now += TimeSpan.FromMinutes(1);
            await busy.Get("/api/me").Is(200);
        }

        Assert.Equal(facts + 2, await lodge.Ask<long>("select count(*) from journal where kind = 'session.used'"));
        lodge.Time.Now += TimeSpan.FromMinutes(1);
        await idle.Get("/api/me").Refuses(401, "desk.signed-out");
        for (var n = 0; n < 23; n++)
        {
            await busy.Get("/api/me").Is(200);
            lodge.Time.Now += TimeSpan.FromMinutes(29);
        }

        await busy.Get("/api/me").Is(200);
        lodge.Time.Now += TimeSpan.FromMinutes(29);
        await busy.Get("/api/me").Refuses(401, "desk.signed-out");
    }

    [Fact]
    public async Task signs_out_and_ends_the_others()
    {
        await using var lodge = await Lodge();
        var (one, two, three) = (await lodge.As("ana"), await lodge.As("ana"), await lodge.As("ana"));

        await two.Delete("/api/me/sessions").Is(204);
        await one.Get("/api/me").Refuses(401, "desk.signed-out");
        await three.Get("/api/me").Refuses(401, "desk.signed-out");
        await two.Delete("/api/sessions/current").Is(204);
        await two.Delete("/api/sessions/current").Refuses(401, "desk.signed-out");
    }

    [Fact]
    public async Task only_the_audit_administrator_reads_the_logs_and_changes_nothing()
    {
        await using var lodge = await Lodge();
        var (sys, aud) = (await lodge.As("sys"), await lodge.As("aud"));
        await sys.Get("/api/sign-ins").Refuses(403, "desk.not-yours");
        await sys.Get("/api/changes").Refuses(403, "desk.not-yours");
        await aud.Post("/api/accounts", new { account = "cai", name = "蔡" }).Refuses(403, "desk.not-yours");

        var rows = (await (await aud.Get("/api/sign-ins").Is(200)).Json()).GetProperty("signIns");
        Assert.Equal(["aud", "sys"], rows.EnumerateArray().Select(row => row.GetProperty("account").GetString()));
        var changes = await aud.Text("/api/changes?about=account-ana");
        Assert.Contains("account.post-appointed", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task lists_accounts_by_unit_role_and_words()
    {
        await using var lodge = await Lodge();
        var sys = await lodge.As("sys");
        async Task<string> Names(string query) => string.Join(' ', (await (await sys.Get("/api/accounts" + query).Is(200)).Json())
            .GetProperty("accounts").EnumerateArray().Select(row => row.GetProperty("name").GetString()));

        Assert.Equal("ana aud ben sec sys", await Names(""));
        Assert.Equal("ana ben", await Names("?role=handler"));
        Assert.Equal("ben", await Names("?unit=LS.ZJ"));
        Assert.Equal("aud", await Names("?q=au"));
        Assert.Equal("sec sys", await Names("?after=ben"));
    }

    [Fact]
    public async Task the_same_key_twice_writes_once_and_an_old_version_writes_nothing()
    {
        await using var lodge = await Lodge();
        var sys = await lodge.As("sys");
        var before = await lodge.Entries();
        async Task<HttpResponseMessage> Rename(string name, string? key, string? version)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/units/LS.ZH/name") { Content = System.Net.Http.Json.JsonContent.Create(new { name, nameEn = name }) };
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            if (version is not null) request.Headers.Add("If-Match", $"\"{version}\"");
            return await sys.SendAsync(request, People.Lodge.Stop);
        }

        Assert.Equal("\"2\"", (await Rename("甲", "k1", "1").Is(204)).Headers.ETag?.Tag);
        await Rename("甲", "k1", "1").Is(204);
        await Rename("乙", "k1", "1").Refuses(422, "desk.key-reused");
        await Rename("乙", "k2", "1").Refuses(412, "desk.stale");
        Assert.Equal(before + 1, await lodge.Entries());
    }

    [Fact]
    public async Task a_cookie_changes_nothing_without_the_proof_of_a_form()
    {
        await using var lodge = await Lodge();
        var token = (await (await lodge.Visitor().Post("/api/sessions", new { account = "ana", password = Good })).Json()).GetProperty("token").GetString();
        var browser = lodge.Visitor();
        browser.DefaultRequestHeaders.Add("Cookie", $"bihuan={token}");
        Assert.Equal("ana handler@LS.ZH", await browser.Text("/who"));

        await browser.Put("/api/me/post", new { post = "2" }).Refuses(403, "session.form");
        await browser.Post("/anything").Is(403);
        var proof = await browser.Text("/form");
        using (var form = new FormUrlEncodedContent([new("form", proof)]))
            Assert.Equal("ana", await (await browser.PostAsync("/anything", form, People.Lodge.Stop).Is(200)).Content.ReadAsStringAsync(People.Lodge.Stop));
        browser.DefaultRequestHeaders.Add("X-Form", proof);
        await browser.Put("/api/me/post", new { post = "2" }).Is(204);
    }

    [Fact]
    public async Task a_visitors_form_repeats_its_cookie()
    {
        await using var lodge = await Lodge();
        var visitor = lodge.Visitor();
        await visitor.Post("/anything").Is(403);
        var page = await visitor.Get("/form");
        var cookie = page.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        visitor.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        visitor.DefaultRequestHeaders.Add("X-Form", await page.Content.ReadAsStringAsync(People.Lodge.Stop));

        Assert.Equal("resident", await (await visitor.Post("/anything").Is(200)).Content.ReadAsStringAsync(People.Lodge.Stop));
    }

    [Fact]
    public async Task two_people_at_once_never_see_each_others_caller()
    {
        await using var lodge = await Lodge();
        var clients = new[] { await lodge.As("ana"), await lodge.As("ben"), await lodge.As("ana"), lodge.Visitor() };
        await clients[2].Put("/api/me/post", new { post = "2" }).Is(204);
        string[] expected = ["ana handler@LS.ZH", "ben handler@LS.ZJ", "ana verifier@LS", "resident resident"];

        await Parallel.ForEachAsync(Enumerable.Range(0, 32 * 25), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = People.Lodge.Stop },
            async (n, _) => Assert.Equal(expected[n % 4], await clients[n % 4].Text("/who")));
    }
}

public sealed class PeopleApiTests : PeopleApiContract;

public sealed class PeopleApiTestsOnPostgres(PostgresHost postgres) : PeopleApiContract, IClassFixture<PostgresHost>
{
    protected override async Task<Store?> On() => await PostgresRoom.Empty(postgres);
}
