using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Tests.House;
using Answerprint.Tests.Production.Quality;
using Xunit;

namespace Answerprint.Tests.Production.Review;

public sealed class ContactSheetTest : IDisposable
{
    private const int Width = 320, Height = 180;
    private readonly TestFolder room = new("contact-sheet");
    private readonly Vault vault;

    public ContactSheetTest() => vault = new(room.File("vault"));

    [Fact]
    public void Make_QuestionAndMadeFrames_AsksFirstThenShowsEachBetweenTheNearestRealOnes()
    {
        var frames = Enumerable.Range(1, 8).Select(n => Rendered(n, Grey(n / 10f), made: n is 3 or 4 or 8)).ToList();
        var sheet = ContactSheet.Make(Digest.Of([1]), frames, [new("Q1", [3, 4], new(100, 50, 40, 80), [SeenKind.Figure])], null, n => n + 1000, Width, Height, vault);
        var rows = SheetRow.Read(JsonReading.Parse(vault.Read(sheet.Rows)));

        Assert.Equal(["Q1", "", "", ""], rows.Select(r => r.Question));
        Assert.Equal("Q1: is this a person? figure in frames 1003-1004", rows[0].Words);
        Assert.Equal([(SheetSide.Before, 2), (SheetSide.Version, 3), (SheetSide.After, 5)], rows[1].Cells.Select(c => (c.Side, c.Frame)));
        Assert.Equal([(SheetSide.Before, 2), (SheetSide.Version, 4), (SheetSide.After, 5)], rows[2].Cells.Select(c => (c.Side, c.Frame)));
        Assert.Equal([(SheetSide.Before, 7), (SheetSide.Version, 8)], rows[3].Cells.Select(c => (c.Side, c.Frame)));
        Assert.All(rows[1].Cells, c => Assert.Equal((Width, Height, (Box?)null), (c.Width, c.Height, c.Mark)));
        // what is asked about is marked on every picture of its row, in the pixels of that picture
        Assert.All(rows[0].Cells, c => Assert.Equal((40, 80), (c.Mark!.Value.Width, c.Mark.Value.Height)));
        Assert.All(rows.SelectMany(r => r.Cells), c => Assert.Equal(Code(c.Frame / 10f), Read(c.Picture).Planes[1][0]));
        Assert.Equal((1440, true), (Read(sheet.Picture).Width, Read(sheet.Picture).Height > 1200));
    }

    [Fact]
    public void Make_PlaceThatWasMended_ShowsThePlateAndTheVersionOfThatPlace()
    {
        var matte = new Matte(Width, Height);
        matte.Coverage[(90 * Width) + 200] = 1;
        var plateOf = Grey(0.8f).ToStored(SampleType.Half);
        using var plate = new StoredClip(new() { [1] = plateOf, [2] = plateOf, [3] = plateOf }, new(24));
        var frames = Enumerable.Range(1, 3).Select(n => Rendered(n, Grey(0.2f), n == 2, n == 2 ? matte : null)).ToList();
        var sheet = ContactSheet.Make(Digest.Of([1]), frames, [], plate, n => n, Width, Height, vault);
        var row = Assert.Single(SheetRow.Read(JsonReading.Parse(vault.Read(sheet.Rows))));

        Assert.Equal([SheetSide.Plate, SheetSide.Version], row.Cells.Select(c => c.Side));
        Assert.Equal([Code(0.8f), Code(0.2f)], row.Cells.Select(c => Read(c.Picture).Planes[0][0]));
        Assert.Equal(new Box(24, 24, 1, 1), row.Cells[0].Mark);
        Assert.StartsWith("1 pixel was made", row.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_OfAMatte_AreWhatHangsTogetherAndOneWhereTheyAreMany()
    {
        var matte = new Matte(400, 200);
        foreach (var (x, y) in new[] { (5, 5), (25, 9), (390, 190) }) matte.Coverage[(y * 400) + x] = 0.5f;
        Assert.Equal([new Box(5, 5, 21, 5), new Box(390, 190, 1, 1)], SheetPlan.Places(matte));
        for (var n = 0; n < 6; n++) matte.Coverage[(100 * 400) + 10 + (n * 60)] = 1;
        Assert.Equal([new Box(5, 5, 386, 186)], SheetPlan.Places(matte));
        Assert.Empty(SheetPlan.Places(new Matte(40, 40)));
    }

    [Fact]
    public void Make_HundredsOfQuestions_KeepsEveryOneInABoundedPicture()
    {
        var questions = Enumerable.Range(1, 300).Select(n => new SheetQuestion($"Q{n}", [2], new(n % 200, n % 90, 60, 90), [SeenKind.Figure])).ToList();
        var sheet = ContactSheet.Make(Digest.Of([1]), [.. Enumerable.Range(1, 3).Select(n => Rendered(n, Grey(0.2f), n == 2))], questions, null, n => n, Width, Height, vault);
        Assert.Equal(301, SheetRow.Read(JsonReading.Parse(vault.Read(sheet.Rows))).Count);
        Assert.InRange(Read(sheet.Picture).Height, 1, 301 * 130);
    }

    public void Dispose() => room.Dispose();

    private RenderedFrame Rendered(int number, Frame picture, bool made, Matte? work = null)
    {
        ExrFile.Write(room.File("frame.exr"), picture.ToStored(SampleType.Half));
        var digest = vault.Take(room.File("frame.exr"));
        Digest? matte = null;
        if (work is not null)
        {
            MatteFile.Write(room.File("work.exr"), work);
            matte = vault.Take(room.File("work.exr"));
        }
        return new(number, digest, digest, made ? digest : null, matte, null);
    }

    private static Frame Grey(float light)
    {
        var frame = new Frame(Width, Height);
        for (var c = 0; c < 3; c++) frame.Plane(c).AsSpan().Fill(light);
        return frame;
    }

    private static ushort Code(float light) => CodedPicture.Encode(Grey((float)(Half)light), Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb)).Planes[0][0];

    private CodedPicture Read(Digest png) => PngFile.Read(vault.PathOf(png), png.Hex, ColourSpace.Srgb);
}
