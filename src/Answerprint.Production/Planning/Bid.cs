using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Planning;

/// <summary>What a step is expected to cost.</summary>
/// <param name="MachineSeconds">Wall seconds on one machine of the show.</param>
/// <param name="PersonMinutes">Looking at the result.</param>
/// <param name="Measured">Whether the seconds come from frames that this show rendered, or from a first guess.</param>
public sealed record Bid(double MachineSeconds, double PersonMinutes, double Cost, string Currency, bool Measured)
{
    /// <summary>Before anything is measured: seconds a made megapixel.</summary>
    public const double FirstGuess = 8;

    /// <summary>A person looks at a shot for half a minute, and three seconds at every made frame.</summary>
    private const double ShotMinutes = 0.5, FrameMinutes = 0.05;

    /// <param name="frames">How many frames are made.</param>
    /// <param name="megapixels">Of one frame.</param>
    /// <param name="secondsEach">Measured seconds a made megapixel, or null.</param>
    public static Bid Of(int frames, double megapixels, double? secondsEach, ShowRates rates)
    {
        var seconds = frames * megapixels * (secondsEach ?? FirstGuess);
        var minutes = ShotMinutes + (frames * FrameMinutes);
        var cost = (seconds / 3600 * rates.MachineHour) + (minutes / 60 * rates.PersonHour);
        return new(Math.Round(seconds, 1), Math.Round(minutes, 2), Math.Round(cost, 2), rates.Currency, secondsEach is not null);
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
