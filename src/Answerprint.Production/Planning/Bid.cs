using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Planning;

/// <summary>What a step is expected to cost.</summary>
/// <param name="MachineSeconds">Wall seconds on one machine of the show.</param>
/// <param name="PersonMinutes">Looking at the result.</param>
/// <param name="Measured">Whether steps that this show rendered stand behind the seconds, or only what was measured elsewhere.</param>
public sealed record Bid(double MachineSeconds, double PersonMinutes, double Cost, string Currency, bool Measured)
{
    /// <summary>A person looks at a shot for half a minute, and three seconds at every made frame.</summary>
    private const double ShotMinutes = 0.5, FrameMinutes = 0.05;

    /// <param name="frames">How many frames are made.</param>
    public static Bid Of(int frames, CostModel.Estimate work, ShowRates rates)
    {
        var seconds = work.Wall;
        var minutes = ShotMinutes + (frames * FrameMinutes);
        var cost = (seconds / 3600 * rates.MachineHour) + (minutes / 60 * rates.PersonHour);
        return new(Math.Round(seconds, 1), Math.Round(minutes, 2), Math.Round(cost, 2), rates.Currency, work.Measured);
    }

    /// <summary>Work of people, with or without a machine's beside it: a first guess.</summary>
    public static Bid OfPeople(double minutes, double machineSeconds, ShowRates rates) => new(
        Math.Round(machineSeconds, 1), Math.Round(minutes, 2), Math.Round((machineSeconds / 3600 * rates.MachineHour) + (minutes / 60 * rates.PersonHour), 2), rates.Currency, Measured: false);

    public JsonObject Write() => new()
    {
        ["machineSeconds"] = MachineSeconds, ["personMinutes"] = PersonMinutes, ["cost"] = Cost, ["currency"] = Currency, ["measured"] = Measured,
    };

    public static Bid Read(JsonObject o) => new(o.Number("machineSeconds"), o.Number("personMinutes"), o.Number("cost"), o.Text("currency"), o.Bool("measured"));
}
