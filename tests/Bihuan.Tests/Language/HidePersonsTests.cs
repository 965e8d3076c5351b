using Bihuan.Language;

namespace Bihuan.Tests.Language;

public class HidePersonsTests
{
    [Theory]
    [InlineData("我叫王建国，电话138 0013 8000，楼下路灯不亮", "我叫〔某〕，电话〔号码〕，楼下路灯不亮")]
    [InlineData("找过张经理和李女士，都没有办", "找过某经理和某女士，都没有办")]
    [InlineData("身份证370212198801010011办不了", "身份证〔号码〕办不了")]
    [InlineData("住3号楼2单元501室，漏水", "住3号楼〔门牌〕，漏水")]
    [InlineData("鲁B12345长期停在消防通道", "〔车牌〕长期停在消防通道")]
    [InlineData("加微信：wxid_abc123 联系我", "加微信：〔账号〕 联系我")]
    [InlineData("发邮件到 ana@example.com 没有回", "发邮件到 〔邮箱〕 没有回")]
    public void takes_out_what_tells_who_it_is(string text, string left) => Assert.Equal(left, HidePersons.Run(text));

    [Theory]
    [InlineData("张村社区3号楼东边垃圾桶满了三天")]
    [InlineData("金家岭街道2026年3月停水，12345没有人接")]
    public void leaves_what_is_nobodys(string text) => Assert.Equal(text, HidePersons.Run(text));

    [Fact]
    public void takes_out_what_is_known_of_the_requester() =>
        Assert.Equal("〔某〕反映〔某〕漏水", HidePersons.Run("欧阳小明反映5号院西门漏水", "欧阳小明", null, "5号院西门"));
}
