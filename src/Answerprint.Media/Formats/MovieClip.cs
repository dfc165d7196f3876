using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>
/// A movie through ffmpeg. In order it streams from one open decoder; elsewhere it seeks and makes sure, by the time that each frame bears,
/// that the right frame came. A small window of code values is kept.
/// </summary>
internal sealed class MovieClip : FileClip
{
    private const int MostKept = 24;
    private const long MostBytesKept = 256L << 20;

    /// <summary>So many frames ahead it is quicker to decode on than to start anew.</summary>
    private const int Stride = 24;

    private readonly string path;
    private readonly MovieFacts facts;
    private readonly int first;
    private readonly Lock turn = new();
    private readonly LinkedList<(int Index, CodedPicture Picture)> kept = [];
    private readonly List<string> faults = [];
    private readonly int most;
    private MovieDecoder? decoder;
    private bool closed;

    private MovieClip(string path, MovieFacts facts, OpenOptions options)
    {
        this.path = path;
        this.facts = facts;
        first = options.First;
        Name = path;
        Range = new(first, first + facts.Stamps.Length);
        var bytes = 2L * facts.Layout.BytesOf(facts.Coding, facts.Width, facts.Height) / facts.Layout.BytesPerSample;
        most = (int)Math.Clamp(MostBytesKept / bytes, 4, MostKept);
    }

    public override string Name { get; }

    public override FrameRange Range { get; }

    public override FrameRate Rate => facts.Rate;

    public override int Width => facts.Width;

    public override int Height => facts.Height;

    public override IReadOnlyList<int> Frames => [.. Range.Numbers];

    public override IReadOnlyList<string> Warnings
    {
        get { lock (turn) return [.. facts.Warnings, .. faults]; }
    }

    public override Coding? Coding => facts.Coding;

    public override string Packing => facts.Codec;

    public override string? StartLabel => facts.StartLabel;

    /// <exception cref="BadInputException">It can not be read.</exception>
    public static MovieClip Open(string path, OpenOptions options) => new(path, MovieFacts.Read(path, path, options), options);

    public override bool Has(int frame) => Range.Contains(frame);

    public override StoredFrame ReadStored(int frame) => ReadCoded(frame)!.ToStored();

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");

    public override CodedPicture? ReadCoded(int frame)
    {
        if (!Has(frame)) throw Missing(frame);
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            var index = frame - first;
            if (Kept(index) is { } ready) return ready;
            var ahead = decoder is not null && decoder.Next <= index && index - decoder.Next <= Stride;
            if (!ahead) Restart(index);
            if (Advance(index) is { } found) return found;
            if (!decoder!.FromStart)
            {
                // the seek landed beyond it: only decoding from the start tells whether it is there
                Restart(0);
                if (Advance(index) is { } late) return late;
            }
            var why = decoder.Faults;
            Close();
            throw new BadInputException("damaged", Name, $"frame {frame}", $"the frame can not be decoded{(why.Count > 0 ? $": {string.Join("; ", why.Take(3))}" : "")}", "Get the file again, or list the frame as missing and fill it");
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (turn)
        {
            closed = true;
            Close();
            kept.Clear();
        }
    }

    private CodedPicture? Advance(int index)
    {
        while (decoder!.Read() is var (at, picture))
        {
            kept.AddLast((at, picture));
            while (kept.Count > most) kept.RemoveFirst();
            if (at == index) return picture;
            if (at > index) return null;
        }
        return null;
    }

    private CodedPicture? Kept(int index)
    {
        foreach (var (at, picture) in kept)
            if (at == index) return picture;
        return null;
    }

    private void Restart(int index)
    {
        Close();
        decoder = new(path, Name, facts, index, Math.Clamp(Environment.ProcessorCount, 1, 8));
    }

    private void Close()
    {
        if (decoder is null) return;
        foreach (var fault in decoder.Faults)
            if (faults.Count < 8 && !faults.Contains($"ffmpeg: {fault}")) faults.Add($"ffmpeg: {fault}");
        decoder.Dispose();
        decoder = null;
    }
}
