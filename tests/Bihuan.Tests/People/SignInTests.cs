using Bihuan.Engine.Journal;
using Bihuan.People;
using static Bihuan.Tests.People.Scene;
using No = Bihuan.People.No;

namespace Bihuan.Tests.People;

public sealed class SignInTests
{
    static readonly Stamp Visitor = new(Nine, "visitor", new("visitor", ""));
    static readonly SignIn.Attempt Right = new(Session.StreamOf("new"), new("10.0.0.1", "Firefox"), IsRight: true, Kept, CodeGiven: false, null);
    static readonly SignIn.Attempt Wrong = Right with { IsRight = false };

    static Account After(int errors, Account? account = null) =>
        Enumerable.Range(0, errors).Aggregate(account ?? Handler, (a, _) => Given<Account>(a, (Visitor, new SignInFailed("x"))));

    [Fact]
    public void begins_a_session_in_the_first_post()
    {
        var decision = SignIn.Decide(Handler, Right, [], Ana);

        decision.Records(new AccountSignedIn("new", null));
        Assert.Equal([(Session.StreamOf("new"), new SessionOpened("ana", "1", "10.0.0.1", "Firefox"))], decision.Elsewhere);
    }

    [Fact]
    public void an_error_is_counted_and_logged()
    {
        var decision = SignIn.Decide(Handler, Wrong, [], Visitor);

        decision.Records(new SignInFailed("session.wrong-password"));
        Assert.Equal([(Session.StreamOf("new"), new SessionRefused("ana", "session.wrong-password", "10.0.0.1", "Firefox"))], decision.Elsewhere);
    }

    [Fact]
    public void five_errors_lock_and_the_right_password_does_not_open()
    {
        Assert.Null(SignIn.Fault(After(4), Right, Ana));
        Assert.Equal("session.locked-out", SignIn.Fault(After(5), Right, Ana)?.Code);
        Assert.Contains("09:15", SignIn.Fault(After(5), Right, Ana)!.Zh);
        Assert.Empty(SignIn.Decide(After(5), Right, [], Ana).Facts);
    }

    [Fact]
    public void the_lock_ends_by_itself_after_fifteen_minutes()
    {
        Assert.NotNull(SignIn.Fault(After(5), Right, Ana.Later(Account.LockOut - TimeSpan.FromMilliseconds(1))));
        Assert.Null(SignIn.Fault(After(5), Right, Ana.Later(Account.LockOut)));
    }

    [Fact]
    public void after_the_lock_five_more_errors_are_needed() => Assert.Null(SignIn.Fault(After(9), Right, Ana.Later(Account.LockOut)));

    [Fact]
    public void a_sign_in_forgives_earlier_errors() =>
        Assert.Null(SignIn.Fault(After(4, Given<Account>(After(4), (Ana, new AccountSignedIn("s", null)))), Right, Ana));

    [Fact]
    public void the_security_administrator_unlocks() =>
        Assert.Null(SignIn.Fault(Given<Account>(After(5), (Sec, new AccountUnlocked())), Right, Ana));

    [Fact]
    public void a_locked_closed_or_postless_account_is_not_let_in()
    {
        Assert.Equal(No.Locked, SignIn.Fault(Given<Account>(Handler, (Sec, new AccountLocked("x"))), Right, Ana));
        Assert.Equal(No.WrongPassword, SignIn.Fault(Closed, Right, Ana));
        Assert.Equal(No.NoPost, SignIn.Fault(New, Right, Ana));
    }

    [Fact]
    public void a_password_changed_since_it_was_compared_is_wrong() =>
        Assert.Equal(No.WrongPassword, SignIn.Fault(Handler, Right with { Kept = "another" }, Ana));

    [Fact]
    public void a_second_factor_is_asked_for_and_its_code_is_good_once()
    {
        var account = Given<Account>(Handler, (Ana, new SecondFactorSetUp("secret", 100)));

        Assert.Equal(No.CodeNeeded, SignIn.Fault(account, Right, Ana));
        Assert.Equal(No.WrongCode, SignIn.Fault(account, Right with { CodeGiven = true }, Ana));
        Assert.Equal(No.WrongCode, SignIn.Fault(account, Right with { CodeGiven = true, Step = 100 }, Ana));
        Assert.Null(SignIn.Fault(account, Right with { CodeGiven = true, Step = 101 }, Ana));
        Assert.Equal(101, Given<Account>(account, (Ana, new AccountSignedIn("s", 101))).LastStep);
    }

