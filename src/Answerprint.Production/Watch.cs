namespace Answerprint.Production;

/// <summary>Who looks on while the desk works: told what begins, each step, and what people should read.</summary>
public abstract class Watch
{
    /// <summary>Nobody looks on.</summary>
    public static Watch Nobody { get; } = new Silent();

    /// <summary>Work of so many steps begins; dispose what is returned when it ends.</summary>
    /// <param name="what">"render tst_0010".</param>
    public abstract WatchedWork Begin(string what, int total);

    /// <summary>A line for people.</summary>
    public abstract void Say(string line);

    private sealed class Silent : Watch
    {
        public override WatchedWork Begin(string what, int total) => new(_ => { }, () => { });

        public override void Say(string line)
        {
            // nobody reads it
        }
    }
}

/// <summary>A piece of work that is being watched.</summary>
public sealed class WatchedWork(Action<string> step, Action end) : IDisposable
{
    /// <param name="what">What was done: "frame 1012".</param>
    public void Step(string what) => step(what);

    public void Dispose() => end();
}
