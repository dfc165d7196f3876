using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

/// <summary>Continuity in a survey: what an eye finds in the shots of the cut becomes findings with what would mend them; asked for is none of it.</summary>
public sealed partial class Desk
{
    /// <summary>Faults of this score are said as gravely as what must be seen to.</summary>
    private const double GraveScore = 2;

    /// <summary>Looks through all shots that have media, in the order of the cut.</summary>
    /// <param name="record">A record frame as timecode.</param>
    /// <returns>The gravest first.</returns>
    private List<ShotFault> LookThrough(Standing now, ContinuityEye eye, Func<int, string> record)
    {
        List<Shot> shots = [.. now.Shots.Values.Where(s => s.Plate is not null && !s.Cut.IsEmpty).OrderBy(s => s.Record.Start).ThenBy(s => s.Track)];
        var clips = new List<Clip>();
        var places = PlatePlaces.Open(Show.Folder);
        try
        {
            var one = new OpenPlate(Open);
            foreach (var shot in shots) clips.Add(new ShownFrames(shot, PlateOf(now.Plates[shot.Plate!.Value]), one));
            IReadOnlyList<SeenFault> seen;
            using (var work = watch.Begin("look for faults of continuity", 100)) seen = eye(clips, new Percent(work), cancel);
            var rights = RightsFacts.From(Show.Book.Acts);
            var bids = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
            return [.. seen.OrderByDescending(f => f.Score).Select(Of)];

            ShotFault Of(SeenFault fault)
            {
                var shot = shots[fault.Shot];
                var at = shot.Speed == 1 ? new FrameRange(shot.Record.Start + fault.Frame - shot.Cut.Start, shot.Record.Start + fault.Frame - shot.Cut.Start + 1) : shot.Record;
                var before = Enumerable.Range(shot.Cut.Start, Math.Max(0, fault.Frame - shot.Cut.Start)).Where(clips[fault.Shot].Has).LastOrDefault(fault.Frame);
                var (other, frame) = fault.Against ?? (fault.Shot, before);
                var finding = new JsonObject
                {
                    ["kind"] = fault.Kind, ["severity"] = fault.Score >= GraveScore ? nameof(Severity.Look) : nameof(Severity.Note), ["shot"] = shot.Name, ["record"] = new JsonArray(at.Start, at.End), ["timecode"] = record(at.Start),
                    ["frames"] = fault.Frame.ToString(CultureInfo.InvariantCulture), ["tool"] = "", ["words"] = fault.Words, ["score"] = Math.Round(fault.Score, 3),
                    ["against"] = new JsonObject { ["shot"] = shots[other].Name, ["frame"] = frame },
                };
                if (fault.Place is var (x, y)) finding["place"] = string.Create(CultureInfo.InvariantCulture, $"{x},{y}");
                if (fault.Proposal is { } proposal) finding["proposal"] = Proposed(now, shot, proposal, rights, bids);
                return new(shot.Name, at, places.Of(PlateOf(now.Plates[shot.Plate!.Value])), (shots[other].Name, places.Of(PlateOf(now.Plates[shots[other].Plate!.Value])), frame), fault, finding);
            }
        }
        finally
        {
            foreach (var clip in clips) clip.Dispose();
        }
    }

    /// <summary>A brief that would mend a fault, with what it would cost and whether the gate would let it through.</summary>
    private JsonObject Proposed(Standing now, Shot shot, ProposedBrief proposal, RightsFacts rights, Dictionary<string, JsonObject> known)
    {
        var plate = PlateOf(now.Plates[shot.Plate!.Value]);
        IReadOnlyList<int> frames = proposal.Frames.Count > 0 ? proposal.Frames : [.. shot.Range.Numbers.Where(plate.Bits.ContainsKey)];
        var said = new JsonObject { ["kind"] = proposal.Kind, ["frames"] = FrameList.Format(frames), ["options"] = proposal.Options.DeepClone() };
        var key = $"{shot.Name}\n{said.ToJsonString()}";
        if (known.TryGetValue(key, out var same)) return (JsonObject)same.DeepClone();
        // what it is matched to decides no bid
        var options = new JsonObject(proposal.Options.Select(o => KeyValuePair.Create(o.Key, o.Key == MatchOption ? JsonValue.Create(true) : o.Value?.DeepClone())));
        var brief = new Brief("", shot.Name, proposal.Kind, frames, "continuity", "", options);
        var verdict = Judge(now, brief, rights);
        said["allowed"] = verdict is Verdict.Allowed;
        if (verdict is Verdict.Allowed leave) said["bid"] = new Planner(tools, Costs(now), Show.File.Rates, Show.File.Handles).Make([new LeaveFor(brief, leave)], now.Shots, new Dictionary<uint, Plate> { [plate.Index] = plate }).Steps[0].Bid.Write();
        else said["why"] = Reasons(verdict.Decision);
        known[key] = said;
        return (JsonObject)said.DeepClone();
    }

    /// <summary>Asks for what would mend faults that a survey found, each once; what the shot's other work keeps from being asked for is said and passed over.</summary>
    /// <param name="wanted">Whether a kind of fault is meant.</param>
    public IReadOnlyList<Brief> AskProposed(IReadOnlyList<ShotFault> faults, Func<string, bool> wanted)
    {
        var asked = new List<Brief>();
        foreach (var group in faults.Where(f => f.Fault.Proposal is not null && wanted(f.Fault.Kind)).GroupBy(f => (f.Shot, f.Fault.Proposal!.Kind, Frames: FrameList.Format(f.Fault.Proposal.Frames), Options: f.Fault.Proposal.Options.ToJsonString())))
        {
            cancel.ThrowIfCancellationRequested();
            var (proposal, first) = (group.First().Fault.Proposal!, group.First());
            try
            {
                asked.Add(Ask(first.Shot, proposal.Kind, proposal.Frames, first.Fault.Words, (JsonObject)proposal.Options.DeepClone()));
            }
            catch (BadInputException e) when (e.Code is "one-tool" or "other-options")
            {
                watch.Say($"{first.Shot}: {proposal.Kind} is not asked for: {e.Problem}");
            }
        }
        return asked;
    }

    /// <summary>The one plate that is open: a cut has more shots than a machine has processes.</summary>
    private sealed class OpenPlate(Func<Plate, PlateClip> open) : IDisposable
    {
        private PlateClip? last;

        public PlateClip Of(Plate plate)
        {
            if (ReferenceEquals(last?.Plate, plate)) return last;
            Dispose();
            return last = open(plate);
        }

        public void Dispose()
        {
            last?.Dispose();
            last = null;
        }
    }

    /// <summary>The frames of a plate that the cut shows of a shot, under the shot's name.</summary>
    /// <param name="one">Opens the plate when a frame is read, and closes the one before.</param>
    private sealed class ShownFrames(Shot shot, Plate plate, OpenPlate one) : Clip
    {
        public override string Name => shot.Name;

        public override FrameRange Range => shot.Cut;

        public override FrameRate Rate => plate.Rate;

        public override int Width => plate.Width;

        public override int Height => plate.Height;

        public override bool Has(int frame) => shot.Cut.Contains(frame) && plate.Bits.ContainsKey(frame);

        public override StoredFrame ReadStored(int frame) => one.Of(plate).ReadStored(frame);

        public override Frame Read(int frame) => one.Of(plate).Read(frame);

        protected override void Dispose(bool disposing)
        {
            if (disposing) one.Dispose();
            base.Dispose(disposing);
        }
    }
}
