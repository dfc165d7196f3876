using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production;

/// <summary>
/// What takes look like, worked out once and kept in a folder under the hash of their bytes: the same bytes under another name are not looked at again. Of a
/// sequence the names of its frames and the bytes of at most 24 of them count. Which file has which hash is remembered by size and time of change, so that
/// unchanged media are not read again. The folder can be deleted at any time. One caller at a time.
/// </summary>
/// <param name="folder">Need not exist.</param>
public sealed class TakeDescriptors(string folder)
{
    private const string Format = "answerprint.descriptors.1";
    private readonly Dictionary<string, (string Signature, string Digest)> known = Read(Path.Combine(folder, "media.json"));
    private bool changed;

    /// <exception cref="BadInputException">The media can not be read.</exception>
    public TakeDescriptor Of(MediaEntry entry, CancellationToken cancel = default)
    {
        var files = FilesOf(entry);
        var signature = Signature(files);
        var digest = known.TryGetValue(entry.Path, out var k) && k.Signature == signature ? k.Digest : Hash(entry, files, cancel);
        if (k.Digest != digest || k.Signature != signature)
        {
            known[entry.Path] = (signature, digest);
            changed = true;
        }
        var path = Path.Combine(folder, $"{digest}.json");
        if (File.Exists(path))
        {
            try
            {
                return TakeDescriptor.Read(JsonReading.Parse(File.ReadAllBytes(path)));
            }
            catch (FormatException)
            {
                // of another version, or damaged: looked at again
            }
        }
        using var clip = FrameFiles.Open(entry.Path);
        var described = TakeDescriptor.Of(clip, cancel);
        WholeFile.Write(path, described.Write());
        return described;
    }

    /// <summary>Writes down which media have which hash.</summary>
    public void Save()
    {
        if (!changed) return;
        WholeFile.Write(Path.Combine(folder, "media.json"), new JsonObject
        {
            ["format"] = Format,
            ["media"] = new JsonObject(known.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)new JsonArray(m.Value.Signature, m.Value.Digest)))),
        });
        changed = false;
    }

    private static Dictionary<string, (string, string)> Read(string path)
    {
        var read = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (!File.Exists(path)) return read;
        try
        {
            foreach (var (media, value) in JsonReading.Parse(File.ReadAllBytes(path)).Object("media"))
                if (value is JsonArray { Count: 2 } pair && (string?)pair[0] is { } signature && Digest.TryParse((string?)pair[1], out var digest)) read[media] = (signature, digest.Hex);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            read.Clear();
        }
        return read;
    }

    private static List<string> FilesOf(MediaEntry entry) =>
        entry.Kind == MediaKind.Sequence && PatternName.TryParse(entry.Path) is { } pattern ? [.. entry.Numbers.Select(pattern.FileOf)] : [entry.Path];

    private static string Signature(List<string> files)
    {
        var text = new StringBuilder();
        foreach (var file in files.Select(f => new FileInfo(f))) text.Append(file.Name).Append(' ').Append(file.Exists ? file.Length : -1).Append(' ').Append(file.Exists ? file.LastWriteTimeUtc.Ticks : 0).Append('\n');
        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString())).Hex;
    }

    private static string Hash(MediaEntry entry, List<string> files, CancellationToken cancel)
    {
        using var sum = new Sha256();
        if (entry.Kind == MediaKind.Sequence) sum.Append(Encoding.UTF8.GetBytes(string.Join('\n', entry.Numbers)));
        var buffer = new byte[1 << 20];
        foreach (var i in Enumerable.Range(0, Math.Min(files.Count, TakeDescriptor.Most)).Select(i => (int)(((2L * i) + 1) * files.Count / (2L * Math.Min(files.Count, TakeDescriptor.Most)))))
        {
            try
            {
                using var file = new FileStream(files[i], FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
                for (int read; (read = file.Read(buffer)) > 0;)
                {
                    cancel.ThrowIfCancellationRequested();
                    sum.Append(buffer.AsSpan(0, read));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException("unreadable", entry.Name, Path.GetFileName(files[i]), "the file can not be read", "Check that it is there and may be read", e);
            }
        }
        return Digest.From(sum.Take()).Hex;
    }
}
