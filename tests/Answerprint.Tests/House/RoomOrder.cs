using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Answerprint.Tests.House;

/// <summary>The list of rooms, from the ground up, and who may use whom: a room uses only rooms above it in this list. Peers do not use each other.</summary>
internal static class RoomOrder
{
    public static readonly string[] Rooms =
    [
        "Media.Time", "Media.Frames", "Media.Colour", "Media.Formats", "Media.Filters", "Media.Motion", "Media.Shapes", "Media.Screens", "Media.Measures",
        "Provenance.Keys", "Provenance.Ledgers", "Provenance.Credentials", "Provenance.HashLists",
        "Production.Acts", "Production.Plates", "Production.Cuts", "Production.Editorial", "Production.Rights", "Production.Quality", "Production.ShowModels",
        "Production.Toolbox", "Production.Planning", "Production.Farm", "Production.Review", "Production.Delivery", "Production",
        "Verify.Terminal", "Verify",
        "Soundstage",
        "Tools.Learning", "Tools.Fill", "Tools.Cleanup", "Tools.Background", "Tools.Relight", "Tools.Continuity", "Tools.Reframe", "Tools.Learn", "Tools",
        "Benchmarks.Peers", "Benchmarks.Cases", "Benchmarks.Kits", "Benchmarks.Briefs", "Benchmarks",
        "Studio.Pages", "Studio.Web", "Studio.Commands", "Studio",
    ];

    /// <summary>Rooms that stand side by side.</summary>
    public static readonly string[][] Peers =
    [
        ["Tools.Fill", "Tools.Cleanup", "Tools.Background", "Tools.Relight", "Tools.Continuity", "Tools.Reframe", "Tools.Learn"],
    ];

    private const string House = "Answerprint.";

    /// <summary>What breaks the order in the assemblies of <paramref name="folder"/>, one line each: "Type -> Room".</summary>
    public static IReadOnlyList<string> Breaches(IEnumerable<string> assemblies, string[] rooms)
    {
        var breaches = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in assemblies)
        {
            using var assembly = AssemblyDefinition.ReadAssembly(path);
            foreach (var type in assembly.MainModule.GetTypes())
            {
                var room = RoomOf(type);
                if (room is null) continue;
                var floor = Array.IndexOf(rooms, room);
                if (floor < 0) { breaches.Add($"{type.FullName}: room {room} is not in the list"); continue; }
                foreach (var used in Used(type).Select(RoomOf).OfType<string>().Distinct().Where(u => u != room))
                {
                    var above = Array.IndexOf(rooms, used);
                    if (above > floor || Peers.Any(p => p.Contains(room) && p.Contains(used))) breaches.Add($"{type.FullName} -> {used}");
                }
            }
        }
        return [.. breaches];
    }

    private static string? RoomOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.Namespace.StartsWith(House, StringComparison.Ordinal) ? type.Namespace[House.Length..] : null;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        var found = new List<TypeReference?> { type.BaseType };
        found.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        found.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
        found.AddRange(type.Fields.Select(f => f.FieldType));
        foreach (var method in type.Methods)
        {
            found.Add(method.ReturnType);
            found.AddRange(method.Parameters.Select(p => p.ParameterType));
            found.AddRange(method.CustomAttributes.Select(a => a.AttributeType));
            if (!method.HasBody) continue;
            found.AddRange(method.Body.Variables.Select(v => v.VariableType));
            foreach (var instruction in method.Body.Instructions)
                switch (instruction.Operand)
                {
                    case TypeReference t: found.Add(t); break;
                    case MethodReference m:
                        found.Add(m.DeclaringType);
                        found.Add(m.ReturnType);
                        if (m is GenericInstanceMethod g) found.AddRange(g.GenericArguments);
                        break;
                    case FieldReference f: found.Add(f.DeclaringType); break;
                }
        }
        return found.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        FunctionPointerType f => f.Parameters.Select(p => p.ParameterType).Append(f.ReturnType).SelectMany(Parts),
        GenericInstanceType g => g.GenericArguments.SelectMany(Parts).Append(g.ElementType),
        TypeSpecification s => Parts(s.ElementType),
        _ => [type],
    };
}
