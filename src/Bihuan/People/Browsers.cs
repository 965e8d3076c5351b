using Bihuan.Parts;

namespace Bihuan.People;

/// <summary>Says in two words what a browser says in two lines.</summary>
static class Browsers
{
    static readonly (string Mark, string Name)[] Known =
        [("MicroMessenger", "微信 WeChat"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Name(string agent, Tongue tongue)
    {
        if (agent.Length == 0) return tongue is Tongue.En ? "A program" : "程序";
        var browser = Known.FirstOrDefault(known => agent.Contains(known.Mark, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(known => agent.Contains(known.Mark, StringComparison.Ordinal)).Name;
        return browser is null ? (agent.Length > 40 ? agent[..40] : agent) : system is null ? browser : $"{browser} · {system}";
    }
}
