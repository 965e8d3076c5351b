using Microsoft.AspNetCore.Http.Metadata;

namespace Bihuan.Hosting;

/// <summary>What the code that binds ways in says about bodies, where it does not know.</summary>
public static class BodiesNamed
{
    /// <summary>
    /// Takes back that a way in accepts JSON of no type. The compiler cannot know which parameters are services, and says so of every way in that has some: a form that is sent there would be refused,
    /// and the document of the API would describe a body of nothing.
    /// </summary>
    public static T OnlyNamedBodies<T>(this T ways)
        where T : IEndpointConventionBuilder
    {
        ways.Finally(way =>
        {
            for (var n = way.Metadata.Count - 1; n >= 0; n--)
                if (way.Metadata[n] is IAcceptsMetadata { RequestType: null, ContentTypes: ["application/json"] }) way.Metadata.RemoveAt(n);
        });
        return ways;
    }
}
