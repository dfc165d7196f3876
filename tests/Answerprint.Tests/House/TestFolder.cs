using System.Runtime.CompilerServices;

namespace Answerprint.Tests.House;

/// <summary>A folder of a test's own below the test assembly, gone when the test ends.</summary>
internal sealed class TestFolder : IDisposable
{
    private static int number;

    public TestFolder([CallerMemberName] string test = "")
    {
        Path = System.IO.Path.Combine(AppContext.BaseDirectory, "scratch", $"{Environment.ProcessId}-{Interlocked.Increment(ref number)}-{test.TrimStart('.')}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
