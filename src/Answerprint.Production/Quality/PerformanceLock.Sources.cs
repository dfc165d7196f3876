using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>The part of the lock that looks at where pixels are said to come from.</summary>
public static partial class PerformanceLock
{
    /// <summary>What the origin cites exists, and is nobody's pixels. Told row by row, from the top.</summary>
    /// <param name="front">Pixels of which it is declared, and measured, that they were copied from the same person's wardrobe (class P5); null: none.</param>
    private sealed class CitedSources(Inspection given, Matte? work, OriginPass origin, bool[]? front)
    {
        private readonly Dictionary<uint, bool[]?> near = [];
        private readonly Dictionary<(uint Plate, uint Frame), bool> known = [];
        private readonly Tally[] unreal = new Tally[origin.TapCount];
        private readonly Tally[] people = new Tally[origin.TapCount];
        private readonly Tally[] unsaid = new Tally[origin.TapCount];

        public void Look(int y, Origin row)
        {
            for (var n = 0; n < row.Tap.Count; n++) Look(y * origin.Width, row.Tap[n], ref unreal[n], ref people[n], ref unsaid[n]);
        }

        public IEnumerable<Finding> Findings(int number)
        {
            if (given.IsRetimed)
            {
                foreach (var (plate, frame) in known.Keys.Order())
                {
                    if (plate != given.PlateIndex || given.PeopleOn((int)Math.Min(frame, int.MaxValue)) is PeopleThere.NoneAttested) continue;
                    yield return Fault("retimed-people", number, "", 1, $"it is drawn from frame {frame} in another timing, and people are, or may be, in it");
                    break;
                }
            }
            if (Sum(unreal) is { Count: > 0 } none) yield return Fault("source-not-real", number, At(none.First, origin.Width), none.Count, "pixels are said to come from a frame that is in no plate");
            if (Sum(unsaid) is { Count: > 0 } open) yield return Fault("source-people-unknown", number, At(open.First, origin.Width), open.Count, "pixels were drawn from another plate, and nobody attests that no person is in it");
            if (Sum(people) is { Count: > 0 } taken) yield return Fault("source-is-performer", number, At(taken.First, origin.Width), taken.Count, "pixels were drawn from a performer");
        }

        private void Look(int at, OriginTap tap, ref Tally unreal, ref Tally people, ref Tally unsaid)
        {
            // neighbours mostly cite the same frame
            var (key, real, own, empty) = ((uint.MaxValue, uint.MaxValue), false, false, false);
            bool[]? area = null;
            for (var i = 0; i < tap.Weight.Length; i++)
            {
                if (tap.Weight[i] == 0 || (work is not null && work.Coverage[at + i] == 0)) continue;
                if (key != (tap.Plate[i], tap.Frame[i]))
                {
                    key = (tap.Plate[i], tap.Frame[i]);
                    if (!known.TryGetValue(key, out real)) known[key] = real = key.Item2 <= int.MaxValue && (key.Item1 == given.PlateIndex ? given.Plate.Has((int)key.Item2) : given.Cited(key.Item1, (int)key.Item2) is not null);
                    area = null;
                    own = key.Item1 == given.PlateIndex;
                    empty = own || given.IsAttestedEmpty(key.Item1);
                    if (real && own && !near.TryGetValue(key.Item2, out area)) near[key.Item2] = area = PerformerArea(given, (int)key.Item2, origin.Width, origin.Height);
                }
                if (!real)
                {
                    unreal.Add(at + i);
                    continue;
                }
                if (!empty) unsaid.Add(at + i);
                if (area is null) continue;
                var (x, y) = (Math.Clamp((int)MathF.Round(tap.X[i]), 0, origin.Width - 1), Math.Clamp((int)MathF.Round(tap.Y[i]), 0, origin.Height - 1));
                if (area[(y * origin.Width) + x] && front?[at + i] != true) people.Add(at + i);
            }
        }

        /// <summary>All taps together; the first is that of the first tap which has any.</summary>
        private static Tally Sum(Tally[] taps)
        {
            var sum = default(Tally);
            foreach (var tap in taps) sum.Add(tap);
            return sum;
        }
    }

    /// <summary>How many pixels there are of a kind, and which is the first.</summary>
    private record struct Tally(int First, long Count)
    {
        public void Add(int pixel)
        {
            if (Count++ == 0) First = pixel;
        }

        public void Add(Tally other)
        {
            if (Count == 0) First = other.First;
            Count += other.Count;
        }
    }
}
