using System.Text.RegularExpressions;
using Bihuan.Engine;
using Bihuan.Engine.Journal;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Portal;
using Bihuan.Tests.Matters.Pages;

namespace Bihuan.Tests.Portal;

/// <summary>What the resident reads of a fact: everything that concerns them, nothing that is the office's own.</summary>
public partial class PublicWordsTests
{
    static readonly Matter Said = Matter.Empty with { Said = new("路灯", "路灯不亮", ["路灯不亮"]) { Name = "王小明" } };

    [Theory]
    [MemberData(nameof(FactWordsTests.Facts), MemberType = typeof(FactWordsTests))]
    public void tells_every_fact_in_both_languages_or_keeps_it_on_purpose(string name)
    {
        var fact = FactWordsTests.Make(name);
        var told = Of(fact, "resident");

        Assert.Equal(PublicWords.Internal.Contains(fact.GetType()), told is null);
        if (told is not { } words) return;
        Assert.Matches(Chinese(), words.Title.Zh);
        Assert.Matches("[A-Za-z]", words.Title.En);
        Assert.DoesNotMatch(Chinese(), words.Title.En);
    }

    [Fact]
    public void keeps_a_result_that_nobody_has_checked_out_of_the_steps() =>
        Assert.Null(Of(new ResultHandedIn(1, "resolved", "办好了", ["办好了"]), "handler")!.Value.Words);

    [Fact]
    public void tells_the_requester_of_their_own_files_only()
    {
        var added = new EvidenceAdded(new('a', 64), "灯.jpg", "image/jpeg", 1, "before");
        Assert.Equal("您添加了照片、文件", Of(added, "resident")!.Value.Title.Zh);
        Assert.Null(Of(added, "handler"));
    }

    [Fact]
    public void covers_whoever_can_be_recognised() => Assert.Equal("＊＊＊说 139＊＊＊＊", Of(new Reworked("王小明说 13911112222"), "dispatcher")!.Value.Words);

    static (Words Title, string? Words)? Of(Fact fact, string role) => PublicWords.Of(
        new(Bihuan.Engine.Journal.Stream.Of(Matter.Noun, Guid.Empty), 1, fact, new(default, "x", new(role, ""))), Said, new Units([]), new Dictionary<int, string>());

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
