using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Answerprint.Media.Filters;
using Xunit;

namespace Answerprint.Tests.Media.Filters;

public sealed class LanczosTableTest
{
    /// <summary>The table is made with the platform's sine: if another platform rounds one coefficient otherwise, no origin pass could be checked there. The digest was computed by another program, from the formula.</summary>
    [Fact]
    public void Table_OnEveryMachine_IsTheSameBits() => Assert.Equal(
        "8b36a07a93ce3810a75c6327b1f1f9469ce789be55b52c90dfcbc1e9c2b56777",
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(Lanczos.Table))));
}
