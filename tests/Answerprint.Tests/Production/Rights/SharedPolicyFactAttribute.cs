using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>A test that needs the reference rules and scenarios, which lie beside the repository where they are to be had.</summary>
internal sealed class SharedPolicyFactAttribute : FactAttribute
{
    public SharedPolicyFactAttribute()
    {
        if (Samples.Shared("design", "policy", "scenarios.json") is null) Skip = "the reference rules do not lie beside this checkout";
    }
}
