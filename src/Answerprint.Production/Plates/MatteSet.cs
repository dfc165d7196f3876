using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Plates;

/// <summary>The mattes of one thing on the frames of a plate, taken into the vault: what was declared can not change afterwards, and no path of this machine is signed.</summary>
/// <param name="Frames">Frame of the plate → the matte as an EXR with a half channel A.</param>
public sealed record MatteSet(IReadOnlyDictionary<int, Digest> Frames)
{
    private const string Format = "answerprint.mattes.1";

    /// <summary>Reads mattes into the vault.</summary>
    /// <param name="wanted">The frames of the plate that need one; those that the clip has not are passed over.</param>
    /// <returns>The digest of the list of them, and how many there were.</returns>
    /// <exception cref="BadInputException">A matte can not be read or is of another size than the plate.</exception>
    public static (Digest Digest, int Count) Ingest(FileClip clip, Vault vault, string staging, IEnumerable<int> wanted, int width, int height)
    {
        Directory.CreateDirectory(staging);
        var frames = new JsonObject();
        foreach (var number in wanted.Where(clip.Has))
        {
            var matte = clip.ReadMatte(number);
            if (matte.Width != width || matte.Height != height)
                throw new BadInputException("matte-size", clip.Name, $"frame {number}", $"the matte is {matte.Width}×{matte.Height}, the plate is {width}×{height}", "Deliver mattes in the size of the plate");
            var window = new Window(0, 0, width - 1, height - 1);
            var path = Path.Combine(staging, "matte.exr");
            ExrFile.Write(path, new StoredFrame(window, window, [StoredPicture.Channel("A", SampleType.Half, matte.Coverage)], []));
            frames[number.ToString(CultureInfo.InvariantCulture)] = vault.Take(path).Hex;
        }
        var count = frames.Count;
        return (vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = Format, ["frames"] = frames })), count);
    }

    /// <summary>Takes mattes that are made here into the vault, one after another.</summary>
    /// <returns>The digest of the list of them.</returns>
    public static Digest Of(IEnumerable<(int Frame, Matte Matte)> mattes, Vault vault, string staging)
    {
        Directory.CreateDirectory(staging);
        var frames = new JsonObject();
        var path = Path.Combine(staging, "matte.exr");
        foreach (var (number, matte) in mattes)
        {
            var window = new Window(0, 0, matte.Width - 1, matte.Height - 1);
            ExrFile.Write(path, new StoredFrame(window, window, [StoredPicture.Channel("A", SampleType.Half, matte.Coverage)], []));
            frames[number.ToString(CultureInfo.InvariantCulture)] = vault.Take(path).Hex;
        }
        return vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = Format, ["frames"] = frames }));
    }

    public static MatteSet Open(Vault vault, Digest digest) => new(JsonReading.Parse(vault.Read(digest)).Object("frames")
        .ToDictionary(f => int.Parse(f.Key, CultureInfo.InvariantCulture), f => Digest.Parse((string?)f.Value ?? "")));

    /// <summary>The matte of a frame; null where there is none.</summary>
    public Matte? Read(Vault vault, int frame)
    {
        if (!Frames.TryGetValue(frame, out var digest)) return null;
        if (!vault.Intact(digest)) throw new BadInputException("vault-changed", digest.Hex, "", "a declared matte is not what it was", "Declare the plate again");
        return MatteFile.FromStored(ExrFile.Read(vault.PathOf(digest)), digest.Hex);
    }
}
