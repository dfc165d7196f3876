using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Plates;

/// <summary>
/// The digest of a plate's bits: SHA-256 over the line "answerprint.bits.1\n"; the data and the display window (min x, min y, max x, max y);
/// the number of channels; then each channel in ordinal order of its name: the length of the name in UTF-8, the name, type, x and y
/// sampling, 1 for linear else 0, the length of its words, the words. Every number is a little-endian int32. Attributes are not pixels
/// and do not count, nor does the file format: the same picture in another compression has the same digest.
/// </summary>
public static class PlateBits
{
    public static Digest Of(StoredFrame frame)
    {
        using var hash = new Sha256();
        hash.Append("answerprint.bits.1\n"u8);
        Add(hash, frame.DataWindow);
        Add(hash, frame.DisplayWindow);
        Add(hash, frame.Channels.Count);
        foreach (var channel in frame.Channels.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes(channel.Name);
            Add(hash, name.Length);
            hash.Append(name);
            Add(hash, (int)channel.Type, channel.XSampling, channel.YSampling, channel.Linear ? 1 : 0, channel.Words.Length);
            hash.Append(channel.Words);
        }
        return Digest.From(hash.Take());
    }

    private static void Add(Sha256 hash, Window window) => Add(hash, window.MinX, window.MinY, window.MaxX, window.MaxY);

    private static void Add(Sha256 hash, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            hash.Append(bytes);
        }
    }
}
