using Xunit;

namespace Answerprint.Tests.House;

/// <summary>What a test can not run without: a missing thing makes it skipped with the reason, never passed.</summary>
internal static class Needs
{
    /// <summary>Why a test of a shared file and of programs is skipped; null where all is there.</summary>
    /// <param name="shared">A file or folder below the material beside the checkout, or null.</param>
    /// <param name="programs">Names of programs on the PATH, or whole paths of what a package installs.</param>
    public static string? Reason(string? shared, params string[] programs) => shared is not null && Checkout.Shared(shared) is null
        ? $"shared/{shared} does not lie beside this checkout"
        : programs.FirstOrDefault(p => !IsHere(p)) is { } missing ? $"{missing} is not installed; ./setup --tests installs it" : null;

    private static bool IsHere(string program) => Path.IsPathRooted(program)
        ? Path.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}

/// <summary>A fact that needs material beside the checkout, and perhaps programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string shared, params string[] programs) => Skip = Needs.Reason(shared, programs);
}

/// <summary>A theory that needs material beside the checkout.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string shared) => Skip = Needs.Reason(shared);
}

/// <summary>A fact that needs programs of others.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs) => Skip = Needs.Reason(null, programs);
}

/// <summary>A theory that needs programs of others.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(params string[] programs) => Skip = Needs.Reason(null, programs);
}

/// <summary>A fact of what only Unix has: modes of files, signals.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no modes of files" : null;
}
