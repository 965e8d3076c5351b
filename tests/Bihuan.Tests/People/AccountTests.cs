using Bihuan.People;
using static Bihuan.Tests.People.Scene;
using No = Bihuan.People.No;

namespace Bihuan.Tests.People;

public sealed class AccountTests
{
    static readonly OpenAccount.Command Words = new("ben", "本", "Ben");
    static readonly AppointPost.Command Handling = new("LS.ZH", "handler");

    [Fact]
    public void opens_an_account_whose_password_must_be_changed() =>
        OpenAccount.Decide(Account.Empty, Words with { MustChange = false }, Kept, Sys)
            .Records(new AccountOpened(new("本", "Ben"), Kept, MustChange: true));

    [Fact]
    public void only_set_up_opens_an_account_whose_password_stays() =>
        OpenAccount.Decide(Account.Empty, Words with { MustChange = false }, Kept, Setup)
            .Records(new AccountOpened(new("本", "Ben"), Kept, MustChange: false));

    [Theory]
    [InlineData("a")]
    [InlineData("Ana")]
    [InlineData("ana maria")]
    [InlineData("9ana")]
    [InlineData("resident")]
    [InlineData("setup")]
    public void refuses_a_name_that_is_none_or_belongs_to_no_person(string account) =>
        OpenAccount.Decide(Account.Empty, Words with { Account = account }, Kept, Sys).Refuses(No.BadAccountName);

    [Fact]
    public void a_name_is_never_used_again() => OpenAccount.Decide(Closed, Words with { Account = "ana" }, Kept, Sys).Refuses(No.AccountExists);

    [Fact]
    public void appoints_to_a_post_with_the_next_number()
    {
        AppointPost.Decide(New, Handling, Street, Sys).Records(new PostAppointed(PostOf("1", "LS.ZH", "handler")));
        var decision = AppointPost.Decide(Handler, new("LS.ZH", "verifier", "核查员"), Street, Sys);
        Assert.Equal("2", Assert.IsType<PostAppointed>(Assert.Single(decision.Facts)).Post.Id);
    }

    [Fact]
    public void refuses_the_same_post_twice() => AppointPost.Decide(Handler, Handling, Street, Sys).Refuses(No.PostHeld);

    [Fact]
    public void refuses_an_unknown_role_or_one_without_account()
    {
        AppointPost.Decide(New, new("LS.ZH", "king"), Street, Sys).Refuses(No.NoSuchRole);
        AppointPost.Decide(New, new("LS.ZH", "setup"), Street, Setup).Refuses(No.NoSuchRole);
    }

    [Fact]
    public void refuses_a_post_in_a_unit_that_is_missing_or_closed()
    {
        AppointPost.Decide(New, Handling, Unit.Empty, Sys).Refuses(No.NoSuchUnit);
        AppointPost.Decide(New, Handling, ClosedStreet, Sys).Refuses(No.UnitClosed);
    }

    [Fact]
    public void administrators_are_appointed_by_security_and_all_others_by_the_system()
    {
        AppointPost.Decide(New, new("LS.ZH", "audit-admin"), Street, Sys).Refuses(No.SecurityGrants);
        AppointPost.Decide(New, Handling, Street, Sec).Refuses(No.SecurityGrants);
        AppointPost.Decide(New, Handling, Street, Aud).Refuses(Bihuan.Hosting.No.NotYours);
        AppointPost.Decide(New, new("LS.ZH", "audit-admin"), Street, Sec).Records(new PostAppointed(PostOf("1", "LS.ZH", "audit-admin")));
    }

    [Fact]
    public void nobody_appoints_themselves()
    {
        AppointPost.Decide(New, Handling, Street, Sys with { By = "ana" }).Refuses(No.OwnAccount);
        RemovePost.Decide(Handler, "1", new("why"), Sys with { By = "ana" }).Refuses(No.OwnAccount);
    }

