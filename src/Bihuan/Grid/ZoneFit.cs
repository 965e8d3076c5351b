using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Bihuan.Grid;

/// <summary>Fits an outline drawn by hand to what is around it: what other zones hold is cut away, and slits that a hand leaves are filled.</summary>
static class ZoneFit
{
    // Half the width of a slit, in degrees north: fifteen metres.
    const double Half = 0.000135;

    /// <returns>Empty where nothing is left of it.</returns>
    public static Geometry Of(Geometry drawn, Geometry others, Geometry land)
    {
        var cut = Ground.Both(Ground.Without(drawn, others), land);
        if (cut.IsEmpty) return cut;

        // What a disc of that width cannot reach is a slit; the open ground beyond stays open.
        var open = Ground.Without(Ground.Without(land, others), cut);
        var near = Ground.Both(open, cut.Buffer(Half * 4));
        if (near.IsEmpty) return cut;
        var mitred = new BufferParameters { JoinStyle = JoinStyle.Mitre };
        var wide = open.Buffer(-Half, mitred).Buffer(Half * 1.05, mitred);
        var slits = Ground.Without(near, wide);
        return Ground.Union([cut, .. Enumerable.Range(0, slits.NumGeometries).Select(slits.GetGeometryN).Where(slit => !slit.IsEmpty && slit.Distance(cut) < 1e-7)]);
    }
}
