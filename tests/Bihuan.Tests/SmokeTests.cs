namespace Bihuan.Tests;

public class SmokeTests
{
    [Fact]
    public void runs() => Assert.Equal(2, 1 + 1);
}
