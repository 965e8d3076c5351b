using System.Text;

namespace Bihuan.Bench.Loads;

/// <summary>The bytes of whole requests, made before they are needed.</summary>
static class Request
{
    /// <summary>A request with a JSON body.</summary>
    public static byte[] Post(string path, string body, string? token) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{Bearer(token)}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>A request for JSON.</summary>
    public static byte[] Get(string path, string? token) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Bearer(token)}\r\n");

    /// <summary>What a browser asks when a page is opened.</summary>
    /// <param name="tag">The tag of what it holds already.</param>
    public static byte[] Page(string path, string? token, string? tag = null) => Encoding.UTF8.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html,*/*\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: zh-CN\r\n"
        + $"{(tag is null ? "" : $"If-None-Match: {tag}\r\n")}{Bearer(token)}\r\n");

    static string Bearer(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";
}
