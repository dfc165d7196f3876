using Answerprint.Media.Motion;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>The frames at work: what is known of each stays while it is near, pictures as long as there is room. For one thread.</summary>
/// <param name="besideScreens">Nothing is drawn from where screens are treated: what stands in the version can be held against nothing there.</param>
internal sealed class HoleFrames(Assignment assignment, CleanupOptions options, bool besideScreens = true)
{
    /// <summary>Bytes of pictures that are kept to gather from.</summary>
    private const long MostBytes = 1_200_000_000;

    private readonly Dictionary<int, HoleFrame> known = [];
    private readonly Dictionary<(string Role, int Number), bool[]?> roles = [];
    private readonly Dictionary<int, bool[]?> taken = [];
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
        foreach (var (_, clip) in assignment.Mattes.Where(m => m.Key.StartsWith(WorkMattes.PerformerRole, StringComparison.Ordinal)))
        {
            if (!clip.Has(number)) continue;
            all ??= new bool[width * height];
            var matte = Read(clip, number);
            for (var i = 0; i < all.Length; i++) all[i] |= !(matte.Coverage[i] <= 0);
        }
        return all is null ? null : Masks.Grown(all, width, height, Production.Rights.PeopleInRegion.KeepAway);
    }

    /// <summary>Where nobody has said whether people are, and as far as a kernel reaches beside it; null: it is said of all of the frame.</summary>
    private bool[]? UnsaidOn(int number)
    {
        if (assignment.Mattes.GetValueOrDefault(WorkMattes.UnsaidRole) is not { } clip || !clip.Has(number)) return null;
        var matte = Read(clip, number);
        return matte.IsEmpty ? null : Masks.Grown(Array.ConvertAll(matte.Coverage, c => !(c <= 0)), width, height, HoleFrame.KernelReach);
    }

    /// <summary>Where screens are treated on a frame; null: nowhere.</summary>
    public bool[]? ScreensOn(int number)
    {
        bool[]? all = null;
        foreach (var screen in assignment.Screens.Where(s => s.Coverage.Has(number)))
        {
            all ??= new bool[width * height];
            var matte = Read(screen.Coverage, number);
            for (var i = 0; i < all.Length; i++) all[i] |= matte.Coverage[i] > 0;
        }
        return all;
    }

    /// <summary>What of people may be given the pixels of another frame, and lend them: attested to be neither face, hair nor hands; null where nobody gave leave for that.</summary>
    public bool[]? WardrobeOn(int number) => Of(WorkMattes.WardrobeRole, number);

    /// <summary>Performers themselves, without what is kept away from them; null: nobody is known of.</summary>
    public bool[]? CastOn(int number) => Of(WorkMattes.CastRole, number);

    /// <summary>What is taken out of a frame, and as far around as its edge may still show; null: nothing.</summary>
    public bool[]? TakenOut(int number)
    {
        if (!taken.TryGetValue(number, out var there)) taken[number] = there = DrawnOn(number) is { } matte ? Masks.Grown(matte, width, height, options.Spread + options.Grow) : null;
        return there;
    }

    private bool[]? Of(string role, int number)
    {
        if (!roles.TryGetValue((role, number), out var there)) roles[(role, number)] = there = assignment.Mattes.GetValueOrDefault(role) is { } clip && clip.Has(number) ? Array.ConvertAll(Read(clip, number).Coverage, c => !(c <= 0)) : null;
        return there;
    }

    public void ForgetBefore(int first)
    {
        foreach (var key in roles.Keys.Where(k => k.Number < first).ToList()) roles.Remove(key);
        foreach (var key in taken.Keys.Where(n => n < first).ToList()) taken.Remove(key);
        foreach (var number in known.Keys.Where(n => n < first).ToList()) known.Remove(number);
    }

    /// <summary>Where nothing is taken from: holes and performers; and where the edge of what is taken out may still show.</summary>
    private (bool[]? Blocked, bool[]? Near) Kept(int number)
    {
        var matte = DrawnOn(number);
        var blocked = matte is null ? null : Masks.Grown(matte, width, height, options.Spread);
        var near = matte is null ? null : Masks.Grown(matte, width, height, options.Spread + options.Grow);
        if (PerformersOn(number) is { } people) (blocked, near) = (With(blocked, people), With(near, people));
        if (besideScreens && ScreensOn(number) is { } screens) blocked = With(blocked, Masks.Grown(screens, width, height, HoleFrame.KernelReach));
        // who may be there is not drawn from; whether the scene is found again by what is seen there is another matter
        if (UnsaidOn(number) is { } unsaid) blocked = With(blocked, unsaid);
        return (blocked, near);

        static bool[] With(bool[]? one, bool[] other)
        {
            if (one is null) return other;
            bool[] both = [.. one];
            for (var i = 0; i < both.Length; i++) both[i] |= other[i];
            return both;
        }
    }

    private bool[]? MatteOf(int number) => assignment.Mattes.GetValueOrDefault(WorkMattes.Role) is { } work ? In(work, number) : null;

    /// <summary>What is taken out of a frame and what else anybody drew on it; null: nothing.</summary>
    private bool[]? DrawnOn(int number)
    {
        var (own, other) = (MatteOf(number), assignment.Mattes.GetValueOrDefault(WorkMattes.DrawnRole) is { } drawn ? In(drawn, number) : null);
        if (own is null || other is null) return own ?? other;
        for (var i = 0; i < own.Length; i++) own[i] |= other[i];
        return own;
    }

    private bool[]? In(Clip clip, int number)
    {
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
