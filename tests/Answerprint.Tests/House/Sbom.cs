using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Tests.House;

/// <summary>
/// Writes the bill of materials of what ships or is loaded at run time (CycloneDX 1.7): packages from the lock file of the program, Debian
/// libraries, and trained models of other makers. The lists below are kept by hand; a test compares them with what the code uses.
/// </summary>
internal static class Sbom
{
    /// <summary>Analysers run in the compiler and do not ship.</summary>
    private static readonly string[] BuildOnly = ["Meziantou.Analyzer", "Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    private static readonly Dictionary<string, string> PackageLicences = new(StringComparer.OrdinalIgnoreCase)
    {
        ["System.CommandLine"] = "MIT",
        ["Microsoft.Data.Sqlite"] = "MIT",
        ["Microsoft.Data.Sqlite.Core"] = "MIT",
        ["SQLitePCLRaw.bundle_e_sqlite3"] = "Apache-2.0",
        ["SQLitePCLRaw.core"] = "Apache-2.0",
        ["SQLitePCLRaw.config.e_sqlite3"] = "Apache-2.0",
        ["SQLitePCLRaw.provider.e_sqlite3"] = "Apache-2.0",
        ["SourceGear.sqlite3"] = "blessing",
    };

    /// <summary>What the Debian packages bring, the version they had in Debian 12 when the list was made, and how they are used.</summary>
    public static readonly (string Name, string Version, string Licence, string Use)[] Debian =
    [
        ("libopencv-core406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library"),
        ("libopencv-imgproc406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library"),
        ("libopencv-video406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library: optical flow"),
        ("libopencv-calib3d406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library: homographies"),
        ("libopencv-features2d406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library: features"),
        ("libopencv-photo406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library: inpainting, for the benchmark only"),
        ("libopencv-objdetect406", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "loaded by the native library: detectors"),
        ("libopencolorio2.1", "2.1.2+dfsg1-4+b3", "BSD-3-Clause", "loaded by the native library: colour configs, and views of them"),
        ("libopenexr-3-1-30", "3.1.5-5", "BSD-3-Clause", "linked by the picture process: EXR that managed code does not read, and packing of PIZ"),
        ("libimath-3-1-29", "3.1.6-1", "BSD-3-Clause", "linked by the picture process with OpenEXR"),
        ("libopenimageio2.4", "2.4.7.1+dfsg-2", "BSD-3-Clause", "loaded by the picture process: TIFF, JPEG, Cineon"),
        ("opencv-data", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "files of trained detectors, read at run time"),
        ("opencv-doc", "4.6.0+dfsg-12", "Apache-2.0 AND BSD-3-Clause", "sample pictures, read by demo and benchmark only; never copied into a package of ours"),
        ("ffmpeg", "7:5.1.9-0+deb12u1", "GPL-2.0-or-later AND LGPL-2.1-or-later", "run as a process: movies"),
        ("libssl3", "3.0.19-1~deb12u2", "Apache-2.0", "libcrypto loaded to sign; not to verify"),
        ("fonts-dejavu-core", "2.37-6", "Bitstream-Vera", "lettering on contact sheets and proxies"),
    ];

    /// <summary>Trained models of other makers. They may ask a question about people; they never clear a picture.</summary>
    public static readonly (string Name, string Sha256, string Maker, string Licence, string Known, string Unknown)[] Models =
    [
        ("haarcascade_frontalface_alt2", "7b0c967d9abbdfbde025eb9c786947d151b6426040d07a8f9562ed8fd90724b4", "Rainer Lienhart; Intel Corporation", "Intel licence for OpenCV (BSD-like)",
            "tree-based 20×20 gentle AdaBoost detector of frontal faces, about 2000", "which photographs of whom it learnt from, and whether they agreed"),
        ("haarcascade_profileface", "b39a4a3be45539db146a7fc1d3e761a292c196eb88421185e6a615b3055e612d", "David Bradley, Princeton University", "Intel licence for OpenCV (BSD-like)",
            "20×20 detector of faces in profile", "which photographs of whom it learnt from, and whether they agreed"),
        ("haarcascade_fullbody", "041745c71eef1b5c86aef224f17ce75b042d33314cc8f6757424f8bd8cd30aa1", "Hannes Kruppa and Bernt Schiele, ETH Zurich, 2004", "BSD-like, in the file",
            "detector of standing people from front and back; the file points to the CBCL pedestrian set of MIT for a feeling of the data", "the exact training set, and whether the people in it agreed"),
        ("haarcascade_upperbody", "7328ab4fdb1592f53d98d7ea5b1b9d90e01af5d95f212af378c7eb579048bb5f", "Hannes Kruppa and Bernt Schiele, ETH Zurich, 2004", "BSD-like, in the file",
            "detector of upper bodies from front and back; the file points to the CBCL pedestrian set of MIT for a feeling of the data", "the exact training set, and whether the people in it agreed"),
        ("HOGDescriptor::getDefaultPeopleDetector", "", "OpenCV", "Apache-2.0 AND BSD-3-Clause",
            "coefficients inside libopencv-objdetect for 64×128 windows, after Dalal and Triggs (CVPR 2005)", "the training set is not stated beside the coefficients; that paper used the INRIA person set; whether the people in it agreed"),
    ];

    /// <summary>Packages that ship with the program: name and version, by name.</summary>
    public static IReadOnlyList<(string Name, string Version)> Packages(string root)
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "src", "Answerprint.Studio", "packages.lock.json")));
        return [.. locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(p => p.Value.GetProperty("type").GetString() != "Project" && !BuildOnly.Contains(p.Name))
            .Select(p => (p.Name, p.Value.GetProperty("resolved").GetString()!)).Distinct().OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>The whole document: the same text as long as nothing changed.</summary>
    public static string Text(string root)
    {
        var components = new JsonArray();
        foreach (var (name, version) in Packages(root))
            components.Add(Component("library", name, version, $"pkg:nuget/{name}@{version}", PackageLicences.GetValueOrDefault(name), "shipped with the program"));
        foreach (var (name, version, licence, use) in Debian)
        {
            var type = name == "ffmpeg" ? "application" : name is "opencv-data" or "opencv-doc" ? "data" : "library";
            components.Add(Component(type, name, version, $"pkg:deb/debian/{name}@{Uri.EscapeDataString(version)}?distro=bookworm", licence, use));
        }
        foreach (var model in Models) components.Add(Model(model));
        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.7.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.7",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = "answerprint", ["name"] = "answerprint", ["version"] = "0.1.0", ["licenses"] = Licences("Apache-2.0") },
                ["properties"] = new JsonArray(
                    Property("answerprint:debian", "versions as of Debian 12 when the list was made; a security update changes them"),
                    Property("answerprint:own-models", "none ships that was trained on anything but pictures rendered by the soundstage or footage under a grant")),
            },
            ["components"] = components,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonObject Component(string type, string name, string version, string purl, string? licence, string use)
    {
        var component = new JsonObject { ["type"] = type, ["bom-ref"] = purl, ["name"] = name, ["version"] = version };
        if (licence is not null) component["licenses"] = Licences(licence);
        component["purl"] = purl;
        component["properties"] = new JsonArray(Property("answerprint:use", use));
        return component;
    }

    private static JsonObject Model((string Name, string Sha256, string Maker, string Licence, string Known, string Unknown) m)
    {
        var component = new JsonObject
        {
            ["type"] = "machine-learning-model", ["bom-ref"] = $"model:{m.Name}", ["authors"] = new JsonArray(new JsonObject { ["name"] = m.Maker }), ["name"] = m.Name, ["version"] = "as in OpenCV 4.6.0",
            ["description"] = $"Trained by others. Asks whether people may be in a region; never clears one. Known: {m.Known}. Not known: {m.Unknown}.",
        };
        if (m.Sha256.Length > 0) component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = m.Sha256 });
        component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = m.Licence } });
        component["modelCard"] = new JsonObject
        {
            ["modelParameters"] = new JsonObject
            {
                ["task"] = "detection of people",
                ["datasets"] = new JsonArray(new JsonObject { ["type"] = "dataset", ["name"] = "training data of its maker", ["description"] = $"Not known: {m.Unknown}." }),
            },
            ["considerations"] = new JsonObject
            {
                ["useCases"] = new JsonArray("adds questions for a person to answer before work near people"),
                ["technicalLimitations"] = new JsonArray("fires on pictures without people and misses most frames of a full-body figure, so its silence means nothing"),
            },
        };
        return component;
    }

    private static JsonArray Licences(string licence) => licence.Contains(' ')
        ? new JsonArray(new JsonObject { ["expression"] = licence })
        : new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = licence } });

    private static JsonObject Property(string name, string value) => new() { ["name"] = name, ["value"] = value };
}
