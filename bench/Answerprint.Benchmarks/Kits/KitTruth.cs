using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;

namespace Answerprint.Benchmarks.Kits;

/// <summary>The frames that a kit does not hold, with their salts, kept by whoever scores: `truth.json` and a folder a case.</summary>
public static class KitTruth
{
    public const string Format = "answerprint.bench.truth.1", FileName = "truth.json";

    private const int SaltBytes = 32;

    /// <summary>A salt that nobody can guess: without it the seal of a frame says nothing of the frame.</summary>
    internal static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    /// <summary>SHA-256 of salt and file, as anybody can work it out with common tools.</summary>
    internal static Digest Seal(byte[] salt, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 20];
        for (int read; (read = file.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
        return Digest.From(hash.GetHashAndReset());
    }

    /// <param name="made">How the clips came to be, for whoever scores: seed, scene, names of footage.</param>
    internal static JsonObject Write(byte[] kit, string made, IEnumerable<(string Case, SortedDictionary<int, byte[]> Salts)> cases) => new()
    {
        ["format"] = Format, ["kit"] = Digest.Of(kit).Hex, ["made"] = made,
        ["cases"] = new JsonArray([.. cases.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Case, ["salts"] = new JsonObject(c.Salts.Select(s => KeyValuePair.Create(s.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)Convert.ToHexStringLower(s.Value)))),
        })]),
    };

    /// <summary>Holds every frame of a truth against the seals of the kit, and the known frames against their hashes.</summary>
    /// <returns>How many sealed frames were held against their seal.</returns>
    /// <exception cref="BadInputException">truth.json is not there or no truth's.</exception>
    /// <exception cref="BrokenSealException">Something is not what was sealed.</exception>
    public static int Check(Kit kit, string kitFolder, string truthFolder, CancellationToken cancel)
    {
        var path = Path.Combine(truthFolder, FileName);
        var (o, _) = Kit.Document(path, Format);
        if (o.TextOrNull("kit") != Digest.Of(kit.Bytes).Hex)
            throw new BrokenSealException("another-kit", path, "", "it belongs to another kit, or kit.json was changed since", "Score the kit with the truth that was written beside it, and kit.json as it was handed out");
        var held = 0;
        foreach (var one in kit.Cases)
        {
            foreach (var (frame, hash) in one.Known)
            {
                cancel.ThrowIfCancellationRequested();
                var file = one.FileOf(one.KnownFolder(kitFolder), frame);
                if (!File.Exists(file) || KnownHash(file) != hash) throw new BrokenSealException("known-changed", file, $"frame {frame}", "the known frame is not the one that was handed out", "Put the kit's own frames back");
            }
            foreach (var (frame, seal) in one.Sealed)
            {
                cancel.ThrowIfCancellationRequested();
                var file = one.FileOf(Path.Combine(truthFolder, one.Name), frame);
                if (!File.Exists(file) || Seal(Salt(o, path, one.Name, frame), file) != seal) throw new BrokenSealException("seal-broken", file, $"frame {frame}", "the truth is not the frame that was sealed", "Score with the truth as `bench kit` wrote it");
                held++;
            }
        }
        return held;
    }

    internal static Digest KnownHash(string path)
    {
        using var file = File.OpenRead(path);
        return Digest.Of(file);
    }

    private static byte[] Salt(JsonObject o, string path, string name, int frame)
    {
        try
        {
            var one = o.Objects("cases").FirstOrDefault(c => c.TextOrNull("name") == name) ?? throw new FormatException($"case {name} is not in it");
            var salt = Convert.FromHexString(one.Object("salts").Text(frame.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            return salt.Length == SaltBytes ? salt : throw new FormatException("a salt has 32 bytes");
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-truth", path, $"{name}, frame {frame}", e.Message.TrimEnd('.'), "Take truth.json as `bench kit` wrote it", e);
        }
    }
}

/// <summary>What is scored is not what was sealed: a check failed (exit 5).</summary>
public sealed class BrokenSealException(string code, string file, string place, string problem, string remedy) : Exception($"{file}{(place.Length > 0 ? $", {place}" : "")}: {problem}. {remedy}.")
{
    public string Code { get; } = code;

    public string File { get; } = file;

    public string Place { get; } = place;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
