using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>Whose custom names follow.</summary>
public enum NamingPreset
{
    /// <summary>`show[_episode][_sequence][_scene]_0010`, versions `…_comp[_vendor]_v001`.</summary>
    Generic,

    /// <summary>
    /// The order and the fields that Netflix recommends (Partner Help Center, "VFX Shot and Version Naming Recommendations", article 360057627473): show, episode (series),
    /// sequence or scene, shot, task, vendor, version with `v`. Show, vendor and one of sequence and scene must be said.
    /// </summary>
    Netflix,
}

/// <summary>`naming` in show.json: how shots and versions are called. Fields that are empty are left out of names.</summary>
/// <param name="Episode">"104"; empty for a feature.</param>
/// <param name="Sequence">"TCC".</param>
/// <param name="Scene">"067".</param>
/// <param name="Task">"comp": the kind of work that a version holds.</param>
/// <param name="Vendor">"NFX": who made it.</param>
/// <param name="Digits">Of a shot's number, 3 to 6; numbers are counted by tens.</param>
public sealed record Naming(NamingPreset Preset, string Episode = "", string Sequence = "", string Scene = "", string Task = "comp", string Vendor = "", int Digits = 4)
{
    /// <summary>Longer names are cut off by some hosts.</summary>
    public const int LongestField = 24;

    public static Naming Generic { get; } = new(NamingPreset.Generic);

    /// <summary>What stands before the number in every name of a shot.</summary>
    /// <param name="code">The show's letters.</param>
    public string Beginning(string code) => string.Concat(new[] { code, Episode, Sequence, Scene }.Where(f => f.Length > 0).Select(f => f + "_"));

    public string Shot(string code, ShotNumber number) => Beginning(code) + number.Format(Digits);

    /// <summary>The number of a shot that is called by this custom; null for a name of another.</summary>
    public ShotNumber? NumberOf(string code, string shot) => shot.StartsWith(Beginning(code), StringComparison.Ordinal) ? ShotNumber.Parse(shot[Beginning(code).Length..]) : null;

    /// <summary>"abc_0010_comp_v001".</summary>
    public string Version(string shot, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{shot}_{Task}{(Vendor.Length > 0 ? "_" : "")}{Vendor}_v{number:000}");

    /// <summary>The letters of a show as this custom writes them.</summary>
    public string Code(string code) => Preset == NamingPreset.Netflix ? code.ToUpperInvariant() : code;

    /// <summary>The same, if every field is legal and none that the preset asks for is missing.</summary>
    /// <exception cref="FormatException">One is not; the message says which and what to write.</exception>
    public Naming Checked()
    {
        foreach (var (name, value) in new[] { ("episode", Episode), ("sequence", Sequence), ("scene", Scene), ("task", Task), ("vendor", Vendor) })
            if (value.Length > LongestField || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
                throw new FormatException($"the {name} '{BadCut.Clean(value, 40)}' is no part of a name: at most {LongestField} of A-Z a-z 0-9 . - (fields are parted by _)");
        if (Digits is < 3 or > 6) throw new FormatException("a shot's number has 3 to 6 digits");
        if (Task.Length == 0) throw new FormatException("a version's name says its task: comp, paint, roto");
        if (Preset != NamingPreset.Netflix) return this;
        if (Sequence.Length + Scene.Length == 0) throw new FormatException("names by the netflix preset hold a sequence or a scene: add --sequence or --scene");
        if (Vendor.Length == 0) throw new FormatException("names by the netflix preset hold the vendor: add --vendor");
        return this;
    }

    public static NamingPreset ParsePreset(string name) => name.ToUpperInvariant() switch
    {
        "GENERIC" => NamingPreset.Generic,
        "NETFLIX" => NamingPreset.Netflix,
        _ => throw new FormatException($"'{BadCut.Clean(name, 40)}' is no preset for names; write generic or netflix"),
    };

    public JsonObject Write() => new()
    {
        ["preset"] = Preset.ToString().ToLowerInvariant(), ["episode"] = Episode, ["sequence"] = Sequence, ["scene"] = Scene, ["task"] = Task, ["vendor"] = Vendor, ["digits"] = Digits,
    };

    /// <exception cref="FormatException">The object is no naming.</exception>
    public static Naming Read(JsonObject o) => new Naming(
        ParsePreset(o.TextOrNull("preset") ?? "generic"), o.TextOrNull("episode") ?? "", o.TextOrNull("sequence") ?? "", o.TextOrNull("scene") ?? "", o.TextOrNull("task") ?? "comp",
        o.TextOrNull("vendor") ?? "", o["digits"] is null ? 4 : o.Int("digits")).Checked();
}
