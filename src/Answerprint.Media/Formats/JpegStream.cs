using System.Buffers.Binary;

namespace Answerprint.Media.Formats;

/// <summary>
/// Walks through the Huffman codes of a baseline JPEG of 8 bits without making a picture (ITU-T T.81, annexes B and F): every code must be one of its
/// tables, every block must end within its 64 places, restart markers must come in their order, and the data must end where the last block does. Other
/// kinds (progressive, arithmetic, lossless, without tables of their own) are not checked. A flipped bit that gives as many other legal codes is not seen.
/// </summary>
internal ref struct JpegStream
{
    private readonly Table?[] tables = new Table?[8];
    private readonly int[] steps = new int[4];
    private readonly List<(int Id, int Across, int Down, int Quantiser)> components = [];
    private ReadOnlySpan<byte> bytes;
    private int at;
    private int width;
    private int height;
    private int interval;
    private uint held;
    private int bits;

    private JpegStream(ReadOnlySpan<byte> packet) => bytes = packet;

    /// <summary>What is wrong with a packet of one picture, or of two fields; null where nothing can be seen or nothing is checked.</summary>
    public static string? Fault(ReadOnlySpan<byte> packet)
    {
        // a field or a frame; zeros and other leavings may stand after it
        for (var pictures = 0; ; pictures++)
        {
            var begin = packet.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);
            if (begin < 0 || (pictures == 0 && begin > 0)) return pictures == 0 ? "it does not begin as a JPEG does" : null;
            var walk = new JpegStream(packet[begin..]);
            var (fault, known) = walk.Walk();
            if (fault is not null || !known) return fault;
            packet = packet[(begin + walk.at)..];
        }
    }

    private (string? Fault, bool Known) Walk()
    {
        at = 2;
        var scans = 0;
        while (true)
        {
            while (at < bytes.Length && bytes[at] == 0xFF && at + 1 < bytes.Length && bytes[at + 1] == 0xFF) at++;
            if (at + 2 > bytes.Length || bytes[at] != 0xFF) return scans > 0 ? (null, true) : ("it ends before its picture", true);
            var marker = bytes[at + 1];
            at += 2;
            if (marker == 0xD9) return scans > 0 ? (null, true) : ("it has no picture", true);
            // some writers end with a restart
            if (scans > 0 && marker is >= 0xD0 and <= 0xD7) continue;
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) return ("a marker stands where it may not", true);
            if (at + 2 > bytes.Length) return ("it is cut short", true);
            var size = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (size < 2 || at + size > bytes.Length) return ("a segment runs beyond its packet", true);
            var segment = bytes.Slice(at + 2, size - 2);
            at += size;
            switch (marker)
            {
                case 0xC4:
                    if (!Tables(segment)) return ("a Huffman table is broken", true);
                    break;
                case 0xDB:
                    if (!Quantisers(segment)) return ("a table of steps is broken", true);
                    break;
                case 0xDD:
                    if (segment.Length >= 2) interval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                    break;
                case 0xC0 or 0xC1:
                    if (!Frame(segment)) return (null, false);
                    break;
                case >= 0xC2 and <= 0xCF and not 0xC8 and not 0xCC:
                    return (null, false);
                case 0xDA:
                    if (components.Count == 0) return ("a scan comes before its frame", true);
                    var (fault, known) = Scan(segment);
                    if (fault is not null || !known) return (fault, known);
                    scans++;
                    break;
                default:
                    break;
            }
        }
    }

    private readonly bool Tables(ReadOnlySpan<byte> segment)
    {
        while (segment.Length >= 17)
        {
            var (kind, slot) = (segment[0] >> 4, segment[0] & 15);
            if (kind > 1 || slot > 3) return false;
            if (Table.Read(segment[1..]) is not var (table, used)) return false;
            tables[(kind * 4) + slot] = table;
            segment = segment[(1 + used)..];
        }
        return segment.Length == 0;
    }

    private readonly bool Quantisers(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var (wide, slot) = (segment[0] >> 4, segment[0] & 15);
            if (wide > 1 || slot > 3 || segment.Length < 1 + (64 << wide)) return false;
            steps[slot] = wide == 0 ? segment[1] : BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
            segment = segment[(1 + (64 << wide))..];
        }
        return true;
    }

    private bool Frame(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment[0] != 8 || segment.Length < 6 + (3 * segment[5])) return false;
        height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        components.Clear();
        for (var c = 0; c < segment[5]; c++)
        {
            var (id, across, down, quantiser) = (segment[6 + (3 * c)], segment[7 + (3 * c)] >> 4, segment[7 + (3 * c)] & 15, segment[8 + (3 * c)] & 3);
            if (across is < 1 or > 4 || down is < 1 or > 4) return false;
            components.Add((id, across, down, quantiser));
        }
        return width > 0 && height > 0 && components.Count > 0;
    }

    private (string? Fault, bool Known) Scan(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 1 || segment[0] is < 1 or > 4 || segment.Length < 4 + (2 * segment[0])) return ("the head of a scan is broken", true);
        var parts = new List<(int Blocks, Table Dc, Table Ac, int Step)>();
        int most = components.Max(c => c.Across), tall = components.Max(c => c.Down);
        var units = ((width + (8 * most) - 1) / (8 * most)) * ((height + (8 * tall) - 1) / (8 * tall));
        for (var s = 0; s < segment[0]; s++)
        {
            var place = 0;
            while (place < components.Count && components[place].Id != segment[1 + (2 * s)]) place++;
            if (place == components.Count) return ("a scan names a component that there is not", true);
            var (_, across, down, quantiser) = components[place];
            var selectors = segment[2 + (2 * s)];
            if ((selectors >> 4) > 3 || (selectors & 15) > 3) return ("the head of a scan is broken", true);
            // without tables of its own it takes those that everybody knows
            if (tables[selectors >> 4] is not { } dc || tables[4 + (selectors & 15)] is not { } ac) return (null, false);
            parts.Add((segment[0] == 1 ? 1 : across * down, dc, ac, steps[quantiser]));
            if (segment[0] == 1) units = ((((width * across) + most - 1) / most + 7) / 8) * ((((height * down) + tall - 1) / tall + 7) / 8);
        }
        Span<int> levels = stackalloc int[4];
        (held, bits) = (0, 0);
        var restart = 0;
        for (var unit = 0; unit < units; unit++)
        {
            if (interval > 0 && unit > 0 && unit % interval == 0)
            {
                if (!Leavings() || at + 2 > bytes.Length || bytes[at] != 0xFF || bytes[at + 1] != 0xD0 + restart) return ("a restart marker is missing", true);
                at += 2;
                restart = (restart + 1) & 7;
                (held, bits) = (0, 0);
                levels.Clear();
            }
            for (var p = 0; p < parts.Count; p++)
                for (var b = 0; b < parts[p].Blocks; b++)
                    if (Block(parts[p].Dc, parts[p].Ac, parts[p].Step, ref levels[p]) is { } fault) return (fault, true);
        }
        return Leavings() ? (null, true) : ("data goes on after the last block", true);
    }

    private string? Block(Table dc, Table ac, int step, ref int level)
    {
        var size = Code(dc);
        if (size < 0) return at >= bytes.Length || bits < 0 ? "its data ends before its last block" : "a code is in none of its tables";
        if (size > 11) return "a brightness is beyond what there is";
        if (size > 0) level += Value(size);
        // 8 bits give −1024 to 1016; a writer may round, and sharpen a little
        if (Math.Abs((long)level * step) > 2048 + step) return "a brightness is beyond what there is";
        for (var k = 1; k < 64; k++)
        {
            var code = Code(ac);
            if (code < 0) return bits < 0 ? "its data ends before its last block" : "a code is in none of its tables";
            var (run, length) = (code >> 4, code & 15);
            if (length == 0)
            {
                if (run < 15) break;
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) return "a block has more than 64 places";
            _ = Value(length);
        }
        return bits < 0 ? "its data ends before its last block" : null;
    }

    private int Code(Table table)
    {
        Fill(16);
        var look = (held >> 16) & 0xFFFF;
        var entry = table.Entry(look);
        if (entry < 0) return -1;
        held <<= entry >> 8;
        bits -= entry >> 8;
        return entry & 255;
    }

    private int Value(int size)
    {
        Fill(size);
        var value = (int)(held >> (32 - size));
        held <<= size;
        bits -= size;
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    /// <summary>Zeros stand for what lies beyond a marker; then there are fewer than no bits.</summary>
    private void Fill(int wanted)
    {
        while (bits < wanted && bits >= 0 && at < bytes.Length)
        {
            var next = bytes[at];
            if (next == 0xFF)
            {
                if (at + 1 >= bytes.Length || bytes[at + 1] != 0) return;
                at++;
            }
            at++;
            held |= (uint)next << (24 - bits);
            bits += 8;
        }
    }

    /// <summary>Whether nothing but filling stands before the next marker, to which it goes.</summary>
    private bool Leavings()
    {
        // whole bytes that were taken too early
        if (bits >= 8 && held << (bits & 7) != 0) return false;
        while (at < bytes.Length && (bytes[at] == 0 || (bytes[at] == 0xFF && at + 1 < bytes.Length && bytes[at + 1] is 0xFF))) at++;
        return at >= bytes.Length || (bytes[at] == 0xFF && (at + 1 >= bytes.Length || bytes[at + 1] != 0));
    }

    /// <summary>A Huffman table: for each 16 bits the length of the code and its value.</summary>
    private sealed class Table
    {
        private readonly short[] entries = new short[1 << 16];

        public int Entry(uint look) => entries[look];

        public static (Table Table, int Used)? Read(ReadOnlySpan<byte> bytes)
        {
            var table = new Table();
            Array.Fill(table.entries, (short)-1);
            int code = 0, used = 16;
            for (var length = 1; length <= 16; length++, code <<= 1)
            {
                for (var n = 0; n < bytes[length - 1]; n++, code++)
                {
                    if (used >= bytes.Length || code >= 1 << length) return null;
                    table.entries.AsSpan(code << (16 - length), 1 << (16 - length)).Fill((short)((length << 8) | bytes[used++]));
                }
            }
            return (table, used);
        }
    }
}
