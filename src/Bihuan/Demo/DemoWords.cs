using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Demo;

/// <summary>Everything that people say in the demo, as the district's pack has it.</summary>
sealed class DemoWords
{
    public required RequestSheet Requests { get; init; }
    public required ReplySheet Replies { get; init; }
    public required OddSheet Odd { get; init; }

    /// <summary>Reads the pack of one district.</summary>
    public static DemoWords Read(string folder) => new()
    {
        Requests = Yaml<RequestSheet>(Path.Combine(folder, "requests.yaml")),
        Replies = Yaml<ReplySheet>(Path.Combine(folder, "replies.yaml")),
        Odd = Yaml<OddSheet>(Path.Combine(folder, "demo.yaml")),
    };

    /// <summary>Reads one of its files.</summary>
    public static T Yaml<T>(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        using var reader = File.OpenText(file);
        return yaml.Deserialize<T>(reader);
    }
}

/// <summary>requests.yaml.</summary>
sealed class RequestSheet
{
    /// <summary>By slot: a list of words, or lists by street.</summary>
    public Dictionary<string, object> Slots { get; set; } = [];
    public List<DemoRequest> Requests { get; set; } = [];
}

/// <summary>One request that somebody may make.</summary>
sealed class DemoRequest
{
    public string Category { get; set; } = "";
    public string Title { get; set; } = "";
    public string Kind { get; set; } = "help";
    public string Source { get; set; } = "phone";
    public string Urgency { get; set; } = "normal";
    public string? Sensitivity { get; set; }
    public List<int>? Months { get; set; }
    public List<string>? Streets { get; set; }
    public string Text { get; set; } = "";
    public List<string> Points { get; set; } = [];
}

/// <summary>replies.yaml.</summary>
sealed class ReplySheet
{
    public List<DemoReply> Replies { get; set; } = [];
    public List<DemoCall> Callbacks { get; set; } = [];
    public List<DemoReason> Objections { get; set; } = [];
    public List<DemoReason> Extensions { get; set; } = [];
    public List<DemoReason> Suspensions { get; set; } = [];
    public List<DemoFinding> Findings { get; set; } = [];
    public List<DemoReason> Supervision { get; set; } = [];
    public List<string> Instructions { get; set; } = [];
    public List<DemoReason> Declines { get; set; } = [];
    public List<DemoReason> Whistles { get; set; } = [];
    public List<string> Contacts { get; set; } = [];
}

sealed class DemoReply
{
    public string Category { get; set; } = "";
    public string Outcome { get; set; } = "";
    public List<string> Answers { get; set; } = [];
    public string Text { get; set; } = "";
}

sealed class DemoCall
{
    public bool Solved { get; set; }
    public string Satisfied { get; set; } = "";
    public string Remark { get; set; } = "";
}

sealed class DemoFinding
{
    public bool Holds { get; set; }
    public string Text { get; set; } = "";
}

/// <summary>A text with the code it goes with.</summary>
sealed class DemoReason
{
    public string Reason { get; set; } = "";
    public string Unit { get; set; } = "";
    public string Text { get; set; } = "";
    public string Basis { get; set; } = "";

    /// <summary>The categories whose matters may say so; null where anything may.</summary>
    public List<string>? Fits { get; set; }

    /// <summary>Those that speak of such a matter; those that fit any where none does.</summary>
    public static IReadOnlyList<DemoReason> For(string category, IEnumerable<DemoReason> reasons)
    {
        var all = reasons.ToList();
        List<DemoReason> own = [.. all.Where(r => r.Fits?.Exists(f => category.StartsWith(f, StringComparison.Ordinal)) == true)];
        return own.Count > 0 ? own : [.. all.Where(r => r.Fits is null)];
    }
}

/// <summary>demo.yaml.</summary>
sealed class OddSheet
{
    public List<string> Surnames { get; set; } = [];
    public List<string> Manners { get; set; } = [];
    public List<Said> Given { get; set; } = [];
    public List<Said> Family { get; set; } = [];
    public Said Coordinator { get; set; } = new();
    public Said Handler { get; set; } = new();
    public Dictionary<string, string> Answers { get; set; } = [];
    public List<string> Solved { get; set; } = [];
    public List<Channel> Channels { get; set; } = [];
    public List<string> Returned { get; set; } = [];
    public List<string> Rework { get; set; } = [];
    public Reopening Reopen { get; set; } = new();
    public List<string> Reports { get; set; } = [];
    public List<string> Tasks { get; set; } = [];
    public string Unfinished { get; set; } = "";
    public string Uncontacted { get; set; } = "";
    public List<string> Notes { get; set; } = [];
    public List<string> Interests { get; set; } = [];
    public string Upheld { get; set; } = "";
    public string Rejected { get; set; } = "";
    public string Adjudicated { get; set; } = "";
    public List<string> Merges { get; set; } = [];
    public List<string> Links { get; set; } = [];
    public string Basis { get; set; } = "";
    public string Granted { get; set; } = "";
    public string Refused { get; set; } = "";
    public string Resumed { get; set; } = "";
    public List<string> Recalled { get; set; } = [];

    public sealed class Said
    {
        public string Zh { get; set; } = "";
        public string En { get; set; } = "";
    }

    public sealed class Channel
    {
        public string Reason { get; set; } = "";
        [YamlMember(Alias = "channel")]
        public string Where { get; set; } = "";
        public string Text { get; set; } = "";
    }

    public sealed class Reopening
    {
        public List<string> Ask { get; set; } = [];
        public string Grant { get; set; } = "";
    }
}
