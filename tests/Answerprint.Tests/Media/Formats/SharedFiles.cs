using Xunit;
namespace Answerprint.Tests.Media.Formats;

/// <summary>The pictures that lie beside a checkout, and a folder of its own for every test.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a shared file or folder; null where it is not there.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Answerprint.slnx"))) continue;
            var path = Path.Combine(folder.Parent!.FullName, "shared", relative);
            return Path.Exists(path) ? path : null;
        }
        return null;
    }
}

/// <summary>A folder that a test may write to; gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        Root = System.IO.Path.Combine(AppContext.BaseDirectory, "scratch", name);
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string File(string name) => System.IO.Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>A fact that needs a shared file; skipped with its name where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string file)
    {
        if (SharedFiles.Find(file) is null) Skip = $"shared/{file} is not there";
    }
}
