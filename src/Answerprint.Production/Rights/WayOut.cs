namespace Answerprint.Production.Rights;

/// <summary>A way on where the gate refuses, cheapest first.</summary>
public enum WayOut
{
    /// <summary>Say who is in the plate.</summary>
    Declare = 0,

    /// <summary>Draw where people are, exactly.</summary>
    DrawPeople,

    /// <summary>Fetch the missing frames from the camera original.</summary>
    RePull,

    /// <summary>Hold or repeat real frames.</summary>
    Hold,

    /// <summary>Draw the work matte away from people.</summary>
    NarrowMatte,

    /// <summary>Obtain what is missing from the one who must say yes.</summary>
    Ask,

    /// <summary>Use another take.</summary>
    AlternateTake,

    /// <summary>Film it.</summary>
    PickUp,

    /// <summary>Hand it to artists, with everything they need.</summary>
    HandOff,
}

/// <summary>Which ways there are, and their words.</summary>
public static class WaysOut
{
    /// <summary>PRJ-12: extra showings of one real frame.</summary>
    private const int LongestHold = 2;

    private static readonly string[] OfTheWork = ["PRJ-01", "PRJ-06", "PRJ-07", "PRJ-08", "PRJ-10", "PRJ-11", "PRJ-12"];

    public static IReadOnlyList<WayOut> For(Use use, Ruling ruling)
    {
        if (ruling.Clear) return [];
        // the work is done and allowed; only proofs, signatures and answers are missing
        if (use.Stage == Stage.Deliver && !ruling.Hits.Any(h => h.Blocks && OfTheWork.Contains(h.Rule))) return [WayOut.Ask];
        // footage that nobody gave leave for is as little for other hands
        if (ruling.Hits.Any(h => h.Blocks && h.Rule == "PRJ-21")) return [WayOut.Ask, WayOut.AlternateTake, WayOut.PickUp];
        var ways = new SortedSet<WayOut> { WayOut.HandOff };
        var unsaid = use.InMadeRegion == PeopleThere.Unknown || use.InChangedRegion == PeopleThere.Unknown;
        if (unsaid && ruling.Hits.Any(h => h.Blocks && h.Rule is "PRJ-07" or "PRJ-08" or "PRJ-02")) ways.Add(WayOut.Declare);
        if (ruling.Hits.Any(h => h.Blocks && h.Effect is Effect.Approve or Effect.Consent)) ways.Add(WayOut.Ask);
        switch (use.Operation)
        {
            case "missing_frames" or "extend" or "hold":
                ways.UnionWith([WayOut.RePull, WayOut.Hold, WayOut.AlternateTake, WayOut.PickUp]);
                break;
            case "missing_angle" or "retime":
                ways.UnionWith([WayOut.AlternateTake, WayOut.PickUp]);
                break;
            case "bg_replace":
                // an edge (class P4) is proved by a drawn matte, and by nothing rougher
                if (use is { InChangedRegion: PeopleThere.People, Class: PerformerClass.P0 }) ways.Add(WayOut.DrawPeople);
                ways.Add(WayOut.AlternateTake);
                break;
            default:
                if (use.InChangedRegion == PeopleThere.People) ways.Add(WayOut.NarrowMatte);
                ways.Add(WayOut.AlternateTake);
                break;
        }
        // a hold is no way on where it is what was refused, or would be refused for its length
        if (use.Operation == "hold" || (use.LongestHold > LongestHold && !use.CutFreezes && use.InChangedRegion != PeopleThere.NoneAttested)) ways.Remove(WayOut.Hold);
        // where somebody only has to say yes, asking them is cheaper than any other work
        return ruling.Hits.Where(h => h.Blocks).All(h => h.Effect is Effect.Approve or Effect.Consent) ? [WayOut.Ask, .. ways.Where(w => w != WayOut.Ask)] : [.. ways];
    }

    /// <summary>The same for one shot, whose name stands in the command.</summary>
    public static string Words(WayOut way, string shot) => Named(Words(way), shot);

    /// <summary>Puts a shot's name into the commands of a text.</summary>
    internal static string Named(string words, string shot) => words.Replace("SHOW SHOT hold", $"SHOW {shot} hold", StringComparison.Ordinal);

    public static string Words(WayOut way) => way switch
    {
        WayOut.Declare => "say who is in the plate: answerprint declare SHOW PLATE --no-people --by PERSON",
        WayOut.DrawPeople => "say exactly where people are, with mattes that are drawn on every frame: answerprint declare SHOW PLATE --performer PERSON --matte PATTERN --by PERSON",
        WayOut.RePull => "pull the missing frames again from the camera original",
        WayOut.Hold => "hold the take's own frames over the gap: answerprint brief SHOW SHOT hold --by PERSON",
        WayOut.NarrowMatte => "draw the work matte at least 16 pixels away from people",
        WayOut.Ask => "obtain the checks and signatures that are missing from those named",
        WayOut.AlternateTake => "use another take",
        WayOut.PickUp => "film a pick-up",
        _ => "hand it to artists: a folder with the plates, neighbours, mattes and a Nuke script is written",
    };
}
