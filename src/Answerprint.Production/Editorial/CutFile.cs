using System.Globalization;

namespace Answerprint.Production.Editorial;

/// <summary>A written cut: the file appears whole or not at all.</summary>
public static class CutFile
{
    /// <summary>Writes beside the target, waits for the disk, renames. Replaces what is there.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
