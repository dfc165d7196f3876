using System.Collections.Concurrent;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Fine flows between frames, worked out once while they are near. Safe for use from several threads.</summary>
internal sealed class FlowStore
{
    private readonly ConcurrentDictionary<(int From, int To), Lazy<FlowField>> flows = new();

    public FlowField Fine(SourceFrame a, SourceFrame b) =>
        flows.GetOrAdd((a.Number, b.Number), _ => new(() => FlowSolver.Fine.Solve(a.Small, b.Small))).Value;

    /// <summary>Forgets flows that touch a frame before <paramref name="first"/>.</summary>
    public void ForgetBefore(int first)
    {
        foreach (var key in flows.Keys.Where(k => Math.Min(k.From, k.To) < first)) flows.TryRemove(key, out _);
    }
}
