namespace Answerprint.Media.Formats;

/// <summary>
/// Looks at the packets of a movie without decoding them: ffmpeg patches many a broken packet up and says nothing. H.264 and HEVC by their units,
/// Motion JPEG by its codes, Matroska by the checksums of its clusters where it has them.
/// </summary>
internal static class MovieInspection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>At so many bytes packets are looked at together.</summary>
    private const int Batch = 16 << 20;

    /// <summary>Codecs whose decoder hardly ever notices what is broken: of a cluster that fails its checksum, no picture is believed.</summary>
    private static readonly HashSet<string> Silent = ["hevc", "vp9", "vp8", "av1"];

    /// <summary>The broken packets: their place in decoding order and what is wrong.</summary>
    /// <param name="warnings">What can not be laid to single packets.</param>
    public static IReadOnlyDictionary<int, string> Broken(string path, string name, string codec, IReadOnlyList<MoviePacket> packets, List<string> warnings)
    {
        var broken = new SortedDictionary<int, string>();
        if (codec is "h264" or "hevc" or "mjpeg")
        {
            foreach (var (place, fault) in Walk(path, name, codec, packets)) broken[place] = fault;
            // so many can only be the way of its writer, which decoders take
            if (broken.Count * 2 > packets.Count && packets.Count > 8)
            {
                warnings.Add($"{broken.Count} of {packets.Count} packets are not as the standard says ({broken.First().Value}); the pictures are read as they decode");
                broken.Clear();
            }
        }
        if (Path.GetExtension(path).ToLowerInvariant() is not (".mkv" or ".webm")) return broken;
        foreach (var (from, to) in MatroskaChecksums.Broken(path))
        {
            var inside = Enumerable.Range(0, packets.Count).Where(p => packets[p].Position >= from && packets[p].Position < to).ToList();
            if (inside.Count == 0 || inside.Any(broken.ContainsKey)) continue;
            if (Silent.Contains(codec))
                foreach (var place in inside) broken[place] = "the checksum of its cluster fails, and nothing tells which of its packets is broken";
            else warnings.Add($"the checksum of the cluster at byte {from} fails ({inside.Count} pictures): what its decoder does not notice is not said");
        }
        return broken;
    }

    private static IEnumerable<(int Place, string Fault)> Walk(string path, string name, string codec, IReadOnlyList<MoviePacket> packets)
    {
        var found = new List<(int, string)>();
        if (packets.Any(p => p.Size < 0)) return found;
        using var process = MediaProcess.Start("ffmpeg",
            ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+error", "-max_alloc", MediaProcess.MostBytes, "-protocol_whitelist", "file,pipe", "-format_whitelist", MediaProcess.Formats,
            .. MediaProcess.Opening(path), "-map", "0:V:0", "-c", "copy", "-copyinkf", "-copypriorss", "1", "-copyts", "-f", "data", "pipe:1"],
            name, Patience);
        process.Input.Close();
        var batch = new List<byte[]>();
        NalUnits? units = null;
        var (first, bytes) = (0, 0L);
        for (var place = 0; place < packets.Count; place++)
        {
            var packet = new byte[packets[place].Size];
            var got = process.Output.ReadAtLeast(packet, packet.Length, throwOnEndOfStream: false);
            process.Moved();
            // other packets than were counted: nothing can be laid to a frame
            if (got < packet.Length) return [];
            batch.Add(packet);
            bytes += packet.Length;
            if (bytes < Batch && place + 1 < packets.Count) continue;
            if (codec != "mjpeg" && units is null)
            {
                units = NalUnits.Of(codec == "hevc", batch);
                if (units is null) return [];
            }
            var faults = new string?[batch.Count];
            // an empty packet stands for the picture before
            Parallel.For(0, batch.Count, i => faults[i] = batch[i].Length == 0 ? null : units is null ? JpegStream.Fault(batch[i]) : units.Fault(batch[i]));
            for (var i = 0; i < faults.Length; i++)
                if (faults[i] is { } fault) found.Add((first + i, fault));
            (first, bytes) = (place + 1, 0);
            batch.Clear();
        }
        return process.Output.ReadByte() < 0 ? found : [];
    }
}
