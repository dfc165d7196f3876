namespace Answerprint.Provenance.Ledgers;

/// <summary>Another process is writing to the log right now and did not finish in time. Exit code 6: try again.</summary>
public sealed class LedgerBusyException(string folder, string holder, Exception? inner = null)
    : IOException($"{folder}: {(holder.Length > 0 ? holder : "another process")} is writing to this log. Wait until it has finished, then run the same command again; nothing was written", inner)
{
    public string Folder { get; } = folder;

    /// <summary>Who holds the pen, as far as it said: "process 4711 (answerprint)"; empty where unknown.</summary>
    public string Holder { get; } = holder;
}
