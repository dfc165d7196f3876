using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Planning;

/// <summary>
/// What work takes on this machine: seconds for each term that a tool counts, first those that were measured elsewhere times this machine's
/// speed, then what the steps of the book took, by least squares on relative errors that lean to the first.
/// </summary>
/// <param name="done">Steps of the book, the newest last.</param>
/// <param name="speed">CPU seconds here for one on the reference machine (<see cref="MachineSpeed.Factor"/>).</param>
/// <param name="cores">Processors that a tool may use.</param>
public sealed class CostModel(IReadOnlyList<DoneWork> done, double speed, int cores)
{
    /// <summary>Steps looked back on: a machine changes.</summary>
    private const int Most = 40;

    /// <summary>How many steps it takes to outweigh what was measured elsewhere, for the whole and for one term against the others.</summary>
    private const double WholeLeans = 0.5, TermLeans = 0.15;

    /// <summary>The share of the work that runs on one thread alone.</summary>
    private const double Alone = 0.3;

    /// <summary>What a piece of work is expected to take.</summary>
    /// <param name="Measured">Whether steps of the book stand behind it.</param>
    public readonly record struct Estimate(double Wall, double Cpu, bool Measured);

    public Estimate Of(string tool, IReadOnlyList<WorkTerm> terms)
    {
        var like = done.Where(d => d.Tool == tool && d.Terms.Count > 0 && d is { Cpu: > 0, Wall: > 0 }).TakeLast(Most).ToList();
        var first = terms.ToDictionary(t => t.Name, t => t.Seconds * speed, StringComparer.Ordinal);
        var gains = Gains(like, first);
        var cpu = terms.Sum(t => t.Amount * first[t.Name] * gains[t.Name]);
        var ratio = like.Count == 0 ? Alone + ((1 - Alone) / Math.Max(1, cores)) : Math.Exp(like.TakeLast(8).Average(d => Math.Log(d.Wall / d.Cpu)));
        return new(cpu * ratio, cpu, like.Count > 0);
    }

    // what each term is dearer here than expected
    private static Dictionary<string, double> Gains(List<DoneWork> like, Dictionary<string, double> first)
    {
        var names = first.Keys.Order(StringComparer.Ordinal).ToList();
        // shares of the seconds that were used, as the first prices see them
        var shares = like.Select(d => names.Select(n => d.Terms.GetValueOrDefault(n) * first[n] / d.Cpu).ToArray()).Where(s => s.Sum() > 0).ToList();
        var whole = Math.Exp(-shares.Sum(s => Math.Log(s.Sum())) / (shares.Count + WholeLeans));
        var gains = names.Select(_ => whole).ToArray();
        for (var round = 0; round < 60; round++)
        {
            for (var k = 0; k < gains.Length; k++)
            {
                double up = TermLeans * whole, down = TermLeans;
                foreach (var s in shares)
                {
                    var others = -(gains[k] * s[k]);
                    for (var j = 0; j < gains.Length; j++) others += gains[j] * s[j];
                    up += s[k] * (1 - others);
                    down += s[k] * s[k];
                }
                gains[k] = Math.Clamp(up / down, whole / 4, whole * 4);
            }
        }
        return names.Zip(gains).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }
}
