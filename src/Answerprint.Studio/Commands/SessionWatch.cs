using Answerprint.Production;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>Shows on the command line what the desk does.</summary>
internal sealed class SessionWatch(Session session) : Watch
{
    public override WatchedWork Begin(string what, int total)
    {
        var progress = session.Progress(what, total);
        return new(progress.Step, progress.Dispose);
    }

    public override void Say(string line) => session.Say(line);
}
