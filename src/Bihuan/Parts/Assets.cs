using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Bihuan.Parts;

/// <summary>The files of `wwwroot`, kept in memory with their hash and their compressed form.</summary>
/// <remarks>An address with the hash (`/icons.svg?v=…`) never changes its meaning and is cached for a year; without it, it is asked for again.</remarks>
public sealed class Assets(IWebHostEnvironment environment)
{
    /// <summary>The style sheets, in the order they build upon each other; served as one, `/house.css`.</summary>
    static readonly string[] Sheets = ["css/tokens.css", "css/ground.css", "css/frame.css", "css/parts.css", "css/figures.css", "css/matter.css", "css/lists.css", "css/print.css"];

    static readonly FileExtensionContentTypeProvider Types = new();
    readonly ConcurrentDictionary<string, Asset> held = new(StringComparer.Ordinal);

    sealed record Asset(string Type, byte[] Plain, byte[] Packed, string Hash, DateTimeOffset Written, string Url);

    /// <summary>The address of a file with its hash; without one when there is no such file.</summary>
    public string Url(string path) => Find(path)?.Url ?? $"/{path}";

    public bool Has(string path) => Find(path) is not null;

    /// <summary>Answers a request for a file; false when there is none of that name.</summary>
    public async Task<bool> Serve(HttpContext http)
    {
        var path = http.Request.Path.Value?.TrimStart('/') ?? "";
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))) return false;
        if (!path.Contains('.', StringComparison.Ordinal) || Find(path) is not { } asset) return false;

        var response = http.Response;
        response.Headers.CacheControl = http.Request.Query["v"] == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ETag = $"\"{asset.Hash}\"";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch == $"\"{asset.Hash}\"")
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        var packed = asset.Packed.Length < asset.Plain.Length && http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (packed) response.Headers.ContentEncoding = "br";
        var body = packed ? asset.Packed : asset.Plain;
        response.ContentType = asset.Type;
        response.ContentLength = body.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await response.Body.WriteAsync(body, http.RequestAborted);
        return true;
    }

    Asset? Find(string path)
    {
        // Every icon of every page asks: outside of development the files do not change under a running house.
        if (held.TryGetValue(path, out var known) && !environment.IsDevelopment()) return known;
        var files = environment.WebRootFileProvider;
        var parts = path == "house.css" ? Array.ConvertAll(Sheets, files.GetFileInfo) : [files.GetFileInfo(path)];
        if (known is not null && !parts.Any(p => p.LastModified > known.Written)) return known;
        if (parts.Any(p => !p.Exists || p.IsDirectory)) return null;
        return held[path] = Read(path, parts);
    }

    static Asset Read(string path, IFileInfo[] parts)
    {
        using var plain = new MemoryStream();
        foreach (var part in parts)
        {
            using var from = part.CreateReadStream();
            from.CopyTo(plain);
        }
        var bytes = plain.ToArray();

        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(bytes);

        var type = Types.TryGetContentType(path, out var found) ? found : "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal)) type += "; charset=utf-8";
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        return new(type, bytes, packed.ToArray(), hash, parts.Max(p => p.LastModified), $"/{path}?v={hash}");
    }
}
