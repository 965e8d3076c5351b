using System.Text;
using Bihuan.People;
using No = Bihuan.People.No;

namespace Bihuan.Tests.People;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("Clear-water7", null)]
    [InlineData("correct horse battery staple", null)]
    [InlineData("short-A1", "password.weak")]
    [InlineData("alllowercase", "password.weak")]
    [InlineData("lowercase123", "password.weak")]
    [InlineData("My-Ana-house7", "password.named")]
    [InlineData("Password-123456", "password.common")]
    [InlineData("Aa1-Aa1-Aa1-", "password.common")]
    [InlineData("P@ssw0rd2026", "password.common")]
    [InlineData(null, "password.weak")]
    public void judges(string? password, string? code) => Assert.Equal(code, Passwords.Fault("ana", password)?.Code);

    [Fact]
    public async Task verifies_what_it_kept_and_nothing_else()
    {
        Assert.StartsWith("pbkdf2-sha256$120000$", Scene.Kept);
        Assert.True(await Passwords.Verify(Scene.Kept, Scene.Good, TestContext.Current.CancellationToken));
        Assert.False(await Passwords.Verify(Scene.Kept, Scene.Good + " ", TestContext.Current.CancellationToken));
        Assert.False(await Passwords.Verify(null, "nobody's password", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void a_one_time_password_is_good_enough_itself() => Assert.Null(Passwords.Fault("ana", Passwords.OneTime()));

    // RFC 6238, appendix B, SHA-1: the last six of the eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void codes_are_those_of_the_rfc(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30));

    [Fact]
    public void a_code_is_good_one_step_early_and_late()
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111111);

        for (var late = -1; late <= 1; late++)
            Assert.Equal(Totp.StepOf(now) + late, Totp.Step(secret, Totp.Code(secret, Totp.StepOf(now) + late), now));
        Assert.Null(Totp.Step(secret, Totp.Code(secret, Totp.StepOf(now) - 2), now));
        Assert.Null(Totp.Step(secret, "", now));
        Assert.Equal(Totp.StepOf(now), Totp.Step(secret, "050 471", now));
    }

    // RFC 4648, section 10, without padding.
    [Theory]
    [InlineData("f", "MY")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void secrets_are_base32(string secret, string text) => Assert.Equal(text, Totp.Text(Encoding.ASCII.GetBytes(secret)));

    [Fact]
    public void common_words_are_refused_with_a_sentence_in_both_languages() =>
        Assert.All([No.CommonPassword, No.WeakPassword, No.NamedPassword], no => Assert.True(no.Zh.Length > 8 && no.En.Length > 20));
}
