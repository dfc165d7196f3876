using Answerprint.Media.Frames;

namespace Answerprint.Media.Screens;

/// <summary>
/// Looks for people in the changed regions of a few frames, to ask about them: the union of faces (grown to bodies), bodies and outlines.
/// It raises questions and never clears anything. The detectors are classifiers that others trained (OpenCV's Haar cascades and HOG weights,
/// from Debian's opencv-data); every report of a screen says so. Same pictures, same questions, on any number of threads. Safe for use from
/// several threads, one picture at a time.
/// </summary>
public sealed class PeopleScreen : IDisposable
{
    /// <summary>Frames looked at in one shot.</summary>
    public const int MostFrames = 12;

    /// <summary>Where the detectors come from: goes into every report.</summary>
    public const string Disclosure = "The screen uses pretrained detectors (OpenCV Haar cascades and HOG people weights, trained elsewhere). It asks questions; it clears nothing.";

    private const int AnalysedWidth = 960;
    private const int MostHits = 256;

    private static readonly string[] Folders = ["/usr/share/opencv4/haarcascades", "/usr/local/share/opencv4/haarcascades", "/usr/share/opencv/haarcascades"];

    private nint handle;

    private PeopleScreen(nint handle) => this.handle = handle;

    /// <exception cref="BadInputException">The detectors are not installed.</exception>
    public static PeopleScreen Open()
    {
        foreach (var folder in Folders.Where(Directory.Exists))
            if (ScreenNative.Open(folder) is var opened && opened != 0) return new(opened);
        throw new BadInputException("no-cascades", Folders[0], "", "the detectors that the people screen asks with are not installed", "Install the package opencv-data");
    }

    /// <summary>At most <see cref="MostFrames"/> of the frames given, first, last and evenly between.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<int> frames) => frames.Count <= MostFrames
        ? frames
        : [.. Enumerable.Range(0, MostFrames).Select(i => frames[(int)((long)i * (frames.Count - 1) / (MostFrames - 1))])];

    /// <summary>Screens a shot.</summary>
    /// <param name="frames">The changed frames; a choice of at most <see cref="MostFrames"/> is looked at.</param>
    /// <param name="region">Where a frame was changed; null: everywhere.</param>
    public IReadOnlyList<Question> Ask(Clip clip, IReadOnlyList<int> frames, Func<int, Matte?> region, CancellationToken cancel = default)
    {
        var questions = new List<Question>();
        foreach (var frame in Choose(frames))
        {
            cancel.ThrowIfCancellationRequested();
            var matte = region(frame);
            if (matte is { IsEmpty: true }) continue;
            var picture = clip.Read(frame);
            questions.AddRange(Ask(frame, Grey(picture), picture.Width, picture.Height, matte));
        }
        return questions;
    }

    /// <summary>Screens one picture.</summary>
    /// <param name="grey">8-bit display-referred luma, row by row.</param>
    /// <param name="region">Only hits that meet it become questions; null: all.</param>
    public IReadOnlyList<Question> Ask(int frame, ReadOnlySpan<byte> grey, int width, int height, Matte? region = null)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        if (grey.Length != width * height) throw new ArgumentException("the picture has another size than is said", nameof(grey));
        Span<double> hits = stackalloc double[MostHits * 6];
        var count = ScreenNative.Frame(handle, grey, width, height, AnalysedWidth, hits, MostHits);
        if (count < 0) throw new InvalidOperationException("the people screen failed in the native library");
        var questions = new List<Question>();
        for (var i = 0; i < Math.Min(count, MostHits); i++)
        {
            var hit = hits.Slice(i * 6, 6);
            var kind = (SeenKind)(int)hit[0];
            var box = Cut(kind is SeenKind.Face or SeenKind.Profile ? BodyOf(hit) : (hit[1], hit[2], hit[3], hit[4]), width, height);
            if (region is null || Meets(region, box)) questions.Add(new(frame, box, kind, hit[5]));
        }
        return questions;
    }

    public void Dispose()
    {
        if (handle != 0) ScreenNative.Close(handle);
        handle = 0;
    }

    /// <summary>Display-referred luma of scene-linear light: Rec. 709 weights, sRGB transfer (IEC 61966-2-1), clipped. NaN is black.</summary>
    internal static byte[] Grey(Frame frame)
    {
        var (r, g, b) = (frame.Plane("R") ?? frame.Plane(0), frame.Plane("G") ?? frame.Plane(0), frame.Plane("B") ?? frame.Plane(0));
        var grey = new byte[frame.Size];
        for (var i = 0; i < grey.Length; i++)
        {
            var y = Math.Clamp((0.2126f * r[i]) + (0.7152f * g[i]) + (0.0722f * b[i]), 0f, 1f);
            var encoded = y <= 0.0031308f ? 12.92f * y : (1.055f * MathF.Pow(y, 1 / 2.4f)) - 0.055f;
            grey[i] = float.IsNaN(encoded) ? (byte)0 : (byte)((encoded * 255) + 0.5f);
        }
        return grey;
    }

    /// <summary>A figure of 7½ heads with its arms: three faces wide.</summary>
    private static (double X, double Y, double Width, double Height) BodyOf(ReadOnlySpan<double> face) =>
        (face[1] - face[3], face[2] - (face[4] * 0.5), face[3] * 3, face[4] * 7.5);

    private static Box Cut((double X, double Y, double Width, double Height) box, int width, int height)
    {
        var (left, top) = (Math.Clamp((int)Math.Floor(box.X), 0, width - 1), Math.Clamp((int)Math.Floor(box.Y), 0, height - 1));
        var (right, bottom) = (Math.Clamp((int)Math.Ceiling(box.X + box.Width), left + 1, width), Math.Clamp((int)Math.Ceiling(box.Y + box.Height), top + 1, height));
        return new(left, top, right - left, bottom - top);
    }

    private static bool Meets(Matte region, Box box)
    {
        for (var y = box.Y; y < Math.Min(region.Height, box.Y + box.Height); y++)
            if (region.Coverage.AsSpan((y * region.Width) + box.X, Math.Max(0, Math.Min(region.Width - box.X, box.Width))).ContainsAnyExcept(0f)) return true;
        return false;
    }
}
