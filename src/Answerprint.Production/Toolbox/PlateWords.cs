using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Toolbox;

/// <summary>How a plate holds its light, so that what is worked out in binary64 is rounded once, to that.</summary>
public static class PlateWords
{
    /// <summary>Codes of a file are made from the light as it is; words of a picture of light have a type of their own.</summary>
    public static SampleType Of(Clip clip, int number)
    {
        if (clip is FileClip { Coding: not null }) return SampleType.Float;
        var stored = clip.ReadStored(number);
        return (stored.Channel("R") ?? stored.Channel("Y")) is { Type: SampleType.Half } ? SampleType.Half : SampleType.Float;
    }

    /// <summary>A value as such a word holds it.</summary>
    public static float Rounded(double value, SampleType type) => type == SampleType.Half ? (float)(Half)value : (float)value;
}
