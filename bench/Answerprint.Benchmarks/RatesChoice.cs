using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;

namespace Answerprint.Benchmarks;

/// <summary>What hours cost in a table, and whose rates these are.</summary>
/// <param name="Of">The show's title; empty for the rates of a new show.</param>
public sealed record RatesChoice(ShowRates Rates, string Of)
{
    public static RatesChoice Default { get; } = new(ShowRates.Default, "");

    /// <summary>The rates of a show file.</summary>
    /// <exception cref="Answerprint.Media.Frames.BadInputException">It is no show file.</exception>
    public static RatesChoice OfShow(string path)
    {
        var show = ShowFile.Read(path);
        return new(show.Rates, show.Title);
    }

    /// <summary>A line for people.</summary>
    public string Says => string.Create(CultureInfo.InvariantCulture, $"Money: {Rates.MachineHour:0.##} {Rates.Currency} an hour of one machine, {(Of.Length > 0 ? $"the rate of the show {Of}" : "the rate that a new show begins with")}.");

    public JsonObject Json()
    {
        var o = Rates.Write();
        o["of"] = Of.Length > 0 ? Of : "a new show";
        return o;
    }
}
