using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Planning;

/// <summary>
/// Makes steps of briefs. It takes leaves, not briefs: what the gate refused can not even be handed in. Briefs of one tool on one shot
/// become one step, so that a version carries all of them.
/// </summary>
/// <param name="tools">The tools by name.</param>
/// <param name="costs">What work takes on this machine.</param>
/// <param name="handles">Frames that a retimed version carries on either side of what the cut shows.</param>
public sealed class Planner(IReadOnlyDictionary<string, Tool> tools, CostModel costs, ShowRates rates, int handles = 0)
{
    /// <summary>
    /// CPU seconds a megapixel of a frame that stands as it is (read, written and hashed), of the files of one that is made, and of making one with a tool that counts nothing.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Prices { get; } = new Dictionary<string, double>(StringComparer.Ordinal) { ["frames copied"] = 0.3, ["frames written"] = 1.2, ["made"] = 8 };

    /// <exception cref="BadInputException">A brief asks for a tool that there is none of, or for options that it has not.</exception>
    public Plan Make(IEnumerable<LeaveFor> leaves, IReadOnlyDictionary<string, Shot> shots, IReadOnlyDictionary<uint, Plate> plates)
    {
        var steps = new List<Step>();
        foreach (var group in leaves.GroupBy(l => (l.Brief.Shot, l.Brief.Tool)).OrderBy(g => shots[g.Key.Shot].Record.Start).ThenBy(g => g.Key.Shot, StringComparer.Ordinal))
        {
            var shot = shots[group.Key.Shot];
            if (shot.Plate is not { } index) continue;
            var plate = plates[index];
            var work = group.OrderBy(l => l.Brief.Id, StringComparer.Ordinal).ToList();
            var tool = ToolFor(work[0].Brief);
            var frames = work.SelectMany(w => w.Brief.Frames).Distinct().Order().ToList();
            var retime = work.LastOrDefault(w => w.Brief.IsRetime)?.Brief;
            var there = retime is null ? default : new FrameRange(plate.Bits.Keys.Min(), plate.Bits.Keys.Max() + 1);
            var timing = retime is null ? null : ShotTiming.Of(shot, retime.Speed, there, handles);
            if (timing is not null) frames = [.. timing.Moments.Keys.Order()];
            var (options, seed) = (Options(tool, work, frames, timing?.Options(there)), SeedOf(shot.Name, tool.Card.Name));
            var terms = Terms(timing?.Range ?? shot.Range, plate, tool, frames, options, seed);
            steps.Add(new(shot, plate, tool, work, options, seed, Bid.Of(frames.Count, costs.Of(tool.Card.Name, terms), rates)) { Terms = terms, Timing = timing });
        }
        return new(steps);
    }

    // what the tool counts, and the files that are written beside it
    private static IReadOnlyList<WorkTerm> Terms(FrameRange range, Plate plate, Tool tool, List<int> frames, object options, ulong seed)
    {
        using var outline = new PlateOutline(plate);
        var counted = tool.Work(new Assignment([new(plate.Index, outline)], range, options, seed, 1, Assignment.NoMattes));
        var megapixels = plate.Width * plate.Height / 1e6;
        var copied = range.Numbers.Count(n => outline.Has(n)) - frames.Count(outline.Has);
        if (counted.Count == 0) counted = [new("made", frames.Count * megapixels, Prices["made"])];
        return [.. counted, new("frames copied", copied * megapixels, Prices["frames copied"]), new("frames written", frames.Count * megapixels, Prices["frames written"])];
    }

    private Tool ToolFor(Brief brief) => tools.TryGetValue(brief.Tool, out var tool)
        ? tool
        : throw new BadInputException("no-tool", brief.Shot, brief.Id, $"there is no tool '{brief.Tool}' here", $"Ask for one of: {string.Join(", ", tools.Keys.Order(StringComparer.Ordinal))}");

    private static object Options(Tool tool, List<LeaveFor> work, List<int> frames, JsonObject? retime)
    {
        var members = new JsonObject();
        foreach (var (key, value) in work.Where(w => !w.Brief.IsRepair && !w.Brief.IsRetime).SelectMany(w => w.Brief.Options)) WorkMattes.Add(members, key, value);
        var mended = work.Where(w => w.Brief.IsRepair).ToList();
        if (mended.Count > 0)
        {
            // a brief for some frames mends no others
            members["defects"] = JsonSerializer.SerializeToNode(mended.SelectMany(w => w.Brief.Defects().Defects.SelectMany(d => d.Frame is null
                ? w.Brief.Frames.Select(f => d with { Frame = f })
                : w.Brief.Frames.Contains(d.Frame.Value) ? [d] : [])).ToList(), JsonSerializerOptions.Web);
        }
        var made = work.Where(w => !w.Brief.IsRepair).SelectMany(w => w.Brief.Frames).ToHashSet();
        if (retime is not null)
        {
            // all that the shot shows is made in the new timing, from whatever real frames there are
            members["retime"] = retime;
            made.Clear();
        }
        if (tool.Card.OptionsType.GetProperty("Missing") is not null)
            members["missing"] = new JsonArray([.. frames.Where(made.Contains).Select(f => (JsonNode)JsonValue.Create(f))]);
        if (tool.Card.OptionsType.GetProperty(nameof(IMatted.Frames)) is not null) members["frames"] = new JsonArray([.. frames.Select(f => (JsonNode)JsonValue.Create(f))]);
        // held is what the gate gave leave to hold, and from which frame
        if (tool.Card.OptionsType.GetProperty("Held") is not null)
            members["held"] = new JsonObject((retime is null ? work : []).SelectMany(w => w.Leave.Use.Map.Shows).OrderBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)s.Value)));
        try
        {
            return ToolOptions.Read(tool.Card, members);
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-options", work[0].Brief.Shot, work[0].Brief.Id, e.Message.TrimEnd('.'), "Ask for the brief with options that the tool has", e);
        }
    }

    private static ulong SeedOf(string shot, string tool) => BinaryPrimitives.ReadUInt64LittleEndian(Sha256.Of(Encoding.UTF8.GetBytes($"{shot}\n{tool}")));
}
