using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Commands;
using Bihuan.Hosting;
using Bihuan.Tests.Lists;
using CsvHelper;
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

    [Fact]
    public async Task what_leaves_is_written_in_codes_and_reads_back_the_same_from_both_forms()
    {
        await using var office = await Office.Open();
        var open = await office.Said("路灯不亮");
        Assert.Null((await office.Of<Bihuan.Matters.MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new("有人举报", Phone: "13800000000", Category: "CJ-01-01", Area: Office.Street, Urgency: "urgent", Confidential: true), Stop)).Refusal);
        var (table, lines) = (Path.Combine(office.Folder, "out.csv"), Path.Combine(office.Folder, "out.jsonl"));
        Assert.Equal(0, await CommandLine.Run(["export", "matters", "--data", office.Folder, "--out", table]));
        Assert.Equal(0, await CommandLine.Run(["export", "matters", "--data", office.Folder, "--out", lines]));

        using var csv = new CsvReader(new StreamReader(table), CultureInfo.InvariantCulture);
        var read = csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>().ToList();
        var told = (await File.ReadAllLinesAsync(lines, Stop)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal((2, 2), (read.Count, told.Count));
        foreach (var (row, line) in read.Zip(told))
            Assert.Equal(line.Select(cell => (cell.Key, cell.Value?.ToString() ?? "")), row.Select(cell => (cell.Key, (string)cell.Value)));

        var (first, second) = (read.Single(row => (string)row["number"] == open.Number), read.Single(row => (string)row["number"] != open.Number));
        string[] coded = ["class", "stage", "source", "demand", "urgency", "sensitivity", "is_open", "is_late", "resolved", "outcome"];
        Assert.Equal(["request", "accepted", "window", "help", "normal", "normal", "true", "false", "", ""], coded.Select(column => (string)first[column]));
        Assert.Equal(("urgent", "confidential"), ((string)second["urgency"], (string)second["sensitivity"]));
        Assert.Equal(JsonValueKind.True, told[0]["is_open"]!.GetValueKind());
    }

    static async Task<long> Facts(Office office)
    {
        await using var connection = await office.Of<Store>().Read(Stop);
        return await connection.ExecuteScalarAsync<long>("select count(*) from journal where kind = 'export.taken-out'");
    }
}
