/** What a person is told when the server cannot run: what was tried, why it failed, what to do. */
import type { Candidate } from "./server-command";
import type { Failure, Reason } from "./probe";
import { oldestPython } from "./versions";

const pythonNeeded = `Python ${oldestPython.major}.${oldestPython.minor} or newer`;

export function describeFailure({ tried, reason }: Failure): string {
    const first = tried[0];
    if (first === undefined) {
        return "The Nexflow language server cannot start: there is nothing to run it with.";
    }
    return first.kind === "executable"
        ? describeExecutable(first, reason)
        : describeInterpreter(first, tried, reason);
}

function describeExecutable({ command, origin }: Candidate, reason: Reason): string {
    return `The Nexflow language server "${command}" (${origin}) cannot start: ${describeOther(reason)} Correct the path, or clear the setting to run the server with Python.`;
}

function describeInterpreter(
    first: Candidate,
    tried: readonly Candidate[],
    reason: Reason,
): string {
    const subject = `"${first.command}" (${first.origin})`;
    switch (reason.kind) {
        case "missing": {
            const names = tried.map(({ command }) => command).join(", ");
            const what =
                tried.length > 1
                    ? `was not found on the PATH (tried ${names})`
                    : `${subject} was not found`;
            return `The Nexflow language server cannot start: the Python interpreter ${what}. Install ${pythonNeeded} and "pip install nexflow-lsp" into it, or name an interpreter in the setting nexflow.server.python.`;
        }
        case "python-too-old":
            return `The Nexflow language server cannot start: ${subject} is Python ${reason.version}, and the server needs ${pythonNeeded}. Choose another interpreter.`;
        case "server-not-installed":
            return `The Nexflow language server is not installed in the Python interpreter ${subject}. Run "${first.command} -m pip install nexflow-lsp", or choose an interpreter that has it.`;
        default:
            return `The Nexflow language server cannot start with the Python interpreter ${subject}: ${describeOther(reason)}`;
    }
}

function describeOther(reason: Reason): string {
    switch (reason.kind) {
        case "missing":
            return "it was not found.";
        case "python-too-old":
            return `it runs on Python ${reason.version}, and needs ${pythonNeeded}.`;
        case "server-not-installed":
            return "the package nexflow-lsp is missing from its Python.";
        case "timeout":
            return `it did not answer --version within ${reason.seconds} seconds.`;
        case "failed":
            return `${reason.detail.replace(/\.$/, "")}.`;
    }
}
