using Bihuan.Parts;

namespace Bihuan.People;

/// <summary>Where somebody may go from the frame; the first four stand at the foot of a phone's page.</summary>
public delegate IReadOnlyList<Way> WaysOf(Person person);

/// <summary>Makes the reader of a page from who is signed in.</summary>
public sealed class PageReader(SignedIn signedIn, Forms forms, PeopleSettings settings, WaysOf ways, TimeProvider time)
{
    /// <summary>The reader of this request, with the proof for its forms.</summary>
    public Reader Of(HttpContext http)
    {
        var reader = Reader.Of(http, time.GetUtcNow());
        var token = new FormToken(Forms.Field, forms.Token(http), Forms.Header);
        reader = reader with { District = reader.Say(settings.Name.Zh, settings.Name.En), Token = token };
        if (signedIn.Person is not { } person) return reader;

        string Say(Words words) => reader.Say(words.Zh, words.En);
        return reader with
        {
            Name = Say(person.Name),
            Post = Say(person.Post.Title),
            Posts = [.. person.Posts.Select(post => new OtherPost(post.Id, Say(post.Title), post.Id == person.Post.Id))],
            Ways = person.Must is Must.Nothing ? ways(person) : [],
        };
    }

    /// <summary>Where the administrators may go; nowhere for everybody else.</summary>
    public static IReadOnlyList<Way> Administrators(Person person) => person.Post.Role switch
    {
        Roles.SystemAdmin => [Accounts, Units],
        Roles.SecurityAdmin => [Accounts],
        Roles.AuditAdmin => [SignIns, Changes, Accounts],
        _ => [],
    };

    static readonly Way Accounts = new("/accounts", "users", "账号", "Accounts");
    static readonly Way Units = new("/units", "sitemap", "单位", "Units");
    static readonly Way SignIns = new("/sign-ins", "shield-check", "登录记录", "Sign-ins");
    static readonly Way Changes = new("/changes", "history", "变更记录", "Changes");
}

/// <summary>The ground of the pages of this folder: knows what the last verb refused.</summary>
public abstract class PeoplePart : Part
{
    [Microsoft.AspNetCore.Components.Parameter] public Refusal? Refusal { get; set; }

    /// <summary>The refusal's sentence when it is about that field.</summary>
    protected string? Wrong(string field) => Refusal?.Field == field ? Say(Refusal.Zh, Refusal.En) : null;

    /// <summary>The refusal when no field of the form shows it.</summary>
    protected Notice? Rest(params string[] fields) =>
        Refusal is null || fields.Contains(Refusal.Field) ? null : new(Say(Refusal.Zh, Refusal.En), Tone.Red, Refusal.Code);

    protected string Say(Words words) => Say(words.Zh, words.En);

    protected static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
