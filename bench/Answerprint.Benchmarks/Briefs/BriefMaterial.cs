using System.Globalization;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>The files of one brief: plates, a cut, and what another program makes of them. Half-float linear light, decoded from the clip's codes.</summary>
public sealed class BriefMaterial
{
    private static readonly FrameRate Rate = new(24);
    private readonly BriefCase of;

    /// <param name="folder">Empty.</param>
    /// <param name="codes">The clip's frames, interleaved 8-bit R, G, B.</param>
    public BriefMaterial(string folder, BriefCase of, IReadOnlyList<byte[]> codes)
    {
        (Folder, this.of) = (folder, of);
        foreach (var name in new[] { Media, Elsewhere }) Directory.CreateDirectory(name);
        foreach (var n in Frames)
        {
            var picture = HiddenClip.Decode(codes[n - 1], of.Clip.Width, of.Clip.Height);
            of.Marks?.Invoke(n, picture);
            ExrFile.Write(Plate(n), picture.ToStored(SampleType.Half));
        }
        var length = of.Clip.Frames;
        var reference = new ImageSequenceReference("plate", "media/", "plate.", ".exr", 1, 1, Rate, 4, "error", TimeRange.Of(0, length, Rate), []);
        var clip = new ClipItem("plate", true, TimeRange.Of(0, length, Rate), new Dictionary<string, MediaReference> { [ClipItem.DefaultKey] = reference }, ClipItem.DefaultKey, [], [], []);
        var track = new Track("V1", TrackKind.Picture, "Video", true, null, [clip], [], [], []);
        File.WriteAllBytes(Cut, OtioDocument.From(new("briefs", Rate, new RationalTime(86400, Rate), false, [track], [], []), Cut).ToBytes());
    }

    public string Folder { get; }

    public string Media => Path.Combine(Folder, "media");

    public string Cut => Path.Combine(Folder, "cut.otio");

    public string Elsewhere => Path.Combine(Folder, "elsewhere");

    public string Versions => Path.Combine(Elsewhere, "v.%04d.exr");

    private IEnumerable<int> Frames => Enumerable.Range(1, of.Clip.Frames).Except(of.Missing);

    private (int Width, int Height) Size => (of.Clip.Width, of.Clip.Height);

    /// <summary>Every frame as OpenImageIO makes it of the plate, which calculates in binary32: a program of somebody else.</summary>
    public void Oiio(params IReadOnlyList<string> steps)
    {
        foreach (var n in Frames) TimedProgram.Run(Folder, "oiiotool", ["--threads", "1", Plate(n), .. steps, "-d", "half", "--compression", "zip", "-o", Version(n)]);
    }

    /// <summary>Every frame as it is.</summary>
    public void Copy()
    {
        foreach (var n in Frames) File.Copy(Plate(n), Version(n));
    }

    /// <summary>Shows a real frame of the plate in place of another.</summary>
    public void Hold(int frame, int real) => File.Copy(Plate(real), Version(frame), overwrite: true);

    /// <summary>Gives a part of frames of the version the plate's pixels of another frame, moved by whole pixels.</summary>
    public void Patch(Box box, IEnumerable<int> frames, int from, int dx = 0, int dy = 0)
    {
        var source = ExrFile.Read(Plate(from)).ToFrame(Plate(from));
        Change(box, frames, (picture, x, y, c) => source.Plane(c)[((y + dy) * Size.Width) + x + dx]);
    }

    /// <summary>Paints a part of frames of the version: lighter by so many stops.</summary>
    public void Lift(Box box, IEnumerable<int> frames, double stops) => Change(box, frames, (picture, x, y, c) => picture.Plane(c)[(y * Size.Width) + x] * (float)Math.Pow(2, stops));

    /// <summary>Draws a part of the version's picture in by a pixel, row by row.</summary>
    public void Narrow(Box box, IEnumerable<int> frames) => Change(box, frames, (picture, x, y, c) => picture.Plane(c)[(y * Size.Width) + x + 1]);

    /// <summary>Writes mattes, one a frame: 1 where asked for.</summary>
    /// <returns>Their pattern.</returns>
    public string Mattes(string name, Func<int, int, int, bool> covers)
    {
        foreach (var n in Frames)
        {
            var matte = new Matte(Size.Width, Size.Height);
            for (var i = 0; i < matte.Coverage.Length; i++) if (covers(n, i % Size.Width, i / Size.Width)) matte.Coverage[i] = 1;
            MatteFile.Write(Path.Combine(Folder, Numbered(name, n)), matte);
        }
        return Path.Combine(Folder, $"{name}.%04d.exr");
    }

    /// <summary>A key of what stands before the screen, set over a grey wall: α 1 inside, ½ on a rim of one pixel. Writes the performer's matte (`key`) and, beside the versions, a, f and b.</summary>
    /// <param name="eaten">So many pixels are taken away from the performer.</param>
    public void Key(int eaten = 0)
    {
        var (w, h) = Size;
        foreach (var n in Frames)
        {
            var plate = ExrFile.Read(Plate(n)).ToFrame(Plate(n));
            var body = Keying.Figure(plate);
            var kept = Keying.Shrunk(body, w, h, eaten);
            var rim = Keying.Grown(kept, w, h);
            var (figure, alpha, back, made) = (new Matte(w, h), new Frame(w, h), new Frame(w, h), new Frame(w, h));
            for (var i = 0; i < body.Length; i++)
            {
                figure.Coverage[i] = body[i] ? 1 : 0;
                var a = kept[i] ? 1 : rim[i] ? 0.5f : 0;
                for (var c = 0; c < 3; c++)
                {
                    var b = (float)(Half)(0.18f + (0.1f * (i / w) / h));
                    (alpha.Plane(c)[i], back.Plane(c)[i]) = (a, b);
                    made.Plane(c)[i] = (a * plate.Plane(c)[i]) + ((1 - a) * b);
                }
            }
            MatteFile.Write(Path.Combine(Folder, Numbered("key", n)), figure);
            ExrFile.Write(Path.Combine(Elsewhere, Numbered("a", n)), new StoredFrame(new(0, 0, w - 1, h - 1), new(0, 0, w - 1, h - 1), [StoredPicture.Channel("A", SampleType.Half, alpha.Plane(0))], []));
            File.Copy(Plate(n), Path.Combine(Elsewhere, Numbered("f", n)), overwrite: true);
            ExrFile.Write(Path.Combine(Elsewhere, Numbered("b", n)), back.ToStored(SampleType.Half));
            ExrFile.Write(Version(n), made.ToStored(SampleType.Half));
        }
    }

    private void Change(Box box, IEnumerable<int> frames, Func<Frame, int, int, int, float> value)
    {
        foreach (var n in frames)
        {
            var picture = ExrFile.Read(Version(n)).ToFrame(Version(n));
            for (var c = 0; c < 3; c++)
                for (var y = box.Y; y < box.Y + box.Height; y++)
                    for (var x = box.X; x < box.X + box.Width; x++) picture.Plane(c)[(y * Size.Width) + x] = value(picture, x, y, c);
            ExrFile.Write(Version(n), picture.ToStored(SampleType.Half));
        }
    }

    private string Plate(int n) => Path.Combine(Media, Numbered("plate", n));

    private string Version(int n) => Path.Combine(Elsewhere, Numbered("v", n));

    private static string Numbered(string name, int n) => string.Create(CultureInfo.InvariantCulture, $"{name}.{n:0000}.exr");
}
