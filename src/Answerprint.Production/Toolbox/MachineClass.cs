using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// What a machine is to the pixels: machines of one class make the same bits. Feature levels above AVX2 are switched off (Media.Motion.ProcessorLevel),
/// so newer processors stay in the class; the versions of native libraries belong to it.
/// </summary>
public static class MachineClass
{
    /// <param name="libraries">Native libraries and their versions: "opencv 4.6.0".</param>
    public static string Of(params IEnumerable<string> libraries) =>
        string.Join(", ", [$"{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()} {(Avx2.IsSupported ? "avx2" : "base")}", .. libraries.Order(StringComparer.Ordinal)]);
}
