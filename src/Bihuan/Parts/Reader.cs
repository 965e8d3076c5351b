namespace Bihuan.Parts;

/// <summary>The language a page is read in; Chinese unless the reader chose otherwise.</summary>
public enum Tongue { Zh, En }

/// <summary>What a colour says. A word or an icon always says it too.</summary>
public enum Tone { Plain, Pine, Red, Amber, Green }

/// <summary>Who reads a page, in which language, at what time, and where they may go from it.</summary>
/// <param name="Path">The address of the page with its query.</param>
/// <param name="Name">The person signed in; null on public pages.</param>
/// <param name="Post">The post in which the person acts.</param>
/// <param name="Ways">Where the person may go; the first four stand at the foot of a phone's page.</param>
/// <param name="Posts">All posts the person holds; more than one shows the switch.</param>
/// <param name="Token">The proof that a form comes from this page.</param>
/// <param name="IsAnswer">The page answers a form and stands at the form's address: a link to itself would open something else and lose what was typed.</param>
/// <param name="Notice">What the last verb answered, shown once above the page.</param>
public sealed record Reader(
    Tongue Tongue,
    DateTimeOffset Now,
    string Path,
    string? Name = null,
    string? Post = null,
    IReadOnlyList<Way>? Ways = null,
    IReadOnlyList<OtherPost>? Posts = null,
    FormToken? Token = null,
    Notice? Notice = null,
    string? District = null,
    bool IsAnswer = false)
{
    /// <summary>Stands in where no reader is given, as in a part rendered by a test.</summary>
    public static readonly Reader Nobody = new(Tongue.Zh, DateTimeOffset.UnixEpoch, "/");

    public string Say(string zh, string en) => Tongue is Tongue.En ? en : zh;

    /// <summary>Reads language and address from a request; person, ways and the form's proof are added with <c>with</c>.</summary>
    public static Reader Of(HttpContext http, DateTimeOffset now) =>
        new(TongueOf(http.Request), now, http.Request.PathBase + http.Request.Path + http.Request.QueryString.Value, IsAnswer: HttpMethods.IsPost(http.Request.Method));

    /// <summary>The query's `lang` before the cookie's; anything but `en` is Chinese.</summary>
    public static Tongue TongueOf(HttpRequest request) =>
        (request.Query["lang"].FirstOrDefault() ?? request.Cookies["lang"]) == "en" ? Tongue.En : Tongue.Zh;
}

/// <summary>One entry of the navigation.</summary>
/// <param name="Count">How many wait there; null or 0 shows nothing.</param>
/// <param name="Urgent">Whether one of them is overdue.</param>
public sealed record Way(string Href, string Icon, string Zh, string En, int? Count = null, bool Urgent = false);

/// <summary>A post the reader could act in instead.</summary>
public sealed record OtherPost(string Id, string Words, bool Current = false);

/// <summary>The proof that a form was opened here.</summary>
/// <param name="Field">The hidden field every form carries.</param>
/// <param name="Header">The header in which scripts send it.</param>
public sealed record FormToken(string Field, string Value, string Header = "X-Form");

/// <summary>One sentence about what has just happened.</summary>
/// <param name="Code">The refusal's stable code; shown small, for those who ask for help.</param>
public sealed record Notice(string Sentence, Tone Tone = Tone.Pine, string? Code = null);
