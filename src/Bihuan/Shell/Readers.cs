using Bihuan.Intake;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Shell;

/// <summary>Makes the reader of a page: who it is, in which post, where they may go from here, and what waits there.</summary>
public sealed class Readers(Todos todos, Shelf shelf, PeopleSettings settings, UnitTree units, Forms forms, TimeProvider time)
{
    /// <summary>The reader of a request.</summary>
    public async ValueTask<Reader> Of(HttpContext http)
    {
        var signedIn = http.RequestServices.GetRequiredService<SignedIn>();
        var reader = Plain(http, forms, time.GetUtcNow()) with { Notice = Notices.Take(http) };
        reader = reader with { District = reader.Say(settings.Name.Zh, settings.Name.En) };
        if (signedIn.Person is not { } person) return reader;

        var tree = await units.Of(settings.District, http.RequestAborted);
        var counts = await todos.Waiting(person, time.GetUtcNow(), http.RequestAborted);
        string Say(Words words) => reader.Say(words.Zh, words.En);
        return reader with
        {
            Name = Say(person.Name),
            Post = $"{Say(tree.Name(person.Post.Unit))} · {Say(person.Post.Title)}",
            Posts = [.. person.Posts.Select(post => new OtherPost(post.Id, $"{Say(tree.Name(post.Unit))} · {Say(post.Title)}", post.Id == person.Post.Id))],
            Ways = [.. Ways.Of(person.Post.Role, counts, BeginPages.Mine(shelf, person.Post.Role).Count > 0)],
        };
    }

    /// <summary>Somebody of whom nothing is known yet.</summary>
    public static Reader Plain(HttpContext http, Forms? forms, DateTimeOffset now) =>
        Reader.Of(http, now) with { Token = forms is null ? null : new(Forms.Field, forms.Token(http), Forms.Header) };
}
