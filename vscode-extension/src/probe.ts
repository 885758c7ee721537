/** Finds out, before the server is started, whether it can be. */
import { execFile } from "node:child_process";
import { type Candidate, serverArguments } from "./server-command";
import { isSupportedPython, parseVersion } from "./versions";

export type Reason =
    | { readonly kind: "missing" }
    | { readonly kind: "python-too-old"; readonly version: string }
    | { readonly kind: "server-not-installed" }
    | { readonly kind: "timeout"; readonly seconds: number }
    | { readonly kind: "failed"; readonly detail: string };

export interface Failure {
    /** What was tried: all of them are missing, or the last one failed. */
    readonly tried: readonly Candidate[];
    readonly reason: Reason;
}

export interface Ready {
    readonly candidate: Candidate;
    readonly version: string;
}

export interface ProbeOptions {
    readonly cwd: string;
    readonly timeoutMs: number;
}

type Outcome =
    | { readonly ok: true; readonly output: string }
    | { readonly ok: false; readonly reason: Reason };

/** The first candidate that exists, if it can run the server. */
export async function probe(
    candidates: readonly Candidate[],
    options: ProbeOptions,
): Promise<Ready | Failure> {
    for (const candidate of candidates) {
        const result = await probeOne(candidate, options);
        if (!isFailure(result) || result.reason.kind !== "missing") {
            return result;
        }
    }
    return { tried: candidates, reason: { kind: "missing" } };
}

export function isFailure(result: Ready | Failure): result is Failure {
    return "reason" in result;
}

async function probeOne(candidate: Candidate, options: ProbeOptions): Promise<Ready | Failure> {
    if (candidate.kind === "interpreter") {
        const python = await run(candidate.command, ["--version"], options);
        const reason = python.ok ? rejectOldPython(python.output) : python.reason;
        if (reason !== undefined) {
            return { tried: [candidate], reason };
        }
    }
    const args = [...serverArguments(candidate), "--version"];
    const server = await run(candidate.command, args, options);
    if (!server.ok) {
        return { tried: [candidate], reason: server.reason };
    }
    return { candidate, version: parseVersion(server.output)?.text ?? server.output.trim() };
}

function rejectOldPython(output: string): Reason | undefined {
    const version = parseVersion(output);
    if (version === undefined) {
        return {
            kind: "failed",
            detail: `it is no Python: --version printed "${lastLine(output)}"`,
        };
    }
    return isSupportedPython(version)
        ? undefined
        : { kind: "python-too-old", version: version.text };
}

function run(command: string, args: string[], options: ProbeOptions): Promise<Outcome> {
    const { cwd, timeoutMs } = options;
    return new Promise((resolve) => {
        execFile(command, args, { cwd, timeout: timeoutMs }, (error, stdout, stderr) => {
            if (error === null) {
                resolve({ ok: true, output: stdout + stderr });
            } else {
                resolve({ ok: false, reason: reasonOf(error, stderr, timeoutMs) });
            }
        });
    });
}

function reasonOf(
    error: {
        code?: string | number | null | undefined;
        killed?: boolean | undefined;
        message: string;
    },
    stderr: string,
    timeoutMs: number,
): Reason {
    if (error.code === "ENOENT") {
        return { kind: "missing" };
    }
    if (error.killed === true) {
        return { kind: "timeout", seconds: timeoutMs / 1000 };
    }
    if (/No module named '?nexflow_server(?!\.)/.test(stderr)) {
        return { kind: "server-not-installed" };
    }
    return { kind: "failed", detail: lastLine(stderr) || lastLine(error.message) };
}

function lastLine(text: string): string {
    return text.trimEnd().split(/\r?\n/).at(-1) ?? "";
}
