using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Frames;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A clip of which every frame is known; cases hide some of them.</summary>
/// <param name="Codes">Interleaved 8-bit R, G, B of the display encoding: what peers are given and what is scored.</param>
/// <param name="Light">The picture in scene-linear light as a plate holds it; null: the codes decoded.</param>
public sealed record TruthClip(string Name, int Width, int Height, IReadOnlyList<byte[]> Codes, Func<int, Frame>? Light = null)
{
    /// <summary>The first frames of a movie, scaled.</summary>
    public static TruthClip OfMovie(string name, string file, int width, int height, int frames) => new(name, width, height, Ffmpeg.Read(file, width, height, frames));

    /// <summary>A frame in scene-linear light.</summary>
    public Frame Read(int frame) => Light is not null ? Light(frame) : HiddenClip.Decode(Codes[frame], Width, Height);
}
