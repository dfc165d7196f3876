using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Plates;

/// <summary>Pictures that somebody handed over to be shown in a shot, taken into the vault as linear light in float EXR files.</summary>
public static class PictureSet
{
    private const string Format = "answerprint.pictures.1";

    /// <summary>Takes pictures into the vault, one after another.</summary>
    /// <param name="numbers">Which of the clip.</param>
    /// <returns>The digest of the list of them.</returns>
    public static Digest Take(Clip clip, IEnumerable<int> numbers, Vault vault, string staging, CancellationToken cancel)
    {
        Directory.CreateDirectory(staging);
        var frames = new JsonObject();
        var path = Path.Combine(staging, "picture.exr");
        foreach (var number in numbers)
        {
            cancel.ThrowIfCancellationRequested();
            ExrFile.Write(path, clip.Read(number).ToStored(SampleType.Float));
            frames[number.ToString(CultureInfo.InvariantCulture)] = vault.Take(path).Hex;
        }
        return vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = Format, ["frames"] = frames }));
    }

    /// <summary>The pictures of a list.</summary>
    /// <exception cref="BadInputException">The list or its first picture is not there, or not what it was.</exception>
    public static Clip Open(Vault vault, Digest digest) => new Pictures(vault, digest);

    private sealed class Pictures : Clip
    {
        private readonly Vault vault;
        private readonly SortedDictionary<int, Digest> frames;

        public Pictures(Vault vault, Digest list)
        {
            this.vault = vault;
            Name = list.Hex;
            frames = new(JsonReading.Parse(vault.Read(list)).Object("frames").ToDictionary(f => int.Parse(f.Key, CultureInfo.InvariantCulture), f => Digest.Parse((string?)f.Value ?? "")));
            if (frames.Count == 0) throw new BadInputException("no-pictures", Name, "", "the list names no picture", "Ask for it again with a picture");
            Range = new(frames.Keys.First(), frames.Keys.Last() + 1);
            var first = ReadStored(Range.Start);
            (Width, Height) = (first.Width, first.Height);
        }

        public override string Name { get; }

        public override FrameRange Range { get; }

        public override FrameRate Rate => new(24);

        public override int Width { get; }

        public override int Height { get; }

        public override bool Has(int frame) => frames.ContainsKey(frame);

        public override StoredFrame ReadStored(int frame) => vault.Intact(frames[frame])
            ? ExrFile.Read(vault.PathOf(frames[frame]))
            : throw new BadInputException("vault-changed", Name, $"frame {frame}", "a picture that is to be shown is not what was taken in", "Ask for it again with the picture");

        public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");
    }
}
