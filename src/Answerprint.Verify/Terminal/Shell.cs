using System.CommandLine;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Verify.Terminal;

/// <summary>Runs a command: gives it a session, prints its outcome as text or as the JSON document of the contract, and turns what it throws into exit codes.</summary>
internal static class Shell
{
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document on stdout, nothing else there", Recursive = true };
    private static readonly Option<string> ProgressOption = new("--progress") { Description = "How progress is shown: bar, lines, jsonl or none", Recursive = true };

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The options that every command takes.</summary>
    public static IEnumerable<Option> Common => [Json, ProgressOption];

    /// <summary>Makes <paramref name="work"/> the action of a command.</summary>
    public static Command Does(this Command command, Func<Session, ParseResult, Outcome> work) => command.Does(command.Name, work);

    /// <param name="name">Of the command in the JSON document, where the program has another.</param>
    public static Command Does(this Command command, string name, Func<Session, ParseResult, Outcome> work)
    {
        command.SetAction(parsed => (int)Run(name, parsed, work));
        return command;
    }

    /// <summary>A command line that can not be read: says what is wrong, shows the help of the command that was meant, ends with 2.</summary>
    public static ExitCode Misused(ParseResult parsed)
    {
        var faults = parsed.Errors.Select(e => new Fault("usage", "", "", e.Message.TrimEnd('.'), $"See {Path(parsed.CommandResult)} --help")).ToArray();
        if (parsed.Tokens.Any(t => t.Value == "--json")) Console.Out.WriteLine(Document(parsed.CommandResult.Command.Name, Outcome.Failed(ExitCode.Usage, null, faults)));
        else foreach (var fault in faults) Console.Error.WriteLine($"answerprint: {fault}");
        return ExitCode.Usage;

        static string Path(System.CommandLine.Parsing.CommandResult command) =>
            command.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "answerprint";
    }

    /// <summary>A word that is no command.</summary>
    public static ExitCode Misused(Fault fault, IReadOnlyList<string> words)
    {
        if (words.Contains("--json", StringComparer.Ordinal)) Console.Out.WriteLine(Document("answerprint", Outcome.Failed(ExitCode.Usage, null, fault)));
        else Console.Error.WriteLine($"answerprint: {fault}");
        return ExitCode.Usage;
    }

