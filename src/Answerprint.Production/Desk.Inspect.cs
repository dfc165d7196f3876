using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Checks a version against its plate and its claims, and draws the sheet that people sign. It does not ask which tool was at work.</summary>
    public void Inspect(Version version)
    {
        var now = Now;
        var shot = now.Shots[version.Shot];
        var plate = PlateOf(now.Plates[shot.Plate!.Value]);
        var frames = Version.Frames(JsonReading.Parse(Show.Vault.Read(version.Document)));
        var confined = frames.Where(f => !f.IsMade).All(f => plate.Bits.TryGetValue(f.Number, out var bits) && bits == f.Bits && PlateBits.Of(ExrFile.Read(Show.Vault.PathOf(f.Picture))) == f.Bits);
        var sheet = ContactSheet.Make(frames, Show.Vault, Show.Staging);
        Directory.Delete(Show.Staging, recursive: true);
        Write(ActNames.Inspected, new()
        {
            ["version"] = version.Name, ["shot"] = version.Shot, ["bytes"] = version.Document.Hex, ["passed"] = confined, ["confined"] = confined, ["locked"] = confined, ["sheet"] = sheet.Hex,
            ["words"] = confined ? "" : "the picture changed outside the work matte",
        });
    }
}
