using System.Text.Json;

namespace Bihuan.Bench.Loads;

/// <summary>What is written down in every bench: 300 Chinese characters with category, place, requester and two points.</summary>
sealed class Registration
{
    const string Count = "nnnnnnn";
    const string Street = "s";

    readonly Stencil stencil;
    readonly int number, phone, street, connection;

    /// <param name="path">Where it is sent.</param>
    /// <param name="connection">Whoever sends it: no two send the same words.</param>
    public Registration(string path, string? token, int connection)
    {
        stencil = new(Request.Post(path, Body("cc", Count, "pppp", Street), token));
        (number, phone, street) = (stencil.Find(Count), stencil.Find("pppp"), stencil.Find($"37021200{Street}") + 8);
        this.connection = connection;
        stencil.Put(stencil.Find("小区cc") + "小区"u8.Length, 2, connection);
    }

    /// <summary>The whole request of the n-th turn; the next turn writes over it.</summary>
    public ReadOnlySpan<byte> Turn(int n)
    {
        stencil.Put(number, Count.Length, n);
        stencil.Put(phone, 4, connection * 977 + n);
        stencil.Put(street, 1, 1 + n % 5);
        return stencil.Bytes;
    }

    /// <summary>The n-th body by itself, for what is loaded beforehand.</summary>
    public static string Body(int n) => Body("00", $"{n:0000000}", $"{n % 10000:0000}", $"{1 + n % 5}");

    static string Body(string connection, string count, string phone, string street) => JsonSerializer.Serialize(new
    {
        text = $"我是小区{connection}号楼的住户，{count}，楼下的路灯已经坏了一个多星期，晚上出门什么都看不见，上周有位老人在台阶上摔了一跤。我们给物业打过三次电话，物业说路灯归市政管，市政又说在小区红线以内归物业管，来回推了好几天没有人来看。"
            + "楼里老人和孩子多，天黑得又早，请有关部门明确到底由谁来修，尽快把路灯修好；另外台阶的扶手也松了，希望一起检查加固。修好之前能不能先装一盏临时照明？请给我们一个准确的时间，谢谢。这件事邻居们都很关心，大家愿意配合，需要现场指认位置可以随时联系我，白天晚上都可以。",
        title = "小区路灯不亮，台阶扶手松动", phone = $"1380532{phone}", name = "住户",
        category = "CJ-01-07", area = $"37021200{street}", source = "phone", points = (string[])["修好路灯", "加固扶手"],
    }, Facts.Json);
}
