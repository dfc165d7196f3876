using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>Mattes under a plate's numbers, whoever drew them.</summary>
public abstract class MatteClip : Clip
{
    /// <summary>The matte of a frame that has one; a new one each time.</summary>
    /// <exception cref="BadInputException">It can not be read.</exception>
    public abstract Matte Of(int frame);

    /// <summary>Channel A as float.</summary>
    public override StoredFrame ReadStored(int frame)
    {
        var matte = Of(frame);
        var window = new Window(0, 0, matte.Width - 1, matte.Height - 1);
        return new(window, window, [StoredPicture.Channel("A", SampleType.Float, matte.Coverage)], []);
    }

    /// <summary>Grey, so that it can be made smaller like a picture.</summary>
    public override Frame Read(int frame)
    {
        var matte = Of(frame);
        var grey = new Frame(matte.Width, matte.Height);
        for (var c = 0; c < grey.Channels.Count; c++) matte.Coverage.CopyTo(grey.Plane(c), 0);
        return grey;
    }
}
