using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>
/// The sheet that a person looks at before they approve: a row for each made frame, with the real frame before it on the left and the one
/// after it on the right. Its digest stands in the approval, so it is known what was seen.
/// </summary>
public static class ContactSheet
{
    private const int CellWidth = 320, Gap = 4, MostRows = 16;

    /// <summary>Draws the sheet into the vault.</summary>
    /// <returns>Digest of a PNG, 8 bit sRGB.</returns>
    public static Digest Make(IReadOnlyList<RenderedFrame> frames, Vault vault, string staging)
    {
        var rows = new List<(Frame? Before, Frame Made, Frame? After)>();
        var made = frames.Select((f, i) => (f, i)).Where(x => x.f.IsMade).ToList();
        // a long gap is shown by evenly spread frames, its first and last among them
        var chosen = made.Count <= MostRows ? made : [.. Enumerable.Range(0, MostRows).Select(r => made[r * (made.Count - 1) / (MostRows - 1)])];
        foreach (var (frame, i) in chosen)
        {
            var before = frames.Take(i).LastOrDefault(f => !f.IsMade);
            var after = frames.Skip(i).FirstOrDefault(f => !f.IsMade);
            rows.Add((before is null ? null : Cell(before, vault), Cell(frame, vault), after is null ? null : Cell(after, vault)));
        }
        var height = rows.Count > 0 ? rows[0].Made.Height : 1;
        var sheet = new Frame((3 * CellWidth) + (2 * Gap), Math.Max(1, (rows.Count * (height + Gap)) - Gap), "R", "G", "B");
        for (var r = 0; r < rows.Count; r++)
        {
            var cells = new[] { rows[r].Before, rows[r].Made, rows[r].After };
            for (var c = 0; c < 3; c++)
                if (cells[c] is { } cell) Put(sheet, cell, c * (CellWidth + Gap), r * (height + Gap));
        }
        Directory.CreateDirectory(staging);
        var path = Path.Combine(staging, "sheet.png");
        PngFile.Write(path, CodedPicture.Encode(sheet, Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb)));
        return vault.Take(path);
    }

    private static Frame Cell(RenderedFrame frame, Vault vault)
    {
        var picture = ExrFile.Read(vault.PathOf(frame.Picture)).ToFrame(frame.Picture.Hex);
        var height = Math.Max(1, (int)Math.Round((double)picture.Height * CellWidth / picture.Width));
        var cell = new Frame(CellWidth, height, "R", "G", "B");
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < CellWidth; x++)
                    cell.Plane(c)[(y * CellWidth) + x] = Mean(picture.Plane(c), picture.Width, picture.Height, x, y, height);
        return cell;
    }

    /// <summary>The mean of the source pixels under a cell's pixel.</summary>
    private static float Mean(float[] plane, int width, int height, int x, int y, int rows)
    {
        int x0 = x * width / CellWidth, x1 = Math.Max(x0 + 1, (x + 1) * width / CellWidth), y0 = y * height / rows, y1 = Math.Max(y0 + 1, (y + 1) * height / rows);
        var sum = 0f;
        for (var j = y0; j < Math.Min(height, y1); j++)
            for (var i = x0; i < Math.Min(width, x1); i++) sum += plane[(j * width) + i];
        return sum / ((Math.Min(width, x1) - x0) * (Math.Min(height, y1) - y0));
    }

    private static void Put(Frame sheet, Frame cell, int left, int top)
    {
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < cell.Height && top + y < sheet.Height; y++)
                cell.Plane(c).AsSpan(y * cell.Width, cell.Width).CopyTo(sheet.Plane(c).AsSpan(((top + y) * sheet.Width) + left));
    }
}
