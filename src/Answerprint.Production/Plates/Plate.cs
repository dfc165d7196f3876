using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Plates;

/// <summary>
/// A picture element as it was ingested: what it is called, its frames, and the digest of the bits of each. Renders are judged against
/// this, never against what lies on the disk later.
/// </summary>
/// <param name="Index">Its place in the show's table of plates, from 0: what the origin pass cites.</param>
/// <param name="Name">File name or pattern without folder.</param>
/// <param name="Range">From the first to the last frame that exists, in the plate's numbers.</param>
/// <param name="Start">The timecode of the frame <see cref="FrameRange.Start"/> as a frame count at <see cref="Rate"/>.</param>
/// <param name="Reel">What the camera or the cut calls the reel; empty where nobody says.</param>
/// <param name="Decode">How code values became the half picture; empty where the stored words are the bits.</param>
/// <param name="Holes">Frames inside the range that were not there.</param>
/// <param name="Bits">The digest of the bits of every frame that was taken in (<see cref="PlateBits"/>): those that the cut may need.</param>
public sealed record Plate(
    uint Index, string Name, FrameRange Range, FrameRate Rate, int Width, int Height, long Start, string Reel, string Decode,
    IReadOnlyList<int> Holes, IReadOnlyDictionary<int, Digest> Bits)
{
    /// <summary>What its numbers mean, as declared at ingest.</summary>
    public PlateColour Colour { get; init; } = PlateColour.Unsaid;

    /// <summary>The name of the act that records it; the body holds the digest of <see cref="Document"/>.</summary>
    public const string ActName = "PlateIngested.1";

    /// <summary>Whether another ingest of the same media found the same pictures in these frames: what is elsewhere in it is nobody's business there.</summary>
    /// <param name="frames">Frames outside both are passed over; one that only one of them has is a difference.</param>
    public bool AgreesWith(Plate other, FrameRange frames) =>
        Name == other.Name && Rate == other.Rate && Start - Range.Start == other.Start - other.Range.Start && (Width, Height, Decode) == (other.Width, other.Height, other.Decode) &&
        (Colour.Space, Colour.Light) == (other.Colour.Space, other.Colour.Light) &&
        frames.Numbers.All(n => Bits.TryGetValue(n, out var mine) ? other.Bits.TryGetValue(n, out var its) && mine == its : !other.Bits.ContainsKey(n));

    /// <summary>Whether another ingest took in the same media and every frame of this one, to the bit.</summary>
    public bool IsPartOf(Plate other) =>
        Name == other.Name && Range == other.Range && Rate == other.Rate && Start == other.Start && (Width, Height, Decode) == (other.Width, other.Height, other.Decode) && (Colour.Space, Colour.Light) == (other.Colour.Space, other.Colour.Light) &&
        Holes.SequenceEqual(other.Holes) && Bits.All(b => other.Bits.TryGetValue(b.Key, out var bits) && bits == b.Value);

    /// <summary>All that was recorded at ingest; its digest is the plate's root.</summary>
    public JsonObject Document()
    {
        var frames = new JsonObject();
        foreach (var (number, bits) in Bits.OrderBy(b => b.Key)) frames[number.ToString(CultureInfo.InvariantCulture)] = bits.Hex;
        return new()
        {
            ["format"] = "answerprint.plate.1",
            ["index"] = Index,
            ["name"] = Name,
            ["range"] = Range.ToString(),
            ["rate"] = Rate.ToString(),
            ["width"] = Width,
            ["height"] = Height,
            ["start"] = Start,
            ["reel"] = Reel,
            ["decode"] = Decode,
            ["colour"] = Colour.Write(),
            ["holes"] = FrameList.Format(Holes),
            ["frames"] = frames,
        };
    }

    /// <exception cref="FormatException">The document is no plate.</exception>
    public static Plate Read(JsonObject document) => new(
        (uint)document.Long("index"), document.Text("name"), document.Range("range"), document.Rate("rate"), document.Int("width"), document.Int("height"),
        document.Long("start"), document.Text("reel"), document.Text("decode"), document.Frames("holes"),
        document.Object("frames").ToDictionary(f => int.Parse(f.Key, CultureInfo.InvariantCulture), f => Digest.Parse((string?)f.Value ?? "")))
    {
        Colour = PlateColour.Read(document["colour"] as JsonObject),
    };

    /// <summary>The body of the act: what a reader of the book sees without the vault.</summary>
    public JsonObject Body(Digest root) => new()
    {
        ["plate"] = Index,
        ["name"] = Name,
        ["root"] = root.Hex,
        ["range"] = Range.ToString(),
        ["holes"] = FrameList.Format(Holes),
        ["rate"] = Rate.ToString(),
        ["width"] = Width,
        ["height"] = Height,
        ["start"] = Start,
        ["reel"] = Reel,
        ["decode"] = Decode,
        ["colour"] = Colour.Write(),
    };

    /// <summary>Reads frames of a clip once and takes the digest of the bits of each.</summary>
    /// <param name="name">File name or pattern without folder.</param>
    /// <param name="wanted">The frames to take in; those that are not there are passed over.</param>
    /// <param name="step">Called after each frame.</param>
    /// <exception cref="BadInputException">A frame can not be read.</exception>
    public static Plate Ingest(Clip clip, string name, uint index, long start, string reel, string decode, IEnumerable<int> wanted, Action<int> step, CancellationToken cancel)
    {
        var bits = new Dictionary<int, Digest>();
        foreach (var number in wanted.Distinct().Order())
        {
            cancel.ThrowIfCancellationRequested();
            if (!clip.Has(number)) continue;
            var frame = clip.ReadStored(number);
            if (frame.Width != clip.Width || frame.Height != clip.Height)
                throw new BadInputException("size-changes", clip.Name, $"frame {number}", $"the frame is {frame.Width}×{frame.Height}, the others are {clip.Width}×{clip.Height}", "Deliver the plate in one size");
            bits[number] = PlateBits.Of(frame);
            step(number);
        }
        return new(index, name, clip.Range, clip.Rate, clip.Width, clip.Height, start, reel, decode,
            [.. clip.Range.Numbers.Where(n => !clip.Has(n))], bits);
    }
}
