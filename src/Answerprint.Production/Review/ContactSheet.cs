using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>
/// The sheet that a person looks at before they approve: a row for each made frame, with the real frame before it on the left and the one
/// after it on the right; then a row for each question of the people screen, the same three frames close up. Its digest stands in the approval,
/// so it is known what was seen.
/// </summary>
public static class ContactSheet
{
    private const int CellWidth = 320, Gap = 4, MostRows = 16, MostHeight = 960;

    /// <summary>Draws the sheet into the vault.</summary>
    /// <param name="light">What the frames are; default BT.709 light.</param>
    /// <returns>Digest of a PNG, 8 bit sRGB.</returns>
    public static Digest Make(IReadOnlyList<RenderedFrame> frames, IReadOnlyList<SheetQuestion> questions, Vault vault, string staging, ColourSpace? light = null)
    {
        var rows = new List<Frame?[]>();
        var made = frames.Select((f, i) => (f, i)).Where(x => x.f.IsTouched).ToList();
        // a long gap is shown by evenly spread frames, its first and last among them
        var chosen = made.Count <= MostRows ? made : [.. Enumerable.Range(0, MostRows).Select(r => made[r * (made.Count - 1) / (MostRows - 1)])];
        foreach (var (_, i) in chosen) rows.Add(Row(frames, i, null, vault));
        foreach (var question in questions) rows.Add(Row(frames, made.First(x => x.f.Number == question.Frames[0]).i, question.Box, vault));
        var sheet = new Frame((3 * CellWidth) + (2 * Gap), Math.Max(1, rows.Sum(r => HeightOf(r) + Gap) - Gap), "R", "G", "B");
        var top = 0;
        foreach (var row in rows)
        {
            for (var c = 0; c < 3; c++)
                if (row[c] is { } cell) Put(sheet, cell, c * (CellWidth + Gap), top);
            top += HeightOf(row) + Gap;
        }
        Directory.CreateDirectory(staging);
        var path = Path.Combine(staging, "sheet.png");
        if (light is not null) sheet = new ColourConversion(light, ColourSpace.Linear).Apply(sheet);
        PngFile.Write(path, CodedPicture.Encode(sheet, Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb)));
        return vault.Take(path);
    }

    private static int HeightOf(Frame?[] row) => row.Max(c => c?.Height ?? 0);

    /// <summary>A made frame between the real frames beside it.</summary>
    /// <param name="box">The part of them that is shown; null: all.</param>
    private static Frame?[] Row(IReadOnlyList<RenderedFrame> frames, int made, Box? box, Vault vault)
    {
        var before = frames.Take(made).LastOrDefault(f => !f.IsTouched);
        var after = frames.Skip(made).FirstOrDefault(f => !f.IsTouched);
        return [before is null ? null : Cell(before, box, vault), Cell(frames[made], box, vault), after is null ? null : Cell(after, box, vault)];
    }

    private static Frame Cell(RenderedFrame frame, Box? part, Vault vault)
    {
        var picture = ExrFile.Read(vault.PathOf(frame.Picture)).ToFrame(frame.Picture.Hex);
        var box = part ?? new Box(0, 0, picture.Width, picture.Height);
        var height = Math.Clamp((int)Math.Round((double)box.Height * CellWidth / box.Width), 1, MostHeight);
        var cell = new Frame(CellWidth, height, "R", "G", "B");
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < CellWidth; x++)
                    cell.Plane(c)[(y * CellWidth) + x] = Mean(picture.Plane(c), picture.Width, box, x, y, height);
        return cell;
    }

    /// <summary>The mean of the source pixels under a cell's pixel.</summary>
    private static float Mean(float[] plane, int width, Box box, int x, int y, int rows)
    {
        int x0 = x * box.Width / CellWidth, x1 = Math.Max(x0 + 1, (x + 1) * box.Width / CellWidth), y0 = y * box.Height / rows, y1 = Math.Max(y0 + 1, (y + 1) * box.Height / rows);
        var sum = 0f;
        for (var j = y0; j < y1; j++)
            for (var i = x0; i < x1; i++) sum += plane[((box.Y + j) * width) + box.X + i];
        return sum / ((x1 - x0) * (y1 - y0));
    }

    private static void Put(Frame sheet, Frame cell, int left, int top)
    {
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < cell.Height && top + y < sheet.Height; y++)
                cell.Plane(c).AsSpan(y * cell.Width, cell.Width).CopyTo(sheet.Plane(c).AsSpan(((top + y) * sheet.Width) + left));
    }
}
