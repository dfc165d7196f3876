using System.Buffers.Binary;

namespace Answerprint.Media.Formats;

/// <summary>
/// What can be checked of a packet of H.264 or HEVC without decoding it (ITU-T H.264 section 7.4.1 and annex B, H.265 section 7.4.2 and annex B): its units
/// fill it exactly, their headers are allowed ones, and no unit has inside it the three bytes that only stand between units.
/// A flipped bit that makes other legal bytes is not seen here.
/// </summary>
internal sealed class NalUnits
{
    private const int MostZeros = 8;
    private readonly bool hevc;

    /// <summary>Bytes of the length before each unit; 0 where start codes stand between them.</summary>
    private readonly int prefix;

    private NalUnits(bool hevc, int prefix)
    {
        this.hevc = hevc;
        this.prefix = prefix;
    }

    /// <summary>What stands before each unit in a stream of bytes.</summary>
    private static ReadOnlySpan<byte> Start => [0, 0, 1];

    /// <summary>Finds out how units are set apart, by the way that fits most of some packets; null where none fits one half of them.</summary>
    public static NalUnits? Of(bool hevc, IReadOnlyList<byte[]> packets)
    {
        if (packets.Count == 0) return null;
        if (packets.Count(IsAnnexB) * 2 > packets.Count) return new(hevc, 0);
        foreach (var bytes in (int[])[4, 2, 1])
            if (packets.Count(p => Fits(p, bytes)) * 2 > packets.Count) return new(hevc, bytes);
        return null;
    }

    /// <summary>What is wrong with a packet; null where nothing can be seen.</summary>
    public string? Fault(ReadOnlySpan<byte> packet)
    {
        if (prefix == 0)
        {
            var begin = packet.IndexOf(Start);
            return begin < 0 || packet[..begin].ContainsAnyExcept((byte)0) ? "it does not begin with a start code" : FaultOfUnits(packet[(begin + 3)..]);
        }
        while (packet.Length > 0)
        {
            if (packet.Length < prefix) return "bytes are left over after its last unit";
            var size = Length(packet, prefix);
            packet = packet[prefix..];
            if (size > packet.Length) return "a unit runs beyond its packet";
            var unit = packet[..(int)size];
            // where lengths are said there is no need for zeros at the end; a few are left by some
            if (unit.Length - 1 - unit.LastIndexOfAnyExcept((byte)0) > MostZeros) return "a unit ends in zeros";
            // some writers pack several units with start codes between them as one
            if (unit.Length > 0 && FaultOfUnits(unit) is { } fault) return fault;
            packet = packet[(int)size..];
        }
        return null;
    }

    private static bool IsAnnexB(byte[] packet) => packet is [0, 0, 1, ..] or [0, 0, 0, 1, ..];

    private static bool Fits(ReadOnlySpan<byte> packet, int prefix)
    {
        while (packet.Length >= prefix)
        {
            var size = Length(packet, prefix);
            if (size > packet.Length - prefix) return false;
            packet = packet[(prefix + (int)size)..];
        }
        return packet.Length == 0;
    }

    private static long Length(ReadOnlySpan<byte> bytes, int prefix) => prefix switch { 4 => BinaryPrimitives.ReadUInt32BigEndian(bytes), 2 => BinaryPrimitives.ReadUInt16BigEndian(bytes), _ => bytes[0] };

    private string? FaultOfUnits(ReadOnlySpan<byte> packet)
    {
        while (true)
        {
            var at = packet.IndexOf(Start);
            var unit = at < 0 ? packet : packet[..at];
            // zeros may follow a unit
            if (FaultOfUnit(unit[..(unit.LastIndexOfAnyExcept((byte)0) + 1)]) is { } fault) return fault;
            if (at < 0) return null;
            packet = packet[(at + 3)..];
        }
    }

    private string? FaultOfUnit(ReadOnlySpan<byte> unit)
    {
        if (unit.Length < (hevc ? 2 : 1)) return "a unit is empty";
        if ((unit[0] & 0x80) != 0) return "the forbidden bit of a unit is set";
        var type = hevc ? unit[0] >> 1 : unit[0] & 31;
        // types left to others keep no rule
        if (hevc ? type >= 48 : type is 0 or >= 24) return null;
        if (hevc && (unit[1] & 7) == 0) return "a unit has no temporal layer";
        for (var rest = unit; rest.IndexOf((ReadOnlySpan<byte>)[0, 0]) is >= 0 and var zeros && zeros + 2 < rest.Length; rest = rest[(zeros + 3)..])
        {
            var next = rest[zeros + 2];
            if (next < 3) return "a unit has three bytes inside it that can only stand between units";
            if (next == 3 && zeros + 3 < rest.Length && rest[zeros + 3] > 3) return "a byte that keeps zeros apart stands where it may not";
        }
        return null;
    }
}
