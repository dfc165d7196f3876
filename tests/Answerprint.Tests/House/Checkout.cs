namespace Answerprint.Tests.House;

/// <summary>Where the checkout is, and the real material beside it.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>The path of a file or folder of the material beside the checkout; null where it is not there.</summary>
    public static string? Shared(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", relative));
        return Path.Exists(path) ? path : null;
    }

    /// <summary>The files of a suffix below a shared folder, named from it, as rows of a theory; none where the folder is not there.</summary>
    public static IEnumerable<object[]> SharedRows(string folder, string suffix) => Shared(folder) is not { } found
        ? []
        : Directory.EnumerateFiles(found, "*" + suffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => new object[] { Path.GetRelativePath(found, f) });

    /// <summary>The C# files of the project, without what the build made.</summary>
    public static IEnumerable<string> Sources(string under) =>
        Directory.EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Answerprint.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("the tests run inside a checkout");
    }
}
