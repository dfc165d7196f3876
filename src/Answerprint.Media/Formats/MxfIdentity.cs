namespace Answerprint.Media.Formats;

/// <summary>
/// Gives an MXF file identifiers of its own. ffmpeg writes the same unique material identifiers (SMPTE ST 330) into every file that it is asked to write bit for bit the same, and
/// editing systems take files of one identifier for one file.
/// </summary>
public static class MxfIdentity
{
    // label, length 0x13, instance number 0, material number 0; the last of the 32 bytes says of which package it is and stays
    private static readonly byte[] Anonymous = [0x06, 0x0A, 0x2B, 0x34, 0x01, 0x01, 0x01, 0x05, 0x01, 0x01, 0x0D, 0x00, 0x13, .. new byte[18]];

    /// <summary>The length of a material number.</summary>
    private const int Number = 15;

    /// <summary>Writes a material number wherever the file has none.</summary>
    /// <param name="identity">At least 15 bytes that are this file's own: a digest of what it shows.</param>
    /// <returns>How many places bore none.</returns>
    public static int Give(string path, ReadOnlySpan<byte> identity)
    {
        if (identity.Length < Number) throw new ArgumentException($"an identity has at least {Number} bytes", nameof(identity));
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var buffer = new byte[(1 << 20) + Anonymous.Length - 1];
        var given = 0;
        var kept = 0;
        for (long at = 0; ;)
        {
            file.Position = at + kept;
            var read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var length = kept + read;
            for (var from = 0; buffer.AsSpan(from, length - from).IndexOf(Anonymous) is >= 0 and var found; from += found + Anonymous.Length)
            {
                file.Position = at + from + found + Anonymous.Length - Number;
                file.Write(identity[..Number]);
                given++;
            }
            if (read == 0 || length < buffer.Length) break;
            // what a cut through the middle would hide is looked at again
            kept = Anonymous.Length - 1;
            at += length - kept;
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }
        file.Flush(flushToDisk: true);
        return given;
    }
}
