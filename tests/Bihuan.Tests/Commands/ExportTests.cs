using Bihuan.Commands;
using Bihuan.Hosting;
using Bihuan.Tests.Lists;
using Dapper;

namespace Bihuan.Tests.Commands;

/// <summary>Personal data leave the house only with a purpose, and that they left stands in the journal.</summary>
public sealed class ExportTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task unmasked_needs_a_purpose_and_is_written_down_before_it_leaves()
    {
        await using var office = await Office.Open();
        Assert.Null((await office.Of<Bihuan.Matters.MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new("楼下路灯不亮", Name: "王丽", Phone: "13800000000", Category: "CJ-01-01", Area: Office.Street), Stop)).Refusal);
        var file = Path.Combine(office.Folder, "out.csv");
        string[] export = ["export", "matters", "--data", office.Folder, "--out", file];

        Assert.Equal(0, await CommandLine.Run(export));
        Assert.DoesNotContain("13800000000", await File.ReadAllTextAsync(file, Stop), StringComparison.Ordinal);
        File.Delete(file);
        Assert.Equal(2, await CommandLine.Run([.. export, "--unmasked"]));
        Assert.Equal(2, await CommandLine.Run([.. export, "--unmasked", "--purpose", " x "]));
        Assert.False(File.Exists(file));
        Assert.Equal(0, await Facts(office));

        Assert.Equal(0, await CommandLine.Run([.. export, "--unmasked", "--purpose", "区信访局专项核查"]));
        Assert.Contains("13800000000", await File.ReadAllTextAsync(file, Stop), StringComparison.Ordinal);
        Assert.Equal(1, await Facts(office));
        await using var connection = await office.Of<Store>().Read(Stop);
        var body = await connection.ExecuteScalarAsync<string>("select body from journal where kind = 'export.taken-out'");
        Assert.Contains("\"purpose\":\"区信访局专项核查\"", body, StringComparison.Ordinal);
        Assert.Contains("\"to\":\"out.csv\"", body, StringComparison.Ordinal);
    }

    static async Task<long> Facts(Office office)
    {
        await using var connection = await office.Of<Store>().Read(Stop);
        return await connection.ExecuteScalarAsync<long>("select count(*) from journal where kind = 'export.taken-out'");
    }
}
