using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>Standard attributes of OpenEXR that deliverables carry (OpenEXR, "Standard Optional Attributes").</summary>
public static class ExrAttributes
{
    /// <summary>SMPTE ST 12-1 timecode, packed as OpenEXR's TV60: binary-coded decimals, the drop-frame flag in bit 6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is outside 0..23, 0..59, 0..59, 0..39.</exception>
    public static StoredAttribute TimeCode(int hours, int minutes, int seconds, int frames, bool dropFrame)
    {
        Check(hours, 23);
        Check(minutes, 59);
        Check(seconds, 59);
        Check(frames, 39);
        var packed = Decimal(frames) | (dropFrame ? 1u << 6 : 0) | (Decimal(seconds) << 8) | (Decimal(minutes) << 16) | (Decimal(hours) << 24);
        var value = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(value, packed);
        return new("timeCode", "timecode", value);

        static uint Decimal(int n) => (uint)(((n / 10) << 4) | (n % 10));

        static void Check(int n, int most)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(n, most);
        }
    }

    /// <summary>The rate as a rational number.</summary>
    public static StoredAttribute FramesPerSecond(FrameRate rate)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(value, checked((int)rate.Numerator));
        BinaryPrimitives.WriteUInt32LittleEndian(value.AsSpan(4), checked((uint)rate.Denominator));
        return new("framesPerSecond", "rational", value);
    }

    /// <summary>The name of the reel that the plate was shot on.</summary>
    public static StoredAttribute ReelName(string name) => Text("reelName", name);

    /// <summary>Any text.</summary>
    public static StoredAttribute Text(string name, string text) => new(name, "string", Encoding.UTF8.GetBytes(text));

    /// <summary>CIE xy of the primaries and of white.</summary>
    public static StoredAttribute Primaries(Chromaticities c) =>
        new("chromaticities", "chromaticities", MemoryMarshal.AsBytes<float>([c.RedX, c.RedY, c.GreenX, c.GreenY, c.BlueX, c.BlueY, c.WhiteX, c.WhiteY]).ToArray());

    /// <summary>An attribute as people read it; of types that are not known their size.</summary>
    public static string Describe(StoredAttribute attribute)
    {
        var v = attribute.Value;
        return attribute.Type switch
        {
            "string" => new string([.. Encoding.UTF8.GetString(v).Take(200).Select(c => char.IsControl(c) ? ' ' : c)]),
            "int" when v.Length == 4 => $"{BinaryPrimitives.ReadInt32LittleEndian(v)}",
            "rational" when v.Length == 8 => $"{BinaryPrimitives.ReadInt32LittleEndian(v)}/{BinaryPrimitives.ReadUInt32LittleEndian(v.AsSpan(4))}",
            "timecode" when v.Length == 8 => Clock(BinaryPrimitives.ReadUInt32LittleEndian(v)),
            "float" or "v2f" or "v3f" or "chromaticities" or "m33f" or "m44f" when v.Length % 4 == 0 => string.Join(" ", MemoryMarshal.Cast<byte, float>(v).ToArray()),
            _ => $"{v.Length} bytes",
        };
    }

    private static string Clock(uint t) =>
        $"{(t >> 28) & 3}{(t >> 24) & 15}:{(t >> 20) & 7}{(t >> 16) & 15}:{(t >> 12) & 7}{(t >> 8) & 15}{(((t >> 6) & 1) != 0 ? ';' : ':')}{(t >> 4) & 3}{t & 15}";
}
