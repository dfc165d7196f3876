using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>Where the samples of one block of lines lie: in the block line by line, in each line the channels by name; in a channel's plane row by row.</summary>
internal sealed class ExrRuns
{
    public ExrRuns(ExrHeader header, int block)
    {
        var window = header.DataWindow;
        var first = window.MinY + (block * header.LinesPerBlock);
        var runs = new List<ExrRun>();
        for (var y = first; y < first + header.LinesPerBlock && y <= window.MaxY; y++)
            for (var c = 0; c < header.Channels.Count; c++)
            {
                var channel = header.Channels[c];
                if (channel.YSampling != 1 && y % channel.YSampling != 0) continue;
                var count = channel.Columns(window) * channel.BytesPerSample;
                var row = channel.YSampling == 1 ? y - window.MinY : channel.Rows(window with { MaxY = y }) - 1;
                runs.Add(new(c, row * count, Bytes, count));
                Bytes += count;
            }
        All = runs;
    }

    private ExrRuns(int bytes) => (Bytes, All) = (bytes, [new(0, 0, 0, bytes)]);

    /// <summary>A block that is taken as it stands, line by line with all channels, into one array.</summary>
    public static ExrRuns AsTheyStand(int bytes) => new(bytes);

    public IReadOnlyList<ExrRun> All { get; }

    /// <summary>Bytes of the block unpacked; even, for samples have two or four.</summary>
    public int Bytes { get; }
}

/// <summary>Samples of one channel in one line: where they are in the channel's plane and in the block, and how many bytes.</summary>
internal readonly record struct ExrRun(int Channel, int Plane, int Block, int Count);
