using Answerprint.Tools.Learning;
using Xunit;

namespace Answerprint.Tests.House;

/// <summary>A fact that needs the library that teaches.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = TorchLibrary.IsThere ? null : "libtorch is not installed, or the native library was built without it; ./setup --tests does both";
}