    private static ExitCode Run(string name, ParseResult parsed, Func<Session, ParseResult, Outcome> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        var json = parsed.GetValue(Json);
        var style = parsed.GetValue(ProgressOption) switch
        {
            "bar" => ProgressStyle.Bar,
            "jsonl" => ProgressStyle.Jsonl,
            "lines" => ProgressStyle.Lines,
            "none" => ProgressStyle.None,
            _ => Console.IsErrorRedirected ? ProgressStyle.Lines : ProgressStyle.Bar,
        };
        var session = new Session(Console.Out, Console.Error, json, style, TimeProvider.System, stop.Token);
        var outcome = Guard(() =>
        {
            NoLinkedPipes(parsed);
            return work(session, parsed);
        });
        if (json) Console.Out.WriteLine(Document(name, outcome));
        else foreach (var fault in outcome.Errors) Console.Error.WriteLine($"answerprint: {fault}");
        return outcome.Exit;

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>A pipe has no length, by which every reader knows it; a link has one, and opening the pipe that it leads to would wait for ever.</summary>
    /// <exception cref="BadInputException">A word of the command line is such a link.</exception>
    private static void NoLinkedPipes(ParseResult parsed)
    {
        foreach (var word in parsed.Tokens.Select(t => t.Value).Where(v => v.Length is > 0 and < 4096 && !v.Contains('\0', StringComparison.Ordinal)))
        {
            var file = new FileInfo(word);
            try
            {
                if (file.LinkTarget is null || file.ResolveLinkTarget(returnFinalTarget: true) is not FileInfo { Exists: true, Length: 0 }) continue;
            }
            catch (IOException)
            {
                // a link to itself: whoever reads it says so
                continue;
            }
            throw new BadInputException("no-file", word, "", "it is a link that leads to a pipe or to an empty file", "Name the file itself");
        }
    }

    /// <summary>What an exception means to the person who ran the command.</summary>
    public static Outcome Guard(Func<Outcome> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is [{ } first, ..])
        {
            // what a thread met means what it means anywhere
            return Guard(() => { ExceptionDispatchInfo.Throw(first); return null!; });
        }
        catch (DllNotFoundException e)
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault("not-set-up", "", "", $"a native library is not there ({e.Message.Split('.')[0]})", "Run ./setup once, then the same command again"));
        }
        catch (OperationCanceledException)
        {
            return Outcome.Failed(ExitCode.Cancelled, null, new Fault("cancelled", "", "", "stopped as asked", "Run the same command again to go on"));
        }
        catch (BadInputException e)
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault(e.Code, e.File, e.Place, e.Problem, e.Remedy));
        }
        catch (NotEntitledException e)
        {
            return Outcome.Failed(ExitCode.Refused, null, new Fault(e.Code, e.Who, e.Place, e.Problem, e.Remedy));
        }
        catch (ClockBackException e)
        {
            return Outcome.Failed(ExitCode.TryAgain, null, new Fault("clock-back", "", "", e.Message, "Set the clock of this machine right and run the same command again; if it is right and the clock ran ahead before, the founder says so: answerprint person SHOW FOUNDER --clock-ran-ahead --by FOUNDER"));
        }
        catch (BadRecordException e)
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault(e.Code, e.File, e.Place, e.Problem, e.Remedy));
        }
        catch (PackTamperedException e)
        {
            return Outcome.Failed(ExitCode.CheckFailed, null, new Fault("pack-tampered", $"{e.Pack} ({e.Hash})", "", e.Problem, e.Remedy));
        }
        catch (LedgerBusyException e)
        {
            return Outcome.Failed(ExitCode.TryAgain, null, new Fault("book-busy", e.Folder, "", $"{(e.Holder.Length > 0 ? e.Holder : "another process")} is writing to this book", "Wait until it has finished, then run the same command again"));
        }
        catch (RefusedException e)
        {
            return Outcome.Failed(ExitCode.Refused, null, new Fault(e.Code, e.File, e.Place, e.Problem, e.Remedy));
        }
        catch (ToolRefusedException e)
        {
            return Outcome.Failed(ExitCode.CheckFailed, null, new Fault(e.Code, "", e.Place, e.Problem, e.Remedy));
        }
        catch (FormatException e)
        {
            return Outcome.Failed(ExitCode.Usage, null, new Fault("usage", "", "", e.Message.TrimEnd('.'), "See --help"));
        }
        catch (UnauthorizedAccessException e)
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault("not-permitted", "", "", e.Message.TrimEnd('.'), "Name a folder that you may write to"));
        }
        catch (FileNotFoundException e)
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault("not-there", e.FileName ?? "", "", "it is not there and can not be made", "Check the path, or name another folder"));
        }
        catch (DirectoryNotFoundException e)
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault("not-there", "", "", $"a folder is not there and can not be made ({e.Message.TrimEnd('.')})", "Check the path, or name another folder"));
        }
        catch (IOException e) when (IsReadOnly(e))
        {
            return Outcome.Failed(ExitCode.BadInput, null, new Fault("read-only", "", "", e.Message.TrimEnd('.'), "Name a folder that you may write to"));
        }
        catch (IOException e)
        {
            return Outcome.Failed(ExitCode.TryAgain, null, new Fault(IsFull(e) ? "disk-full" : "io", "", "", e.Message.TrimEnd('.'), IsFull(e) ? "Make room and run the same command again" : "Run the same command again"));
        }
#pragma warning disable CA1031 // the outermost edge: whatever is left is a defect of ours, and says so
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Outcome.Failed(ExitCode.Unexpected, null, new Fault("unexpected", "", "", e.ToString(), "This is a defect: please report it with the line above"));
        }
    }

    private static bool IsReadOnly(IOException e) => (e.HResult & 0xffff) == 30 || e.Message.Contains("Read-only file system", StringComparison.Ordinal);

    private static bool IsFull(IOException e) => (e.HResult & 0xffff) == 28 || e.Message.Contains("No space left", StringComparison.Ordinal);

    private static string Document(string name, Outcome outcome)
    {
        var errors = new JsonArray();
        foreach (var fault in outcome.Errors)
            errors.Add(new JsonObject { ["code"] = fault.Code, ["file"] = fault.File, ["place"] = fault.Place, ["problem"] = fault.Problem, ["remedy"] = fault.Remedy });
        return new JsonObject
        {
            ["format"] = $"answerprint.{name}.1",
            ["ok"] = outcome.Exit == ExitCode.Done,
            ["exit"] = (int)outcome.Exit,
            ["errors"] = errors,
            ["result"] = outcome.Result?.DeepClone(),
        }.ToJsonString(Readable);
    }
}
