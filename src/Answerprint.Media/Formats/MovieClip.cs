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

    /// <summary>After so many good frames a careful decoder gives way to a quick one.</summary>
    private const int CleanAgain = 64;

    private readonly string path;
    private readonly MovieFacts facts;
    private readonly int first;
    private readonly Lock turn = new();
    private readonly LinkedList<(int Index, CodedPicture Picture)> kept = [];
    private readonly List<string> faults = [];
    private readonly SortedSet<int> broken = [];
    private readonly int most;
    private MovieDecoder? decoder;
    private int clean;
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
        get { lock (turn) return [.. facts.Warnings, .. broken.Count > 0 ? [$"damaged and not read: frames {FrameList.Format(broken)}"] : (string[])[], .. faults]; }
    }

    public override Coding? Coding => facts.Coding;

    public override string Packing => facts.Codec;

    public override IReadOnlyList<string> Grounds => facts.Grounds;

    public override string? StartLabel => facts.StartLabel;

    public override string? Reel => MovieReel.Read(path, Name);

    /// <exception cref="BadInputException">It can not be read.</exception>
    public static MovieClip Open(string path, OpenOptions options) => new(path, MovieFacts.Read(path, path, options), options);

    public override bool Has(int frame) => Range.Contains(frame);

    public override StoredFrame ReadStored(int frame) => ReadCoded(frame)!.ToStored();

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");

    public override CodedPicture? ReadCoded(int frame)
    {
        if (!Has(frame)) throw Missing(frame);
        HeapTide.Turned();
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            var index = frame - first;
            if (Kept(index) is { } ready) return ready;
            if (facts.Order.IsHeadless(facts.Stamps[index])) throw Damaged(frame, "no key picture comes before it", []);
            try
            {
                if (Find(index) is { } found) return found;
            }
            catch (BadInputException)
            {
                // the next frame starts anew
                Close();
                throw;
            }
            var (why, spoilt) = (decoder?.Faults ?? [], facts.Order.IsSpoilt(facts.Stamps[index]));
            Close();
            throw Damaged(frame, spoilt ? "it, or a picture that it leans on, is broken" : "the frame can not be decoded", why);
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

    /// <summary>Quickly; carefully where something is wrong; from the beginning where seeking did not find it.</summary>
    private CodedPicture? Find(int index)
    {
        if (facts.Order.IsSpoilt(facts.Stamps[index])) return null;
        var ahead = decoder is not null && decoder.Next <= index && index - decoder.Next <= Stride;
        // past the broken part it may be quick again
        if (ahead && decoder!.Careful && clean > CleanAgain) ahead = false;
        if (!ahead) Restart(index, careful: false, fromStart: false);
        if (Advance(index) is { } found) return found;
        if (!decoder!.Careful && decoder.Troubled)
        {
            Restart(index, careful: true, fromStart: false);
            if (Advance(index) is { } sound) return sound;
        }
        // a seek that landed beyond the key picture tells nothing: only decoding from the start does
        if (decoder.FromStart || (decoder.First is { } at && at <= decoder.Start)) return null;
        facts.Order.Forgive();
        Restart(index, careful: decoder.Careful, fromStart: true);
        if (Advance(index) is { } late) return late;
        if (decoder.Careful || !decoder.Troubled) return null;
        Restart(index, careful: true, fromStart: true);
        return Advance(index);
    }

    /// <summary>Reads on up to a frame; null where it does not come, or where something went wrong on the way and a closer look is due.</summary>
    private CodedPicture? Advance(int index)
    {
        while (decoder!.Read() is var (at, picture, troubled))
        {
            if (troubled) return null;
            if (facts.Order.IsSpoilt(facts.Stamps[at]))
            {
                clean = 0;
                if (at >= index) return null;
                continue;
            }
            clean++;
            kept.AddLast((at, picture));
            while (kept.Count > most) kept.RemoveFirst();
            if (at == index) return picture;
            if (at > index) return null;
        }
        return null;
    }

    private BadInputException Damaged(int frame, string problem, IReadOnlyList<string> why)
    {
        broken.Add(frame);
        return Error(frame, problem, why);
    }

    private BadInputException Error(int frame, string problem, IReadOnlyList<string> why) => new(
        "damaged", Name, $"frame {frame}", $"{problem}{(why.Count > 0 ? $": {string.Join("; ", why.Take(3))}" : "")}", "Get the file again, or list the frame as missing and fill it");

    private CodedPicture? Kept(int index)
    {
        foreach (var (at, picture) in kept)
            if (at == index) return picture;
        return null;
    }

    private void Restart(int index, bool careful, bool fromStart)
    {
        Close();
        clean = 0;
        decoder = new(path, Name, facts, index, Math.Clamp(Environment.ProcessorCount, 1, 8), careful, fromStart);
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
