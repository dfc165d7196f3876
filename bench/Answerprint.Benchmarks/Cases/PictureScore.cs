namespace Answerprint.Benchmarks.Cases;

/// <summary>One format in one direction: the same files, ours and oiiotool in turn.</summary>
/// <param name="Kind">"EXR ZIP half RGB".</param>
/// <param name="IsWrite">Else read.</param>
/// <param name="Megabytes">Unpacked pixels of all frames, 10^6 bytes.</param>
/// <param name="Seconds">Of the quickest round, program start to end.</param>
/// <param name="PeerSeconds">The same of oiiotool.</param>
/// <param name="FileMegabytes">What a written sequence takes on disk; 0 for reading.</param>
public sealed record PictureScore(string Kind, bool IsWrite, int Frames, double Megabytes, double Seconds, double PeerSeconds, double FileMegabytes, double PeerFileMegabytes)
{
    public double Ratio => PeerSeconds / Seconds;
}
