using System.Collections;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>
/// Frames that are made when they are asked for. While one is made the one before is not kept: an iterator would hold it as its current one, and at 4K that is
/// 100 MB of picture and as much of what its origin is worked out from.
/// </summary>
/// <param name="begin">Numbers, ascending, and what makes them.</param>
internal sealed class MadeInTurn(Func<IEnumerable<(int Number, Func<MadeFrame> Make)>> begin) : IEnumerable<MadeFrame>
{
    public IEnumerator<MadeFrame> GetEnumerator() => new Turn(begin().GetEnumerator());

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Turn(IEnumerator<(int Number, Func<MadeFrame> Make)> waiting) : IEnumerator<MadeFrame>
    {
        private MadeFrame? current;

        public MadeFrame Current => current ?? throw new InvalidOperationException("there is no frame at this place");

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            current = null;
            if (!waiting.MoveNext()) return false;
            current = waiting.Current.Make();
            return true;
        }

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            current = null;
            waiting.Dispose();
        }
    }
}