    [Fact]
    public void asking_for_the_code_is_no_error() =>
        Assert.Empty(SignIn.Decide(Given<Account>(Handler, (Ana, new SecondFactorSetUp("secret", 100))), Right, [], Ana).Facts);

    [Fact]
    public void the_sixth_session_ends_the_oldest()
    {
        var live = Enumerable.Range(1, 5).Select(n => Given<Session>($"session-{n}", (Ana, new SessionOpened("ana", "1", "", "")))).ToList();
        var decision = SignIn.Decide(Handler, Right, live, Ana);

        Assert.Equal((Session.StreamOf("1"), new SessionClosed("displaced")), decision.Elsewhere[0]);
        Assert.Equal(2, decision.Elsewhere.Length);
    }

    [Fact]
    public void takes_only_a_post_that_is_held_now()
    {
        var session = Given<Session>("session-s", (Ana, new SessionOpened("ana", "1", "", "")));
        var account = Given<Account>(Handler, (Sys, new PostAppointed(PostOf("2", "LS", "verifier"))));

        TakePost.Decide(session, new("2"), account, Ana).Records(new PostTaken("2"));
        TakePost.Decide(session, new("1"), account, Ana).Records();
        TakePost.Decide(session, new("3"), account, Ana).Refuses(No.NoSuchPost);
        TakePost.Decide(session, new("2"), Given<Account>(account, (Sys, new PostRemoved("2", "x"))), Ana).Refuses(No.NoSuchPost);
        TakePost.Decide(session, new("2"), account, Ana with { By = "ben" }).Refuses(No.NoSuchSession);
        TakePost.Decide(session, new("2"), account, Ana.Later(Session.Absolute)).Refuses(No.NoSuchSession);
    }

    [Fact]
    public void a_session_is_ended_by_its_owner_or_by_security()
    {
        var session = Given<Session>("session-s", (Ana, new SessionOpened("ana", "1", "", "")));

        SignOut.Decide(session, Ana).Records(new SessionClosed("signed-out"));
        SignOut.Decide(session, Sec).Records(new SessionClosed("ended"));
        SignOut.Decide(session, Ana with { By = "ben" }).Refuses(No.NoSuchSession);
        SignOut.Decide(Given<Session>("session-s", (Ana, new SessionOpened("ana", "1", "", "")), (Ana, new SessionClosed("x"))), Ana).Records();
        SignOut.Decide(Session.Empty, Ana).Refuses(No.NoSuchSession);
    }

    [Fact]
    public void changes_ones_own_password_and_ends_the_other_sessions()
    {
        var own = Given<Session>("session-own", (Ana, new SessionOpened("ana", "1", "", "")));
        var other = Given<Session>("session-other", (Ana, new SessionOpened("ana", "1", "", "")));
        var good = new ChangePassword.Checked(true, false, null, "hash");

        var decision = ChangePassword.Decide(Handler, good, [own, other], "own", Ana);
        decision.Records(new PasswordChanged("hash"));
        Assert.Equal([(Session.StreamOf("other"), new SessionClosed("password"))], decision.Elsewhere);
        ChangePassword.Decide(Handler, good with { IsPresent = false }, [], "own", Ana).Refuses(No.PresentPassword);
        ChangePassword.Decide(Handler, good with { IsSame = true }, [], "own", Ana).Refuses(No.SamePassword);
        ChangePassword.Decide(Handler, good with { Fault = No.WeakPassword }, [], "own", Ana).Refuses(No.WeakPassword);
        ChangePassword.Decide(Handler, good, [], "own", Sys).Refuses(Bihuan.Hosting.No.NotYours);
    }

    [Fact]
    public void sets_a_second_factor_up_once()
    {
        SetUpSecondFactor.Decide(Handler, "wrapped", 7, Ana).Records(new SecondFactorSetUp("wrapped", 7));
        SetUpSecondFactor.Decide(Handler, null, null, Ana).Refuses(No.WrongTicket);
        SetUpSecondFactor.Decide(Handler, "wrapped", null, Ana).Refuses(No.WrongCode);
        SetUpSecondFactor.Decide(Given<Account>(Handler, (Ana, new SecondFactorSetUp("w", 1))), "wrapped", 7, Ana).Refuses(No.SecondFactorStands);
        SetUpSecondFactor.Decide(Handler, "wrapped", 7, Sec).Refuses(Bihuan.Hosting.No.NotYours);
    }
}
