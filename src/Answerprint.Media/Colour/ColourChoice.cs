using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// What names of colour spaces mean here: the managed ones always, and those of a config where one is in effect. The config is what was named,
/// else the show's, else $OCIO; the first of them that is set counts, and must be readable. $OCIO alone is set for every program of a facility, some of
/// which read newer configs than we do: where it can not be used, the managed names still mean what they mean, and any other name says why.
/// </summary>
public sealed class ColourChoice : IDisposable
{
    /// <summary>The variable that names a config for every program of a facility.</summary>
    public const string Variable = "OCIO";

    private const string Prefix = "config:";

    private ColourChoice(OcioConfig? config, BadInputException? unusable = null) => (Config, Unusable) = (config, unusable);

    /// <summary>The config in effect; null where there is none and the managed names are all.</summary>
    public OcioConfig? Config { get; }

    /// <summary>Why the config of $OCIO is not in effect; null where it is, or where there is none.</summary>
    public BadInputException? Unusable { get; }

    /// <summary>A line for people where $OCIO is passed over; else null.</summary>
    public string? Note => Unusable is null ? null : $"${Variable} is passed over, and only the managed names of colour spaces are known: {Unusable.Message}";

    /// <summary>Its hash; empty where there is none.</summary>
    public string Hash => Config?.Hash ?? "";

    /// <summary>Opens the config that counts.</summary>
    /// <param name="named">As `--ocio` gives it: a file, or "own" for the config that comes with the program.</param>
    /// <param name="show">As the show gives it; empty where it does not.</param>
    /// <param name="environment">The value of $OCIO.</param>
    /// <exception cref="BadInputException">The one that was named, or the show's, can not be used.</exception>
    public static ColourChoice Of(string? named, string? show = null, string? environment = null)
    {
        if (new[] { named, show }.FirstOrDefault(f => !string.IsNullOrWhiteSpace(f)) is { } file) return new(Open(file));
        if (string.IsNullOrWhiteSpace(environment)) return new(null);
        try
        {
            return new(Open(environment));
        }
        catch (BadInputException e)
        {
            return new(null, e);
        }

        static OcioConfig Open(string file) => file == "own" ? OcioConfig.Own() : OcioConfig.Open(file);
    }

    /// <summary>A space by its name. A managed name means the same with and without a config; "config:NAME" is the config's own for certain.</summary>
    /// <exception cref="FormatException">No space has that name.</exception>
    /// <exception cref="BadInputException">The config has it and can not use it, or $OCIO can not be used and the name is no managed one.</exception>
    public ColourSpace Parse(string name)
    {
        if (name.StartsWith(Prefix, StringComparison.Ordinal))
            return Config?.Space(name[Prefix.Length..]) ?? throw Unusable ?? (Exception)new FormatException($"'{name}' asks for a colour config, and none is given: add --ocio FILE");
        if (ColourSpace.Find(name) is { } managed) return managed;
        if (Config?.Find(name) is not null) return Config.Space(name);
        if (Unusable is not null) throw Unusable;
        var known = string.Join(", ", ColourSpace.All.Select(s => s.Name));
        throw new FormatException(Config is null
            ? $"'{name}' is no colour space; choose one of {known}, or give a config with --ocio FILE"
            : $"'{name}' is no colour space; choose one of {known}, or of {Config.Name}: {string.Join(", ", Config.Spaces.Take(60))}");
    }

    /// <summary>The name under which <see cref="Parse"/> gives the same space again.</summary>
    public static string Word(ColourSpace space) => space.Config is not null && ColourSpace.Find(space.Name) is not null ? Prefix + space.Name : space.Name;

    public void Dispose() => Config?.Dispose();
}
