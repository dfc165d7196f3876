using Answerprint.Media.Motion;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>The frames at work: what is known of each stays while it is near, pictures as long as there is room. For one thread.</summary>
internal sealed class HoleFrames(Assignment assignment, CleanupOptions options)
{
    /// <summary>Bytes of pictures that are kept to gather from.</summary>
    private const long MostBytes = 1_200_000_000;

    private readonly Dictionary<int, HoleFrame> known = [];
    private readonly LinkedList<(int Number, EncodedPicture Picture)> pictures = [];
    private readonly int width = assignment.Plate.Clip.Width;
    private readonly int height = assignment.Plate.Clip.Height;

    /// <summary>What is to be replaced of a frame, H×W; null where nothing is.</summary>
    public bool[]? HoleOf(int number) => MatteOf(number) is { } matte ? Masks.Grown(matte, width, height, options.Spread) : null;

    /// <summary>What is known of a frame.</summary>
    public HoleFrame this[int number]
    {
        get
        {
            if (!known.TryGetValue(number, out var frame))
            {
                var source = new SourceFrame(number, assignment.Plate.Clip.Read(number), SourceFrame.FactorFor(width, height));
                Keep(number, source.Picture);
                var (blocked, near) = Kept(number);
                known[number] = frame = new(source, blocked, near);
            }
            return frame;
        }
    }

    /// <summary>A frame's picture to gather from.</summary>
    public EncodedPicture Picture(int number)
    {
        for (var node = pictures.First; node is not null; node = node.Next)
        {
            if (node.Value.Number != number) continue;
            pictures.Remove(node);
            pictures.AddFirst(node);
            return node.Value.Picture;
        }
        var picture = new EncodedPicture(assignment.Plate.Clip.Read(number));
        Keep(number, picture);
        return picture;
    }

    /// <summary>Performers, whom nothing is taken from; null: nobody is known of.</summary>
    public bool[]? PerformersOn(int number)
    {
        bool[]? all = null;
        foreach (var (_, clip) in assignment.Mattes.Where(m => m.Key.StartsWith(CleanupTool.PerformerRole, StringComparison.Ordinal)))
        {
            if (!clip.Has(number)) continue;
            all ??= new bool[width * height];
            var matte = Read(clip, number);
            for (var i = 0; i < all.Length; i++) all[i] |= !(matte.Coverage[i] <= 0);
        }
        return all is null ? null : Masks.Grown(all, width, height, Production.Rights.PeopleInRegion.KeepAway);
    }

    public void ForgetBefore(int first)
    {
        foreach (var number in known.Keys.Where(n => n < first).ToList()) known.Remove(number);
    }

    /// <summary>Where nothing is taken from: holes and performers; and where the edge of what is taken out may still show.</summary>
    private (bool[]? Blocked, bool[]? Near) Kept(int number)
    {
        var matte = MatteOf(number);
        var blocked = matte is null ? null : Masks.Grown(matte, width, height, options.Spread);
        var near = matte is null ? null : Masks.Grown(matte, width, height, options.Spread + options.Grow);
        if (PerformersOn(number) is not { } people) return (blocked, near);
        return (With(blocked, people), With(near, people));

        static bool[] With(bool[]? one, bool[] other)
        {
            if (one is null) return other;
            for (var i = 0; i < one.Length; i++) one[i] |= other[i];
            return one;
        }
    }

    private bool[]? MatteOf(int number)
    {
        var clip = CleanupTool.WorkMattes(assignment);
        if (!clip.Has(number)) return null;
        var matte = Read(clip, number);
        return matte.IsEmpty ? null : Array.ConvertAll(matte.Coverage, c => !(c <= 0));
    }

    private Matte Read(Clip clip, int number)
    {
        var matte = clip is FileClip file ? file.ReadMatte(number) : MatteFile.FromStored(clip.ReadStored(number), clip.Name, $"frame {number}");
        return matte.Width == width && matte.Height == height ? matte : throw new BadInputException("matte-size", clip.Name, $"frame {number}", $"the matte is {matte.Width}×{matte.Height}, the plate is {width}×{height}", "Deliver mattes in the size of the plate");
    }

    private void Keep(int number, EncodedPicture picture)
    {
        pictures.AddFirst((number, picture));
        var most = Math.Max(2, (int)(MostBytes / (24L * width * height)));
        while (pictures.Count > most) pictures.RemoveLast();
    }
}
