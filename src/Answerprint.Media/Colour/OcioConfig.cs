using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// An OpenColorIO config (2.1): the spaces it names, what they mean in ACES2065-1, and its views. Every failure of the library comes as
/// <see cref="BadInputException"/>. Safe from several threads. Dispose it after the spaces and processors that came from it.
/// </summary>
public sealed class OcioConfig : IDisposable
{
    private const string OwnName = "answerprint.ocio";
    private static readonly string[] AcesNames = ["aces_interchange", "ACES2065-1", "ACES - ACES2065-1", "aces2065-1", "lin_ap0"];
    private readonly OcioConfigHandle handle;

    private OcioConfig(string name, byte[] text, string folder)
    {
        Name = name;
        var message = new byte[NativeOcio.Room];
        if (NativeOcio.Open(text, text.Length, folder, out var native, message, message.Length) != 0)
            throw ConfigText.Bad("bad-config", name, $"the colour config can not be used: {ConfigText.OneLine(NativeOcio.Text(message))}");
        handle = new(native);
        try
        {
            foreach (var path in Names(4))
            {
                if (Path.IsPathRooted(path) || path.Split('/', '\\').Contains(".."))
                    throw ConfigText.Bad("config-climbs", name, $"it looks for tables in '{path}', outside its own folder", "Put the tables of a config into its folder");
            }
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(text);
            foreach (var file in Names(3).Order(StringComparer.Ordinal))
            {
                var table = ConfigText.Within(folder, file, name);
                LutFile.Look(table.FullName);
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, table.FullName)));
                using var stream = table.OpenRead();
                hash.AppendData(SHA256.HashData(stream));
            }
            Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The file as its user named it.</summary>
    public string Name { get; }

    /// <summary>SHA-256, in hex, of its text and of every table that it names: what a recipe carries.</summary>
    public string Hash { get; }

    /// <summary>The version of the library that runs: "2.1.2".</summary>
    public static string LibraryVersion => Marshal.PtrToStringUTF8(NativeOcio.Version()) ?? "";

    /// <summary>The library's own identity of the config.</summary>
    public string CacheId
    {
        get
        {
            var id = new byte[NativeOcio.Room];
            var message = new byte[NativeOcio.Room];
            return NativeOcio.CacheId(handle, id, id.Length, message, message.Length) == 0 ? NativeOcio.Text(id) : throw Broken(NativeOcio.Text(message));
        }
    }

    /// <summary>The names of its colour spaces, in its order.</summary>
    public IReadOnlyList<string> Spaces => Names(0);

    public IReadOnlyList<string> Displays => Names(1);

    /// <summary>The config that comes with the program: ACES 1.x out of built-in transforms, spaces named as <see cref="ColourSpace.All"/> names them.</summary>
    public static OcioConfig Own()
    {
        using var stream = typeof(OcioConfig).Assembly.GetManifestResourceStream(OwnName) ?? throw new InvalidOperationException($"{OwnName} is not in the assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new(OwnName, bytes.ToArray(), AppContext.BaseDirectory);
    }

    /// <summary>Reads a config. Its tables must lie under its folder; nothing outside is opened.</summary>
    /// <exception cref="BadInputException">It is not there, is none, refers to itself, unfolds without end, or climbs out of its folder.</exception>
    public static OcioConfig Open(string path) => new(path, ConfigText.Read(path), Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>The views of a display, the default one first.</summary>
    public IReadOnlyList<string> Views(string display) => Names(2, display);

    /// <summary>Its own name of a space, alias or role; null where it has none.</summary>
    public string? Find(string name)
    {
        var found = new byte[NativeOcio.Room];
        return NativeOcio.Find(handle, name, found, found.Length) == 1 ? NativeOcio.Text(found) : null;
    }

    /// <summary>From one of its spaces to another.</summary>
    /// <param name="exact">Without the library's quicker approximations of powers and logarithms.</param>
    /// <exception cref="BadInputException">A space is unknown, or a table can not be read.</exception>
    public OcioProcessor Between(string from, string to, bool exact = true) =>
        Made((out native, message) => NativeOcio.Between(handle, from, to, exact ? 1 : 0, out native, message, message.Length));

    /// <summary>From one of its spaces to what a display is sent.</summary>
    /// <exception cref="BadInputException">A name is unknown, or a table can not be read.</exception>
    public OcioProcessor Shown(string from, string display, string view, bool exact = true) =>
        Made((out native, message) => NativeOcio.Shown(handle, from, display, view, exact ? 1 : 0, out native, message, message.Length));

    /// <summary>
    /// One of its spaces as what the codes of a plate can mean. Its light is ACEScg: the config says how its codes become ACES2065-1, from there
    /// the matrix is ours.
    /// </summary>
    /// <exception cref="BadInputException">It has no such space, or does not say which of its spaces is ACES2065-1.</exception>
    public ColourSpace Space(string name)
    {
        var own = Find(name) ?? throw ConfigText.Bad("no-space", Name, $"it has no colour space '{name}'", $"Choose one of {Some(Spaces)}");
        var aces = Aces();
        return new(own, Transfer.Linear, Chromaticities.Ap1) { Pixels = new OcioPixels(Between(own, aces), Between(aces, own)), Config = Hash };
    }

    /// <summary>Which of its spaces is ACES2065-1.</summary>
    /// <exception cref="BadInputException">It does not say.</exception>
    public string Aces() => AcesNames.Select(Find).FirstOrDefault(n => n is not null)
        ?? throw ConfigText.Bad("no-interchange", Name, "it does not say which of its spaces is ACES2065-1", "Give it the role aces_interchange");

    public void Dispose() => handle.Dispose();

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(40)) + (names.Count > 40 ? " …" : "");

    private OcioProcessor Made(OcioProcessor.Maker maker)
    {
        try
        {
            return OcioProcessor.Made(maker);
        }
        catch (FormatException e)
        {
            throw Broken(e.Message);
        }
    }

    private BadInputException Broken(string message) => ConfigText.Bad("bad-config", Name, ConfigText.OneLine(message), "Mend the config, or name other spaces");

    private List<string> Names(int kind, string of = "")
    {
        var names = new List<string>();
        var name = new byte[NativeOcio.Room];
        var count = NativeOcio.Name(handle, kind, of, 0, name, name.Length);
        for (var i = 0; i < count; i++)
        {
            _ = NativeOcio.Name(handle, kind, of, i, name, name.Length);
            names.Add(NativeOcio.Text(name));
        }
        return names;
    }
}
