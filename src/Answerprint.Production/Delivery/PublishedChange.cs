using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;

namespace Answerprint.Production.Delivery;

/// <summary>What a version of a package declares of people's pixels: the document and, beside it, the pictures that it cites under the plate's numbers.</summary>
public static class PublishedChange
{
    private const string Folder = "change", FileName = "change.json";

    /// <summary>Puts it into the folder of a version.</summary>
    /// <param name="of">The file of a cited picture on a frame.</param>
    public static void Put(Package package, string folder, DeclaredChange change, Vault vault, Func<ChangePictures, int, Digest> of)
    {
        var records = change.Records.Index().Select(r => r.Item.Edge is not { } edge ? r.Item : r.Item with
        {
            Edge = edge with { Alpha = Copied(r.Index, "alpha", edge.Alpha, r.Item.Frames), Foreground = Copied(r.Index, "foreground", edge.Foreground, r.Item.Frames), Background = Copied(r.Index, "background", edge.Background, r.Item.Frames) },
        }).ToList();
        package.Put($"{folder}/{Folder}/{FileName}", PlainJson.Bytes(new DeclaredChange(records).ToJson()));

        // whoever takes the version in calls its pictures as they like: here each has a name of its own
        ChangePictures Copied(int n, string name, ChangePictures pictures, FrameRange frames)
        {
            var pattern = PatternName.TryParse(string.Create(CultureInfo.InvariantCulture, $"{n + 1}-{name}.%04d.exr"))!;
            foreach (var number in frames.Numbers) vault.CopyTo(of(pictures, number), package.PathOf($"{folder}/{Folder}/{pattern.FileOf(number)}"));
            return pictures with { Files = pattern.Text };
        }
    }

    /// <summary>What a version of a package declares; null where it declares nothing.</summary>
    /// <param name="folder">Of the version.</param>
    /// <exception cref="BadInputException">The document can not be read.</exception>
    public static DeclaredChange? Of(string folder) => Path.Combine(folder, Folder, FileName) is var file && File.Exists(file) ? DeclaredChange.Read(file) : null;

    /// <summary>Puts a frame of class P4 together again: α·F + (1 − α)·B of the published pictures, which are those that its version lists, give the delivered words.</summary>
    /// <param name="folder">Of the version.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    /// <exception cref="BadInputException">A picture can not be read.</exception>
    public static string? Fault(string folder, RenderedFrame frame, StoredFrame delivered)
    {
        if (frame.Edge is not { } edge) return null;
        var file = Path.Combine(folder, Folder, FileName);
        if (!File.Exists(file)) return "what was done at the edge of people is not published";
        if (DeclaredChange.Read(file).On(frame.Number).Select(r => r.Edge).OfType<EdgeChange>().FirstOrDefault() is not { } declared) return "what was done at the edge of people is not declared";
        if (Read(declared.Alpha, edge.Alpha) is not { } alpha || Read(declared.Foreground, edge.Foreground) is not { } front || Read(declared.Background, edge.Background) is not { } back) return "the pictures of its edge are not those that the version's document lists";
        var matte = MatteFile.FromStored(alpha, declared.Alpha.Files);
        if (matte.Coverage.Length != delivered.Width * delivered.Height) return "the pictures of its edge are of another size";
        long different = 0;
        foreach (var channel in delivered.Channels.Where(c => front.Channel(c.Name) is not null && c.Name != "A"))
        {
            var (own, before, behind) = (Values(channel), Values(front.Channel(channel.Name)!), Values(back.Channel(channel.Name) ?? channel));
            if (before.Length != own.Length || behind.Length != own.Length) return "the pictures of its edge are of another size";
            for (var i = 0; i < own.Length; i++)
            {
                double a = matte.Coverage[i];
                var must = a == 1 ? before[i] : a == 0 ? behind[i] : (a * before[i]) + ((1 - a) * behind[i]);
                if (!Same(own[i], must, channel.Type, edge.Despill is not null && a is > 0 and < 1)) different++;
            }
        }
        return different == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{different} samples are not what its matte, foreground and background give");

        StoredFrame? Read(ChangePictures pictures, KeptPicture kept)
        {
            if (PatternName.TryParse(pictures.Files) is not { } pattern) return null;
            var path = Path.Combine(folder, Folder, pattern.FileOf(frame.Number));
            if (!File.Exists(path)) return null;
            var picture = ExrFile.Read(path);
            return Digest.From(PictureTree.Of(picture).Hash) == kept.Tree ? picture : null;
        }
    }

    /// <param name="loose">The foreground was rounded once more when it was written, after it was coloured: the sum may then fall on the next number.</param>
    private static bool Same(float own, double must, SampleType type, bool loose)
    {
        if (double.IsNaN(must)) return float.IsNaN(own);
        var rounded = type == SampleType.Half ? (float)(Half)must : (float)must;
        if (own.Equals(rounded) || !loose) return own.Equals(rounded);
        return type == SampleType.Half ? Math.Abs((double)own - must) <= 1.5 * Math.Abs((double)(Half.BitIncrement((Half)own) - (Half)own)) : Math.Abs(own - must) <= 1.5 * Math.Abs(MathF.BitIncrement(own) - own);
    }

    private static float[] Values(StoredChannel channel)
    {
        var values = new float[channel.Words.Length / channel.BytesPerSample];
        StoredPicture.Values(channel, values);
        return values;
    }
}
