namespace Answerprint.Verify.Terminal;

/// <summary>What every command is given: where to speak, whether to, the clock, and the wish to stop.</summary>
internal sealed class Session(TextWriter output, TextWriter errors, bool json, ProgressStyle progress, TimeProvider clock, CancellationToken cancel)
{
    public bool Json { get; } = json;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Set by SIGINT and SIGTERM: stop within a frame; the shell then ends with 7.</summary>
    public CancellationToken Cancel { get; } = cancel;

    /// <summary>Reads or computes what may take long in one step; ends at once when the wish to stop comes.</summary>
    public T Apart<T>(Func<T> work) => Production.Cuts.Apart.Run(work, Cancel);

    /// <summary>A line for a person, on stdout; nothing under `--json`.</summary>
    public void Say(string line = "")
    {
        if (!Json) output.WriteLine(line);
    }

    /// <summary>A line that must be seen whatever stdout carries: on stderr.</summary>
    public void Warn(string line) => errors.WriteLine(line);

    /// <summary>Progress of work that may take longer than two seconds, with time left; on stderr, so that stdout stays clean.</summary>
    /// <param name="label">What is being done: "render sh010".</param>
    /// <param name="total">How many steps there are.</param>
    public Progress Progress(string label, int total) => new(errors, progress, label, total, Clock);
}
