using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>
/// The sheet that a person looks at before they approve: first a row for each question of the people screen, with what it asks about marked;
/// then each place that was changed, before and after, of at most twelve frames. A frame that the plate lacks stands between the nearest real ones. The digest
/// of the sheet stands in the approval, so it is known what was seen.
/// </summary>
/// <param name="Picture">The whole sheet as one PNG, 8 bit sRGB.</param>
/// <param name="Rows">The document of its rows (<see cref="SheetRow"/>), whose pictures are those of the sheet at their own size.</param>
public sealed record ContactSheet(Digest Picture, Digest Rows)
{
    /// <summary>A picture of a row is at most so wide; smaller parts stand pixel for pixel.</summary>
    private const int MostWide = 960;

    private const int Wide = 1440, Gap = 8, Band = 26;

    /// <summary>Draws the sheet into the vault.</summary>
    /// <param name="bytes">Digest of the version's document.</param>
    /// <param name="plate">The plate as it was ingested; null where the version has another timing, so that no frame of it is the same frame before.</param>
    /// <param name="number">A frame as editorial counts it.</param>
    /// <param name="light">What the frames are; default BT.709 light.</param>
    public static ContactSheet Make(
        Digest bytes, IReadOnlyList<RenderedFrame> frames, IReadOnlyList<SheetQuestion> questions, Clip? plate, Func<int, int> number, int width, int height, Vault vault, ColourSpace? light = null, CancellationToken cancel = default)
    {
        var planned = new SheetPlan(frames, n => plate?.Has(n) == true, number, width, height, vault).Rows(questions);
        var pictures = frames.ToDictionary(f => f.Number, f => f.Picture);
        var toScreen = light is null ? null : new ColourConversion(light, ColourSpace.Linear);
        // each frame is read once, whatever is cut out of it
        var cut = new Dictionary<(bool OfPlate, int Frame, Box Part), (SheetPicture Picture, Digest Digest)>();
        foreach (var source in planned.SelectMany(r => r.Cells.Select(c => (OfPlate: c.Side == SheetSide.Plate, c.Frame, r.Part))).Distinct().GroupBy(c => (c.OfPlate, c.Frame)))
        {
            cancel.ThrowIfCancellationRequested();
            var stored = source.Key.OfPlate ? plate!.Read(source.Key.Frame) : ExrFile.Read(vault.PathOf(pictures[source.Key.Frame])).ToFrame(pictures[source.Key.Frame].Hex);
            var shown = toScreen?.Apply(stored) ?? stored;
            foreach (var key in source)
            {
                var cell = SheetPicture.Of(shown, key.Part, MostWide);
                cut[key] = (cell, vault.Add(cell.ToPng()));
            }
        }
        var rows = planned.Select(r => new SheetRow(r.Question, r.Frame, r.Words, r.Flagged, [.. r.Cells.Select(c =>
        {
            var (cell, digest) = cut[(c.Side == SheetSide.Plate, c.Frame, r.Part)];
            return new SheetCell(c.Side, c.Frame, digest, cell.Width, cell.Height, r.Mark is { } m ? Within(m, r.Part, cell) : null);
        })])).ToList();
        var document = vault.Add(PlainJson.Bytes(SheetRow.Write(rows, bytes)));
        return new(vault.Add(Drawn(planned, rows, (c, part) => cut[(c.Side == SheetSide.Plate, c.Frame, part)].Picture, number).ToPng()), document);
    }

    /// <summary>A place of a frame, in the pixels of the picture that was cut out of it.</summary>
    private static Box Within(Box mark, Box part, SheetPicture cell)
    {
        var (x, y) = ((mark.X - part.X) * cell.Width / part.Width, (mark.Y - part.Y) * cell.Height / part.Height);
        return new(x, y, Math.Max(1, Math.Min(cell.Width - x, mark.Width * cell.Width / part.Width)), Math.Max(1, Math.Min(cell.Height - y, mark.Height * cell.Height / part.Height)));
    }

    private static SheetPicture Drawn(IReadOnlyList<PlannedRow> planned, IReadOnlyList<SheetRow> rows, Func<SheetCell, Box, SheetPicture> pictureOf, Func<int, int> number)
    {
        // a long sheet keeps every row and makes them smaller
        var most = rows.Count <= 40 ? 420 : rows.Count <= 160 ? 160 : 64;
        var heights = rows.Select(r => r.Cells.Max(c => HeightIn(c, Across(r), most))).ToList();
        var sheet = new SheetPicture(Wide, Math.Max(Band, heights.Sum(h => h + (2 * Band) + Gap)));
        sheet.Fill(new(0, 0, sheet.Width, sheet.Height), 0x26);
        var top = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            sheet.Fill(new(0, top, Wide, Band), row.Question.Length > 0 ? (byte)0x58 : (byte)0x38);
            sheet.Write(row.Question.Length > 0 ? row.Words : FormattableString.Invariant($"{number(row.Frame)}: {row.Words}"), Gap, top + 6);
            for (var c = 0; c < row.Cells.Count; c++)
            {
                var (cell, left) = (row.Cells[c], c * (Across(row) + Gap));
                var at = sheet.Draw(pictureOf(cell, planned[i].Part), new(left, top + Band, Across(row), heights[i]));
                if (cell.Mark is { } m)
                    sheet.Outline(new(at.X + (m.X * at.Width / cell.Width), at.Y + (m.Y * at.Height / cell.Height), Math.Max(3, m.Width * at.Width / cell.Width), Math.Max(3, m.Height * at.Height / cell.Height)));
                sheet.Write(FormattableString.Invariant($"{number(cell.Frame)} {Name(cell.Side, row.Words)}"), at.X, top + Band + heights[i] + 6, 0xd0);
            }
            top += heights[i] + (2 * Band) + Gap;
        }
        return sheet;

        static int Across(SheetRow row) => (Wide - ((row.Cells.Count - 1) * Gap)) / Math.Max(2, row.Cells.Count);

        static int HeightIn(SheetCell cell, int across, int most)
        {
            var scale = Math.Min((double)across / cell.Width, (double)most / cell.Height);
            return Math.Max(1, (int)(cell.Height * (scale > 1 ? Math.Floor(scale) : scale)));
        }
    }

    private static string Name(SheetSide side, string words) => side switch
    {
        SheetSide.Plate => "plate",
        SheetSide.Before => "real frame before",
        SheetSide.After => "real frame after",
        _ => words.StartsWith("the real frame", StringComparison.Ordinal) ? "held" : "version",
    };
}
