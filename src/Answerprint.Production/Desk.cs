using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

/// <summary>
/// Where moves are made: each method does one kind of work of a turnaround and writes it into the book under the name of whoever sits here.
/// It decides nothing about order: that is <see cref="Turnaround"/>'s.
/// </summary>
/// <param name="show">Open for writing.</param>
/// <param name="by">Who acts, and who answers for it.</param>
/// <param name="tools">The rack.</param>
/// <param name="machineClass">Of this machine (<see cref="MachineClass"/>).</param>
public sealed partial class Desk(Show show, Actor by, IReadOnlyList<Tool> tools, string machineClass, Watch watch, CancellationToken cancel)
{
    private readonly Dictionary<Digest, Plate> plateRead = [];
    private Standing standing = Standing.Of([]);
    private (long Act, Turnover Cut)? cutRead;
    private readonly Dictionary<string, Tool> tools = OutsideShelf.With(tools, show, watch.Say);

    private readonly Lazy<ColourChoice> colours = new(() =>
    {
        var choice = show.File.Colour.Open(show.Folder);
        if (choice.Note is { } note) watch.Say($"note: {note}");
        return choice;
    });

    public Show Show { get; } = Guarded(show);

    /// <summary>Everything that happened so far, folded.</summary>
    public Standing Now => standing = standing.Since(Show.Book.Acts);

    /// <summary>What would not count is not written, whoever sits here.</summary>
    private static Show Guarded(Show show)
    {
        if (show.Book.Guard is null) Rights.Doorkeeper.Stand(show.Book, new Rights.PeopleFiles(show.PeopleFolder).NameOf);
        return show;
    }

    private Plate PlateOf(Act act)
    {
        var root = act.Body.Digest("root");
        if (!plateRead.TryGetValue(root, out var plate)) plateRead[root] = plate = Plate.Read(JsonReading.Parse(Show.Vault.Read(root)));
        return plate;
    }

    private Dictionary<uint, Plate> PlatesOf(Standing now, IEnumerable<uint> indices) => indices.Distinct().ToDictionary(i => i, i => PlateOf(now.Plates[i]));

    /// <summary>Opens a plate where it lies on this machine; every frame that is read is held against ingest.</summary>
    private PlateClip Open(Plate plate)
    {
        var path = PlatePlaces.Open(Show.Folder).Of(plate);
        return new PlateClip(plate, FrameFiles.Open(path, new OpenOptions { Rate = plate.Rate, Colour = SpaceOf(plate) }));
    }

    /// <summary>The space that a plate was ingested under; null where its kind of file decides.</summary>
    /// <exception cref="BadInputException">Its colour config is not the one of then.</exception>
    private ColourSpace? SpaceOf(Plate plate)
    {
        if (plate.Colour.Space.Length == 0) return null;
        if (ColourSpace.Find(plate.Colour.Space) is { } managed) return managed;
        if (colours.Value.Hash != plate.Colour.Config)
            throw new BadInputException("config-changed", plate.Name, "", $"it was ingested under another colour config ({plate.Colour.Config[..Math.Min(12, plate.Colour.Config.Length)]})", "Name that config in show.json, or ingest the cut again");
        return colours.Value.Parse(plate.Colour.Space);
    }

    private void Write(string name, System.Text.Json.Nodes.JsonObject body) => Show.Book.Append(name, by, body);
}
