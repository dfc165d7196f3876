using System.Buffers.Binary;
using Answerprint.Media.Colour;

namespace Answerprint.Media.Formats;

/// <summary>What the light of a clip is: by its coding, by the primaries that its EXR names, else BT.709.</summary>
public static class ClipLight
{
    /// <summary>The linear space of what <see cref="Frames.Clip.Read"/> gives. Reads the first frame of an EXR sequence.</summary>
    public static ColourSpace Of(FileClip clip)
    {
        if (clip.Coding is { } coding) return coding.Colour.Light;
        return clip.Frames.Count > 0 ? Of(clip.ReadStored(clip.Frames[0]).Attributes) : ColourSpace.Linear;
    }

    /// <summary>The same from the attributes of a picture. Primaries that are no primaries count as not said.</summary>
    public static ColourSpace Of(IEnumerable<Frames.StoredAttribute> attributes)
    {
        if (attributes.FirstOrDefault(a => a is { Name: "chromaticities", Type: "chromaticities", Value.Length: 32 }) is not { } said) return ColourSpace.Linear;
        var xy = new float[8];
        for (var i = 0; i < 8; i++)
        {
            xy[i] = BinaryPrimitives.ReadSingleLittleEndian(said.Value.AsSpan(4 * i));
            if (!(Math.Abs(xy[i]) <= 4)) return ColourSpace.Linear;
        }
        var primaries = new Chromaticities(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]);
        if (ColourSpace.All.FirstOrDefault(s => s.IsByChannel && s.Transfer == Transfer.Linear && Near(s.Primaries, primaries)) is { } known) return known;
        try
        {
            var own = new ColourSpace("linear of the file's own primaries", Transfer.Linear, primaries);
            _ = ColourMatrix.ToAces(primaries, Adaptation.Bradford).Inverse();
            return own;
        }
        catch (Exception e) when (e is InvalidOperationException or DivideByZeroException or OverflowException)
        {
            return ColourSpace.Linear;
        }
    }

    // as exact as writers print them
    private static bool Near(Chromaticities a, Chromaticities b) =>
        Math.Abs(a.RedX - b.RedX) < 2e-4f && Math.Abs(a.RedY - b.RedY) < 2e-4f && Math.Abs(a.GreenX - b.GreenX) < 2e-4f && Math.Abs(a.GreenY - b.GreenY) < 2e-4f &&
        Math.Abs(a.BlueX - b.BlueX) < 2e-4f && Math.Abs(a.BlueY - b.BlueY) < 2e-4f && Math.Abs(a.WhiteX - b.WhiteX) < 2e-4f && Math.Abs(a.WhiteY - b.WhiteY) < 2e-4f;
}
