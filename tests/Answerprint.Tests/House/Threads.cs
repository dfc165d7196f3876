using System.Runtime.CompilerServices;

namespace Answerprint.Tests.House;

/// <summary>Threads enough that a test which waits for another program's pipe does not wait for the tests beside it.</summary>
internal static class Threads
{
#pragma warning disable CA2255 // a test assembly has no Main of its own to do this in
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Provide() => ThreadPool.SetMinThreads(32, 32);
}
