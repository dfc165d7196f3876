namespace Answerprint.Tests.House;

/// <summary>Where the checkout is, and the real material beside it.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>The folder of real footage beside the checkout, or null where a machine has none.</summary>
    public static string? Shared
    {
        get
        {
            var beside = Path.GetFullPath(Path.Combine(Root, "..", "shared"));
            return Directory.Exists(Path.Combine(beside, "footage")) ? beside : null;
        }
    }

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
