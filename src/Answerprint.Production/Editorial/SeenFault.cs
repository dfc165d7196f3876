using System.Text.Json.Nodes;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Editorial;

/// <summary>What does not match in the pictures of shots, as an eye found it. Nothing is mended by it.</summary>
/// <param name="Kind">"Flicker", "LightAcrossCut": as the findings of a survey name it.</param>
/// <param name="Shot">Which of the shots that the eye was given.</param>
/// <param name="Frame">In the plate's numbers.</param>
/// <param name="Score">1: just enough to be named.</param>
/// <param name="Words">One sentence without full stop.</param>
public sealed record SeenFault(string Kind, int Shot, int Frame, double Score, string Words)
{
    /// <summary>The shot and the frame of its plate that it is held against; null: its own frame before.</summary>
    public (int Shot, int Frame)? Against { get; init; }

    /// <summary>A place in the picture, pixels from the top left; null: all of it.</summary>
    public (int X, int Y)? Place { get; init; }

    /// <summary>The brief that would mend it; null where no tool does.</summary>
    public ProposedBrief? Proposal { get; init; }
}

/// <summary>A brief that nobody has asked yet.</summary>
/// <param name="Frames">In the plate's numbers; empty: all of the shot.</param>
/// <param name="Options">As they are asked for by hand.</param>
public sealed record ProposedBrief(string Kind, IReadOnlyList<int> Frames, JsonObject Options);

/// <summary>Looks through shots in the order of the cut, each under its name and with the frames that the cut shows.</summary>
/// <param name="progress">Share of the frames.</param>
public delegate IReadOnlyList<SeenFault> ContinuityEye(IReadOnlyList<Clip> shots, IProgress<double> progress, CancellationToken cancel);

/// <summary>A fault with the shot that it is in, where it lies in the cut, and what mending it would take.</summary>
/// <param name="Shot">By name.</param>
/// <param name="Record">In frames from the start of the timeline.</param>
/// <param name="Media">Where the plate lies.</param>
/// <param name="Against">The picture that it is held against.</param>
/// <param name="Finding">As it stands in the survey's document.</param>
public sealed record ShotFault(string Shot, Answerprint.Media.Time.FrameRange Record, string Media, (string Shot, string Media, int Frame) Against, SeenFault Fault, JsonObject Finding);
