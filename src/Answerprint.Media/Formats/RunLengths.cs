namespace Answerprint.Media.Formats;

/// <summary>The run lengths of EXR: a count of 0 to 127 and a byte that stands once more than that; or a count of −1 to −127 and as many bytes (OpenEXR file layout, RLE).</summary>
internal static class RunLengths
{
    private const int Shortest = 3, Longest = 127;

    /// <summary>Packs; answers how many bytes that takes, <paramref name="target"/>'s length or more where it does not fit.</summary>
    public static int Pack(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        int to = 0, from = 0;
        while (from < plain.Length)
        {
            var end = from + 1;
            while (end < plain.Length && plain[end] == plain[from] && end - from <= Longest) end++;
            if (end - from >= Shortest)
            {
                if (to + 2 > target.Length) return target.Length;
                target[to++] = (byte)(end - from - 1);
                target[to++] = plain[from];
            }
            else
            {
                // as it stands, until three in a row are the same
                while (end < plain.Length && end - from < Longest && !(end + 2 < plain.Length && plain[end] == plain[end + 1] && plain[end] == plain[end + 2])) end++;
                if (to + 1 + end - from > target.Length) return target.Length;
                target[to++] = (byte)(from - end);
                plain[from..end].CopyTo(target[to..]);
                to += end - from;
            }
            from = end;
        }
        return to;
    }

    /// <summary>Unpacks to exactly <paramref name="plain"/>; false where the bytes are broken.</summary>
    public static bool Unpack(ReadOnlySpan<byte> packed, Span<byte> plain)
    {
        int from = 0, to = 0;
        while (from < packed.Length)
        {
            int count = (sbyte)packed[from++];
            if (count < 0)
            {
                count = -count;
                if (count > packed.Length - from || count > plain.Length - to) return false;
                packed.Slice(from, count).CopyTo(plain[to..]);
                from += count;
            }
            else
            {
                count++;
                if (from >= packed.Length || count > plain.Length - to) return false;
                plain.Slice(to, count).Fill(packed[from++]);
            }
            to += count;
        }
        return to == plain.Length;
    }
}
