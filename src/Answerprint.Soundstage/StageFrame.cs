using Answerprint.Media.Frames;

namespace Answerprint.Soundstage;

/// <summary>A frame and all that is known of it. A pass that was not asked, or that the source does not know, is null.</summary>
/// <param name="Picture">3×H×W, scene-linear, Rec. 709 primaries.</param>
/// <param name="Next">Motion to frame <paramref name="Number"/> + 1.</param>
/// <param name="Previous">Motion to frame <paramref name="Number"/> − 1.</param>
/// <param name="Depth">H×W metres along the camera's axis, at pixel centres.</param>
/// <param name="Ids">H×W identifiers of <see cref="Thing"/>, at pixel centres.</param>
public sealed record StageFrame(int Number, Frame? Picture, FlowTruth? Next, FlowTruth? Previous, float[]? Depth, uint[]? Ids);
