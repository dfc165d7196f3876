using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>A declared change with the pictures that it cites, as they lie in the vault.</summary>
    private const string ChangeFormat = "answerprint.change-kept.1";

    /// <summary>Takes a declared change into the vault, the pictures that it cites with it.</summary>
    /// <param name="path">The document; its pictures lie in its folder.</param>
    /// <exception cref="BadInputException">It can not be read, or a picture that it cites is not there.</exception>
    public Digest KeepChange(string path)
    {
        var change = DeclaredChange.Read(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var kept = new JsonObject();
        Directory.CreateDirectory(Show.Staging);
        var records = change.Records.Select(r => r.Edge is not { } edge ? r : r with
        {
            Edge = edge with { Alpha = Take(edge.Alpha, r.Frames), Foreground = Take(edge.Foreground, r.Frames), Background = Take(edge.Background, r.Frames) },
        }).ToList();
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        return Show.Vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = ChangeFormat, ["change"] = new DeclaredChange(records).ToJson(), ["pictures"] = kept }));

        // a document need not say what its pictures hash to: they are those that are there now
        ChangePictures Take(ChangePictures pictures, FrameRange frames)
        {
            using var clip = FrameFiles.Open(Path.Combine(folder, pictures.Files));
            var (taken, trees) = (new JsonObject(), new List<byte[]>());
            foreach (var number in frames.Numbers)
            {
                cancel.ThrowIfCancellationRequested();
                if (!clip.Has(number)) throw new BadInputException("missing-frame", pictures.Files, $"frame {number}", "the declared change cites it, and it is not there", "Write every frame of the record, under the plate's numbers");
                var (file, picture) = (Path.Combine(Show.Staging, "cited.exr"), clip.ReadStored(number));
                ExrFile.Write(file, picture);
                trees.Add(PictureTree.Of(picture).Hash);
                taken[number.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Show.Vault.Take(file).Hex;
            }
            var named = pictures.Hash.Length > 0 ? pictures : pictures with { Hash = Convert.ToHexStringLower(PictureTree.Join(trees)) };
            var list = kept[Key(named)] as JsonObject ?? [];
            foreach (var (number, digest) in taken) list[number] = digest!.DeepClone();
            kept[Key(named)] = list;
            return named;
        }
    }

    /// <summary>The declared change that was kept, and its pictures.</summary>
    private (DeclaredChange Change, Func<ChangePictures, int, StoredFrame?> Pictures) ChangeKept(Digest digest)
    {
        var body = JsonReading.Parse(Show.Vault.Read(digest));
        var kept = body.Object("pictures");
        return (DeclaredChange.From(body.Object("change")), (pictures, frame) =>
        {
            if (kept[Key(pictures)] is not JsonObject list || list.TextOrNull(frame.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not { } hex) return null;
            var own = Digest.Parse(hex);
            return Show.Vault.Intact(own) ? ExrFile.Read(Show.Vault.PathOf(own)) : throw new BadInputException("vault-changed", pictures.Files, $"frame {frame}", "a picture of the declared change is not what was taken in", "Take the version in again");
        });
    }

    private static string Key(ChangePictures pictures) => $"{pictures.Files} {pictures.Hash}";

    /// <summary>What the measurement of a version that was made elsewhere is given.</summary>
    /// <param name="rebuilt">The words that it would have in the show.</param>
    private MeasuredChange ChangeGiven(Shot shot, Plate plate, Clip clip, Clip rebuilt, Digest change, IReadOnlyList<Declaration> said)
    {
        var (declared, pictures) = ChangeKept(change);
        return new() { Plate = clip, Version = rebuilt, Range = shot.Range, People = n => PeopleOn(said, plate, n), Declared = declared, Pictures = pictures, CutFreezes = CutFreezes(shot) };
    }

    /// <summary>
    /// The uses of a version whose changes to people are declared: what it does to them, one use a class, what it does where nobody is, and the frames that the plate has not. Each of them
    /// needs the gate's leave. A change to people that is not as declared is one use of class X.
    /// </summary>
    /// <param name="whole">The use as it were judged without the declaration.</param>
    /// <param name="changed">The frames that are changed or made.</param>
    /// <param name="region">Where a frame that is there is changed.</param>
    /// <param name="missing">The use of frames that the plate has not.</param>
    private List<Use> ClassUses(Use whole, ClassFound found, DeclaredChange declared, Plate plate, IReadOnlyList<int> changed, Func<int, Matte?> region, IReadOnlyList<Declaration> said, Func<IReadOnlyList<int>, Use> missing)
    {
        if (found.Class == PerformerClass.X) return [whole with { Class = PerformerClass.X, InMadeRegion = PeopleThere.People, InChangedRegion = PeopleThere.People }];
        var uses = new List<Use>();
        foreach (var kind in found.Classes.Where(c => c != PerformerClass.P0))
        {
            var on = found.Frames.Where(f => f.Classes.Contains(kind)).Select(f => f.Frame).ToList();
            var map = new FrameMap(declared.Records.SelectMany(r => r.Map.Shows).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.First().Value));
            uses.Add(whole with
            {
                Class = kind, Frames = on.Count > 0 ? new FrameRange(on[0], on[^1] + 1) : whole.Frames, MakesPixels = false, InMadeRegion = PeopleThere.People, InChangedRegion = PeopleThere.People,
                Setting = kind == PerformerClass.P4 ? declared.Setting : NewSetting.Same, NotCast = kind == PerformerClass.N, Map = kind == PerformerClass.P3 ? map : FrameMap.None, LongestHold = kind == PerformerClass.P3 ? map.Longest : 0,
            });
        }
        var shown = found.Frames.Where(f => f.Classes.Contains(PerformerClass.P3)).Select(f => f.Frame).ToHashSet();
        if (changed.Where(n => !plate.Bits.ContainsKey(n) && !shown.Contains(n)).ToList() is { Count: > 0 } made) uses.Add(missing(made));
        // what is left was changed where nobody is: pixels that are not judged
        if (uses.Count == 0 || changed.Any(n => plate.Bits.ContainsKey(n) && region(n) is { } work && Beyond(work, PeopleOn(said, plate, n).Area(work.Width, work.Height))))
            uses.Add(whole with { Class = PerformerClass.P0, InMadeRegion = PeopleThere.NoneAttested, InChangedRegion = PeopleThere.NoneAttested });
        return uses;

        static bool Beyond(Matte work, bool[]? area)
        {
            for (var i = 0; i < work.Coverage.Length; i++)
                if (work.Coverage[i] > 0 && (area is null || !area[i])) return true;
            return false;
        }
    }

    /// <summary>
    /// How work that reaches people may be done all the same: dust of the sensor where a named person attests that no face, hair or hand is (R); a region of which somebody attests that
    /// whoever is there is not cast (N); a thin thing in front of what is attested to be neither face, hair nor hands (P5); else null.
    /// </summary>
    /// <param name="dust">Whether the work is the mending of the sensor's defects, which may be R; else it takes things out, which may be P5.</param>
    private PerformerClass? RepairClass(IReadOnlyList<Declaration> said, IReadOnlyList<int> frames, Func<int, Matte?> region, bool dust)
    {
        var (mends, crew, front) = (dust, true, !dust);
        foreach (var frame in frames)
        {
            cancel.ThrowIfCancellationRequested();
            if (region(frame) is not { } work) return null;
            mends = mends && PeopleInRegion.IsAttested(work, Said.NotFace, 0, said, frame, PartOf) && DustOnPeople.FaultOf(work) is null;
            crew = crew && PeopleInRegion.IsAttested(work, Said.NotCast, 0, said, frame, PartOf) && !MeetsPerformer(said, frame, work);
            front = front && IsInFront(said, frame, work);
            if (!mends && !crew && !front) return null;
        }
        return mends ? PerformerClass.R : crew ? PerformerClass.N : PerformerClass.P5;
    }

    /// <summary>Whether work that reaches a performer, or comes near one, does so as a thin line over parts that are attested to be neither face, hair nor hands.</summary>
    private bool IsInFront(IReadOnlyList<Declaration> said, int frame, Matte work)
    {
        var people = PeopleOnFrame.Of(said, frame, work.Width, work.Height, (performer, n) => Mattes([.. said.Where(d => d.Performer == performer)], n).GetValueOrDefault(performer), PartOf);
        if (people.Performers is null) return false;
        var near = people.NearCast(work.Width, work.Height);
        var hole = new bool[work.Coverage.Length];
        for (var i = 0; i < hole.Length; i++)
        {
            if (work.Coverage[i] <= 0) continue;
            if (people.NotCast?[i] == true) return false;
            if (near?[i] != true) continue;
            if (people.NotFace?[i] != true) return false;
            hole[i] = true;
        }
        return HolesOnPeople.TooThick(hole, work.Width, work.Height) is null;
    }

    private bool MeetsPerformer(IReadOnlyList<Declaration> said, int frame, Matte work)
    {
        var performers = said.Where(d => d.Performer is not null).ToList();
        // without a word about the whole frame, the attested region is all that is known of it
        return performers.Exists(d => d.Covers(frame)) && PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [frame] = work }, performers, (performer, n) => Mattes([.. performers.Where(d => d.Performer == performer)], n).GetValueOrDefault(performer)) != PeopleThere.NoneAttested;
    }

    /// <summary>What work that takes things out does where nobody is, beside what it does to people: both need leave.</summary>
    private static IEnumerable<Use> Parts(Use whole, Use judged, bool behind = false)
    {
        yield return judged;
        // what is taken from a screen's light is one colour of the whole foreground
        if (behind && judged.Class == PerformerClass.P4) yield return judged with { Class = PerformerClass.P1, Setting = NewSetting.Same };
        if (judged.Class is PerformerClass.P1 or PerformerClass.P2 && whole.Operation is Brief.Relight or Brief.Reframe) yield return whole with { InMadeRegion = PeopleThere.NoneAttested, InChangedRegion = PeopleThere.NoneAttested };
        if ((judged.Class is PerformerClass.N or PerformerClass.P5 && whole.Operation == Brief.Cleanup) || (behind && judged.Class == PerformerClass.P4)) yield return whole with { InMadeRegion = PeopleThere.NoneAttested, InChangedRegion = PeopleThere.NoneAttested };
    }

    /// <summary>A use that changes parts of frames, in the class in which it may reach people.</summary>
    private Use InClass(Use use, IReadOnlyList<Declaration> said, IReadOnlyList<int> frames, Func<int, Matte?> region, bool dust)
    {
        // light that is changed inside a matte takes nothing out, so no class lets it reach people
        if (use.Operation == Brief.Relight || use.InChangedRegion == PeopleThere.NoneAttested || RepairClass(said, frames, region, dust) is not { } kind) return use;
        return use with { Class = kind, MakesPixels = false, InMadeRegion = PeopleThere.People, InChangedRegion = PeopleThere.People, NotCast = kind == PerformerClass.N };
    }

    /// <summary>From where each pixel that hides somebody was copied, as the origin pass says: whether it is so is measured.</summary>
    private List<FrontHole> HolesOf(Farm.RenderedFrame frame, IReadOnlyList<Declaration> said, string name)
    {
        var holes = new List<FrontHole>();
        if (frame.Origin is not { } digest || !Show.Vault.Intact(digest)) return holes;
        var (origin, work) = (OriginFile.Read(Show.Vault.PathOf(digest)), MatteFile.FromStored(ExrFile.Read(Show.Vault.PathOf(frame.Work!.Value)), name, $"frame {frame.Number}"));
        if (PeopleOnFrame.Of(said, frame.Number, work.Width, work.Height, (performer, n) => Mattes([.. said.Where(d => d.Performer == performer)], n).GetValueOrDefault(performer), PartOf).NearCast(work.Width, work.Height) is not { } near) return holes;
        var moves = new SortedDictionary<(int From, int Dx, int Dy), Matte>();
        var y = 0;
        foreach (var row in origin.Rows())
        {
            var tap = row.Tap[0];
            for (var x = 0; x < work.Width; x++)
            {
                var i = (y * work.Width) + x;
                if (work.Coverage[i] <= 0 || !near[i] || tap.Weight[x] != 1) continue;
                var key = ((int)tap.Frame[x], (int)MathF.Round(tap.X[x]) - x, (int)MathF.Round(tap.Y[x]) - y);
                if (!moves.TryGetValue(key, out var there)) moves[key] = there = new(work.Width, work.Height);
                there.Coverage[i] = 1;
            }
            y++;
        }
        foreach (var (move, where) in moves)
            holes.AddRange(DefectMap.Of(where, frame.Number, name).Select(b => new FrontHole(new(new FrameRange(frame.Number, frame.Number + 1), b.X, b.Y, b.Width, b.Height), move.From, move.Dx, move.Dy)));
        return holes;
    }

    /// <summary>What a version says was done to people: the document that came with it or, of a repair or a cleanup that reaches them, the regions that it worked on; null where it keeps away from them.</summary>
    private (DeclaredChange? Change, Func<ChangePictures, int, StoredFrame?> Pictures) ChangeOf(Version version, IReadOnlyList<Farm.RenderedFrame> frames, IReadOnlyList<Declaration> said)
    {
        if (version.Change is { } kept) return ChangeKept(kept);
        var mended = frames.Where(f => f.IsMade && f.Work is not null).ToDictionary(f => f.Number);
        if (version.Outside is not null || version.Tool == Brief.Relight || mended.Count == 0 || said.All(d => d.Says is not (Said.NotFace or Said.NotCast))) return (null, (_, _) => null);
        Matte? Work(int n) => MatteFile.FromStored(ExrFile.Read(Show.Vault.PathOf(mended[n].Work!.Value)), version.Name, $"frame {n}");
        var records = new List<ChangeRecord>();
        foreach (var number in mended.Keys.Order())
        {
            if (RepairClass(said, [number], Work, version.Tool == Brief.Filler) is not { } kind) continue;
            var parts = DefectMap.Of(Work(number)!, number, version.Name);
            var on = new FrameRange(number, number + 1);
            records.Add(kind switch
            {
                PerformerClass.R => new(on, kind) { Defects = new(parts) },
                PerformerClass.N => new(on, kind) { Region = new([.. parts.Select(p => new RegionBox(on, p.X, p.Y, p.Width, p.Height))]), Attested = "declare --not-cast" },
                _ => new(on, kind) { Holes = HolesOf(mended[number], said, version.Name) },
            });
        }
        return records.Count == 0 ? (null, (_, _) => null) : (new(records), (_, _) => null);
    }
}
