using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>
/// A frame whose every changed pixel is declared: at most one transform of the whole picture (P2), and colour (P1). Plate and parameters alone give its words, and the places that its origin pass may cite.
/// </summary>
public sealed class WholeChange
{
    private readonly PictureTransform? transform;
    private readonly IReadOnlyList<ChangeRecord> colours;

    private WholeChange(PictureTransform? transform, IReadOnlyList<ChangeRecord> colours) => (this.transform, this.colours) = (transform, colours);

    /// <summary>What is declared of a frame; null where nothing is, or where something else than light and place is declared as well.</summary>
    public static WholeChange? On(DeclaredChange? change, int number)
    {
        if (change?.On(number) is not { Count: > 0 } records || records.Any(r => r.Class is not (PerformerClass.P1 or PerformerClass.P2))) return null;
        List<PictureTransform> moves = [.. records.Select(r => r.Transform).OfType<PictureTransform>()];
        return moves.Count > 1 ? null : new(moves.FirstOrDefault(), [.. records.Where(r => r.Class == PerformerClass.P1)]);
    }

    /// <summary>The words of every channel of light, H×W in the plate's types, made again in binary64 and rounded once.</summary>
    public IReadOnlyDictionary<string, byte[]> Again(StoredFrame plate)
    {
        var all = new bool[plate.Width * plate.Height];
        all.AsSpan().Fill(value: true);
        var made = new MadeAgain(plate, plate.Width, plate.Height, all);
        if (transform is not null) made.Move(transform);
        foreach (var record in colours) made.Colour(record);
        return made.Words(plate);
    }

    /// <summary>Whether the origin pass cites a pixel as it is declared: the place that the transform reads, or its own, of the plate's frame, whole. It counts as made up beyond the plate's edge, and nowhere else.</summary>
    public bool IsCited(Origin row, int x, int y, int height, uint plate, int number)
    {
        var (u, v) = transform?.PlaceOf(x, y) ?? (x, y);
        if (!PictureTransform.IsInside(u, v, row.Width, height)) return row.Synth[x] == 1 && row.Tap.All(t => t.Weight[x] == 0);
        if (row.Synth[x] != 0) return false;
        var cited = 0;
        foreach (var tap in row.Tap)
        {
            if (tap.Weight[x] == 0) continue;
            if (tap.Weight[x] != 1 || tap.Plate[x] != plate || tap.Frame[x] != (uint)number || tap.X[x] != (float)u || tap.Y[x] != (float)v) return false;
            cited++;
        }
        return cited == 1;
    }

    /// <summary>Holds a frame against its plate.</summary>
    /// <param name="work">Where it was changed; null: everywhere.</param>
    /// <returns>Pixels that are cited otherwise than declared or that are not the words that the declared change gives, and where the first is.</returns>
    public (long Pixels, string First) Differences(StoredFrame plate, StoredFrame version, OriginPass origin, Matte? work, uint plateIndex, int number)
    {
        var words = Again(plate);
        List<(StoredChannel Own, byte[] Must)> channels = [.. version.Channels.Where(c => words.ContainsKey(c.Name)).Select(c => (c, words[c.Name]))];
        if (channels.Exists(c => c.Own.Words.Length != c.Must.Length) || origin.Width != version.Width || origin.Height != version.Height) return ((long)version.Width * version.Height, "the picture's form");
        return Count(origin, work, (row, x, y) =>
        {
            if (!IsCited(row, x, y, version.Height, plateIndex, number)) return false;
            var i = (y * version.Width) + x;
            foreach (var (own, must) in channels)
                if (!SameWord(own, must, i)) return false;
            return true;
        });
    }

    /// <summary>Pixels whose origin is not as declared: what can be told without the plate.</summary>
    public (long Pixels, string First) Miscited(OriginPass origin, Matte? work, uint plateIndex, int number) => Count(origin, work, (row, x, y) => IsCited(row, x, y, origin.Height, plateIndex, number));

    private static (long Pixels, string First) Count(OriginPass origin, Matte? work, Func<Origin, int, int, bool> holds)
    {
        var (count, first, y) = (0L, "", 0);
        foreach (var row in origin.Rows())
        {
            for (var x = 0; x < origin.Width; x++)
                if ((work is null || work.Coverage[(y * origin.Width) + x] > 0) && !holds(row, x, y) && count++ == 0) first = string.Create(CultureInfo.InvariantCulture, $"x {x} y {y}");
            y++;
        }
        return (count, first);
    }

    private static bool SameWord(StoredChannel own, byte[] must, int i)
    {
        var size = own.BytesPerSample;
        ReadOnlySpan<byte> a = own.Words.AsSpan(i * size, size), b = must.AsSpan(i * size, size);
        // one way of being no number is as good as another, once something was calculated
        return a.SequenceEqual(b) || (StoredWords.IsNaN(a, own.Type) && StoredWords.IsNaN(b, own.Type));
    }
}
