using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Bihuan.Parts;

/// <summary>Changes one word of an address and keeps the rest, so that filters live in the address.</summary>
public static class Address
{
    /// <summary>The address with `key` set to `value`, or without it when the value is empty. Paging (`after`, `before`) starts again.</summary>
    public static string With(string address, string key, string? value)
    {
        var cut = address.IndexOf('?', StringComparison.Ordinal);
        var path = cut < 0 ? address : address[..cut];
        var query = new QueryBuilder();
        foreach (var (name, values) in QueryHelpers.ParseQuery(cut < 0 ? "" : address[cut..]))
        {
            if (name == key || (key is not ("after" or "before" or "lang") && name is "after" or "before")) continue;
            if (key is "after" or "before" && name is "after" or "before") continue;
            foreach (var each in values) if (!string.IsNullOrEmpty(each)) query.Add(name, each);
        }
        if (!string.IsNullOrEmpty(value)) query.Add(key, value);
        return path + query.ToQueryString();
    }
}
