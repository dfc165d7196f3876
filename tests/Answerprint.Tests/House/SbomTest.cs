using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Answerprint.Tests.House;

public sealed partial class SbomTest
{
    private static string Kept => Path.Combine(Checkout.Root, "docs", "sbom", "answerprint.cdx.json");

    [Fact]
    public void Bill_InTheDocuments_IsWhatTheListsSay()
    {
        var now = Sbom.Text(Checkout.Root);
        if (Environment.GetEnvironmentVariable("ANSWERPRINT_WRITE_SBOM") == "1") File.WriteAllText(Kept, now);

        Assert.True(File.ReadAllText(Kept) == now, "docs/sbom is out of date: run the tests once with ANSWERPRINT_WRITE_SBOM=1 and look at what changed");
    }

    [Fact]
    public void Packages_ThatShip_HaveTheCentralVersion()
    {
        var central = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value, StringComparer.Ordinal);
        var packages = Sbom.Packages(Checkout.Root);

        Assert.NotEmpty(packages);
        Assert.All(packages.Where(p => central.ContainsKey(p.Name)), p => Assert.Equal(central[p.Name], p.Version));
    }

    [Fact]
    public void Libraries_ThatTheNativeCodeLinks_AreListed()
    {
        var components = Components().Match(File.ReadAllText(Path.Combine(Checkout.Root, "native", "CMakeLists.txt"))).Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(components);
        Assert.All(components, c => Assert.Contains(Sbom.Debian, d => d.Name == $"libopencv-{c}406"));
        Assert.All(new[] { "libopenexr", "libimath", "libopenimageio" }, n => Assert.Contains(Sbom.Debian, d => d.Name.StartsWith(n, StringComparison.Ordinal)));
    }

    [Fact]
    public void Packages_ThatSetupInstallsToRun_AreListedOrOnlyBuild()
    {
        var installed = Run().Match(File.ReadAllText(Path.Combine(Checkout.Root, "setup"))).Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(installed);
        // the compiler, its driver and the headers do not run with the program
        Assert.All(installed.Except(["cmake", "make", "g++", "libopencv-dev", "libopencolorio-dev", "libopenexr-dev", "libimath-dev", "libopenimageio-dev"], StringComparer.Ordinal), name => Assert.Contains(Sbom.Debian, d => d.Name == name));
    }

    [Fact]
    public void Models_OfOtherMakersInTheCode_AreListed()
    {
        var sources = Checkout.Sources("src").Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "native")));
        var named = sources.SelectMany(f => Trained().Matches(File.ReadAllText(f))).Select(m => m.Value).Distinct(StringComparer.Ordinal);

        Assert.All(named, name => Assert.Contains(Sbom.Models, m => m.Name.EndsWith(name, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"COMPONENTS (?<names>[\w ]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Components();

    [GeneratedRegex(@"run_packages=\((?<names>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run();

    [GeneratedRegex(@"haarcascade_\w+|lbpcascade_\w+|get\w*PeopleDetector", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trained();
}