    [Theory]
    [InlineData("system-admin", "security-admin")]
    [InlineData("system-admin", "audit-admin")]
    [InlineData("security-admin", "audit-admin")]
    [InlineData("audit-admin", "system-admin")]
    [InlineData("system-admin", "handler")]
    [InlineData("audit-admin", "leader")]
    [InlineData("handler", "security-admin")]
    [InlineData("leader", "system-admin")]
    public void the_three_administrators_exclude_each_other_and_every_business_post(string held, string wanted)
    {
        var account = Given<Account>(New, (Sec, new PostAppointed(PostOf("1", "LS", held))));

        AppointPost.Decide(account, new("LS.ZH", wanted), Street, Setup).Refuses(No.RolesExclude);
    }

    [Fact]
    public void a_post_that_has_run_out_excludes_nothing()
    {
        var account = Given<Account>(New, (Sec, new PostAppointed(PostOf("1", "LS", "audit-admin", until: Nine))));

        Assert.Null(AppointPost.Decide(account, Handling, Street, Sys).Refusal);
    }

    [Fact]
    public void removes_a_post_with_a_reason()
    {
        RemovePost.Decide(Handler, "2", new("moved"), Sys).Refuses(No.NoSuchPost);
        RemovePost.Decide(Handler, "1", new(""), Sys).Refuses(No.ReasonMissing);
        RemovePost.Decide(Handler, "1", new("moved"), Sec).Refuses(No.SecurityGrants);
        RemovePost.Decide(Handler, "1", new("moved"), Sys).Records(new PostRemoved("1", "moved"));
    }

    [Fact]
    public void locks_with_a_reason_and_ends_the_sessions()
    {
        var session = Given<Session>("session-x", (Ana, new SessionOpened("ana", "1", "", "")));
        var decision = LockAccount.Decide(Handler, new("lost phone"), [session], Sec);

        decision.Records(new AccountLocked("lost phone"));
        Assert.Equal([(Session.StreamOf("x"), new SessionClosed("locked"))], decision.Elsewhere);
        LockAccount.Decide(Handler, new("lost phone"), [], Sys).Refuses(Bihuan.Hosting.No.NotYours);
        LockAccount.Decide(Given<Account>(Handler, (Sec, new AccountLocked("x"))), new("lost phone"), [], Sec).Refuses(No.AlreadyLocked);
    }

    [Fact]
    public void unlocks_only_what_is_locked()
    {
        UnlockAccount.Decide(Handler, Sec).Refuses(No.NotLocked);
        UnlockAccount.Decide(Given<Account>(Handler, (Sec, new AccountLocked("x"))), Sec).Records(new AccountUnlocked());
        UnlockAccount.Decide(Closed, Sec).Refuses(No.AccountClosed);
    }

    [Fact]
    public void gives_a_one_time_password_as_security_administrator_only()
    {
        ResetPassword.Decide(Handler, new("forgot"), Kept, [], Sys).Refuses(Bihuan.Hosting.No.NotYours);
        ResetPassword.Decide(Account.Empty, new("forgot"), Kept, [], Sec).Refuses(No.NoSuchAccount);
        ResetPassword.Decide(Handler, new("forgot"), Kept, [], Sec).Records(new PasswordReset(Kept, false, "forgot"));
        Assert.True(Given<Account>(Handler, (Sec, new PasswordReset(Kept, false, "forgot"))).MustChange);
    }

    [Fact]
    public void closes_for_ever_and_closing_twice_changes_nothing()
    {
        CloseAccount.Decide(Handler, new("left"), [], Sys).Records(new AccountClosed("left"));
        CloseAccount.Decide(Closed, new("left"), [], Sys).Records();
        Assert.Empty(Closed.Posts);
    }

    [Fact]
    public void the_system_administrator_cannot_close_another_administrator()
    {
        var audit = Given<Account>(New, (Sec, new PostAppointed(PostOf("1", "LS", "audit-admin"))));

        CloseAccount.Decide(audit, new("left"), [], Sys).Refuses(No.SecurityGrants);
    }
}
