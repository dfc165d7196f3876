using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>One clip of a cut with its media, before it is known which shot it is.</summary>
/// <param name="Clip">What the cut calls it.</param>
/// <param name="Media">Name of the plate, without folder; empty where no media was found.</param>
/// <param name="Cut">The frames that the cut uses, in the plate's numbers.</param>
/// <param name="Span">The same with handles, as far as the media goes.</param>
/// <param name="Record">Where it lies in the cut.</param>
/// <param name="Speed">1 as shot, 0 a freeze, negative backwards.</param>
public sealed record ShotEvent(string Clip, string Media, FrameRange Cut, FrameRange Span, FrameRange Record, int Track, int Item, double Speed)
{
    /// <summary>Whether a shot, where it was in some cut, shows the very same frames in the same manner.</summary>
    public bool ShowsAs(Shot shot, string media) => Media == media && Cut == shot.Cut && Speed == shot.Speed && (Media.Length > 0 || Clip == shot.Clip);
}
