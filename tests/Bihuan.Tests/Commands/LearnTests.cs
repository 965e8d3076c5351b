using System.Diagnostics;
using Bihuan.Commands;
using Bihuan.Engine.Language;
using Bihuan.Engine.Language.Categories;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Matters;
using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Commands;

/// <summary>`bihuan learn` and `bihuan export messages` as one types them.</summary>
public sealed class LearnTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task learns_reports_and_takes_a_model_in_again_but_none_of_another_pack_and_none_that_is_damaged()
    {
        await using var office = await Closed();
        var file = Path.Combine(office.Folder, "copy.model");
        var (code, said, _) = await Run("learn", "--data", office.Folder, "--lang", "zh", "--out", file);
        Assert.Equal(0, code);
        foreach (var words in (string[])["学了 40 件", "2 个类别", "最新的 8 件先不学", "概率误差（ECE，10 档）", "城乡建设"]) Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Contains("Learned 40 closed matters", (await Run("learn", "--data", office.Folder, "--lang", "en")).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("learn", "--data", office.Folder, "--model", file)).Code);

        var other = Path.Combine(office.Folder, "other.model");
        await File.WriteAllBytesAsync(other, CategoryFile.Write(CategoryModel.Train("petition", "abc", [new(new Message("", "路灯"), ["CJ"])])), Stop);
        var refused = await Run("learn", "--data", office.Folder, "--model", other, "--lang", "zh");
        Assert.Equal(1, refused.Code);
        Assert.Contains("language.model-of-another-pack: 分类模型是为“petition abc”的类目学习的", refused.Wrong, StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        var damaged = await Run("learn", "--data", office.Folder, "--model", file, "--lang", "en");
        Assert.Equal(1, damaged.Code);
        Assert.Contains("incomplete or damaged", damaged.Wrong, StringComparison.Ordinal);
        Assert.Equal(3, (await office.Of<Reading>().Entries(Office.District, LearnedModels.Stream, Stop)).Count);
    }

    [Fact]
    public async Task with_too_few_matters_it_says_how_many_it_takes()
    {
        await using var office = await Office.Open();
        await office.Said("楼下路灯不亮");
        var (code, _, wrong) = await Run("learn", "--data", office.Folder, "--lang", "en");
        Assert.Equal(1, code);
        Assert.Contains("it takes 30 to learn", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_corpus_holds_what_was_said_and_decided_and_nobody()
    {
        await using var office = await Closed();
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new("我是欧阳小明，电话138 0013 8000，路灯杆歪了，问过王主任", Name: "欧阳小明", Phone: "13800138000", Category: "CJ-04-03", Area: Office.Street + "001001"), Stop);
        await office.Take(answer.Story, "agent", "agent", "LS.RX", "answer", new() { ["reply"] = "已答复。" });
        var file = Path.Combine(office.Folder, "corpus.csv");
        Assert.Equal(0, await CommandLine.Run(["export", "messages", "--data", office.Folder, "--out", file]));

        var lines = await File.ReadAllLinesAsync(file, Stop);
        Assert.Equal("category,category2,category3,subject,text,area,unit,time", lines[0]);
        Assert.Equal(42, lines.Length);
        Assert.StartsWith("CJ,CJ-04,CJ-04-03,,我是〔某〕，电话〔号码〕，路灯杆歪了，问过某主任,370212001001,", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("欧阳", string.Concat(lines), StringComparison.Ordinal);
    }

    static async Task<Office> Closed()
    {
        var office = await Office.Open();
        for (var n = 0; n < 40; n++)
        {
            var (text, category) = n % 2 == 0 ? ($"第{n}根路灯不亮", "CJ-04-03") : ($"{n}号院垃圾没人清运", "CJ-02-02");
            var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new(text, Anonymous: true, Source: "window", Category: category, Area: Office.Street + "001"), Stop);
            await office.Take(answer.Story, "agent", "agent", "LS.RX", "answer", new() { ["reply"] = "已答复。" });
        }

        return office;
    }

    static async Task<(int Code, string Said, string Wrong)> Run(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bihuan.dll"), .. words])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8, StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment.Remove("BIHUAN_POSTGRES");
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await said, await wrong);
    }
}
