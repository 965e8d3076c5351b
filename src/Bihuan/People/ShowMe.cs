namespace Bihuan.People;

/// <summary>Tells who is signed in, and in which post.</summary>
public static class ShowMe
{
    public static void Map(RouteGroupBuilder me) => me.MapGet("", (SignedIn signedIn) =>
    {
        var person = signedIn.Person!;
        return Results.Json(new
        {
            account = person.Account,
            name = person.Name,
            post = person.Post.Id,
            posts = person.Posts,
            must = person.Must is Must.Nothing ? (Must?)null : person.Must,
            expires = person.Expires,
        }, Facts.Json);
    }).WithSummary("Who is signed in");
}
