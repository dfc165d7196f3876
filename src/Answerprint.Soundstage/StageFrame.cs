using Answerprint.Media.Frames;

namespace Answerprint.Soundstage;

/// <summary>A frame and all that is known of it. A pass that was not asked, or that the source does not know, is null.</summary>
/// <param name="Picture">3×H×W, scene-linear, Rec. 709 primaries.</param>
/// <param name="Next">Motion to frame <paramref name="Number"/> + 1.</param>
/// <param name="Previous">Motion to frame <paramref name="Number"/> − 1.</param>
/// <param name="Depth">H×W metres along the camera's axis, at pixel centres.</param>
/// <param name="Ids">H×W identifiers of <see cref="Thing"/>, at pixel centres.</param>
public sealed record StageFrame(int Number, Frame? Picture, FlowTruth? Next, FlowTruth? Previous, float[]? Depth, uint[]? Ids)
{
    /// <summary>Unit normals at pixel centres in the space of the stage (x to the right, y up, z away from the camera's first position): channels X, Y, Z.</summary>
    public Frame? Normals { get; init; }

    /// <summary>Reflectance 0..1, seen through the same samples as the picture; 0 for what shines.</summary>
    public Frame? Albedo { get; init; }

    /// <summary>The picture before grain was added.</summary>
    public Frame? Grainless { get; init; }

    /// <summary>The picture without grain by each light alone, in the order of <see cref="Scene.LightNames"/>: they add up to <see cref="Grainless"/>.</summary>
    public IReadOnlyList<(string Light, Frame Picture)>? Lights { get; init; }
}
