using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Review;

/// <summary>What a person looks at before they attest that nobody is in a region: close-ups of it from frames spread over its length, the region itself lined.</summary>
public static class RegionSheet
{
    private const int CellWidth = 320, MostHeight = 480, Across = 3, Gap = 4, MostCells = 18;

    /// <param name="frames">Frames on which the region is, ascending; up to 18 of them are shown, the first and the last among them.</param>
    /// <param name="light">What the frames are; default BT.709 light.</param>
    /// <returns>A PNG, 8 bit sRGB; the same bytes for the same pictures.</returns>
    /// <exception cref="BadInputException">The region is on no frame, or a picture can not be read.</exception>
    public static byte[] Draw(Clip plate, IReadOnlyList<int> frames, PictureRegion region, string staging, ColourSpace? light = null)
    {
        if (frames.Count == 0) throw new BadInputException("region-outside", plate.Name, "", "the region is on no frame that the plate has", "Name frames of the plate, in its own numbers");
        var chosen = frames.Count <= MostCells ? frames : [.. Enumerable.Range(0, MostCells).Select(k => frames[k * (frames.Count - 1) / (MostCells - 1)])];
        var cells = chosen.Select(n => Cell(plate.Read(n), region, n)).ToList();
        var rows = cells.Chunk(Across).ToList();
        var sheet = new Frame((Across * CellWidth) + ((Across - 1) * Gap), rows.Sum(r => r.Max(c => c.Height) + Gap) - Gap, "R", "G", "B");
        var top = 0;
        foreach (var row in rows)
        {
            for (var k = 0; k < row.Length; k++)
                for (var c = 0; c < 3; c++)
                    for (var y = 0; y < row[k].Height; y++) row[k].Plane(c).AsSpan(y * CellWidth, CellWidth).CopyTo(sheet.Plane(c).AsSpan(((top + y) * sheet.Width) + (k * (CellWidth + Gap))));
            top += row.Max(c => c.Height) + Gap;
        }
        Directory.CreateDirectory(staging);
        var path = Path.Combine(staging, "region.png");
        if (light is not null) sheet = new ColourConversion(light, ColourSpace.Linear).Apply(sheet);
        PngFile.Write(path, CodedPicture.Encode(sheet, Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb)));
        var bytes = File.ReadAllBytes(path);
        Directory.Delete(staging, recursive: true);
        return bytes;
    }

    /// <summary>The region and a third of its size around it.</summary>
    private static Frame Cell(Frame picture, PictureRegion region, int frame)
    {
        var boxes = region.Boxes.Where(b => b.IsOn(frame)).ToList();
        int left = boxes.Min(b => b.X), top = boxes.Min(b => b.Y), right = boxes.Max(b => b.X + b.Width), bottom = boxes.Max(b => b.Y + b.Height);
        var around = Math.Max(24, Math.Max(right - left, bottom - top) / 3);
        (left, top, right, bottom) = (Math.Max(0, left - around), Math.Max(0, top - around), Math.Min(picture.Width, right + around), Math.Min(picture.Height, bottom + around));
        var (w, h) = (Math.Max(1, right - left), Math.Max(1, bottom - top));
        var scale = Math.Min((double)CellWidth / w, (double)MostHeight / h);
        var cell = new Frame(CellWidth, Math.Clamp((int)Math.Round(h * scale), 1, MostHeight), "R", "G", "B");
        var inside = new bool[picture.Size];
        region.Mark(inside, frame, picture.Width, picture.Height);
        for (var y = 0; y < cell.Height; y++)
        for (var x = 0; x < CellWidth; x++)
        {
            int u = left + (int)(x / scale), v = top + (int)(y / scale);
            if (u >= right || v >= bottom) continue;
            var i = (v * picture.Width) + u;
            var edge = inside[i] && (u == 0 || v == 0 || u == picture.Width - 1 || v == picture.Height - 1 || !inside[i - 1] || !inside[i + 1] || !inside[i - picture.Width] || !inside[i + picture.Width]);
            for (var c = 0; c < 3; c++) cell.Plane(c)[(y * CellWidth) + x] = edge ? (c == 0 ? 1 : 0.1f) : picture.Plane(c)[i];
        }
        return cell;
    }
}
