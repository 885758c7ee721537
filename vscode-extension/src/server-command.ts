/** Which command runs the language server. Pure: what is configured and known comes in as values. */

export interface ServerSettings {
    /** `nexflow.server.path` */
    readonly path: string;
    /** `nexflow.server.python` */
    readonly python: string;
}

export interface Interpreter {
    readonly kind: "interpreter";
    readonly command: string;
    /** Who named it, as a person would say it. */
    readonly origin: string;
}

export interface Executable {
    readonly kind: "executable";
    readonly command: string;
    readonly origin: string;
}

/** One way to run the server. */
export type Candidate = Interpreter | Executable;

export interface Surroundings {
    readonly settings: ServerSettings;
    /** The interpreter chosen in the Python extension, if there is one. */
    readonly chosenInterpreter: string | undefined;
    readonly platform: NodeJS.Platform;
    readonly home: string;
    readonly workspaceFolder: string | undefined;
}

/**
 * The ways to run the server, in the order to try them. Only a bare name that is not on the PATH
 * leads to the next: what someone chose by hand is used or reported, never silently replaced.
 */
export function candidates(surroundings: Surroundings): readonly Candidate[] {
    const { settings, chosenInterpreter } = surroundings;
    if (settings.path !== "") {
        const command = expand(settings.path, surroundings);
        return [{ kind: "executable", command, origin: "the setting nexflow.server.path" }];
    }
    if (settings.python !== "") {
        const command = expand(settings.python, surroundings);
        return [{ kind: "interpreter", command, origin: "the setting nexflow.server.python" }];
    }
    if (chosenInterpreter !== undefined) {
        const origin = "the interpreter chosen in the Python extension";
        return [{ kind: "interpreter", command: chosenInterpreter, origin }];
    }
    // On Windows `python3` may be a stub that opens the store.
    const names = surroundings.platform === "win32" ? ["python", "python3"] : ["python3", "python"];
    return names.map((command) => ({ kind: "interpreter", command, origin: "found on the PATH" }));
}

/**
 * The arguments that run the server, before its own. `-P` keeps the current folder off Python's
 * module path, so that no file of a workspace is imported in place of the server's modules.
 */
export function serverArguments(candidate: Candidate): readonly string[] {
    return candidate.kind === "executable" ? [] : ["-P", "-m", "nexflow_server"];
}

function expand(path: string, { home, workspaceFolder }: Surroundings): string {
    const absolute = path.startsWith("~/") || path === "~" ? home + path.slice(1) : path;
    return absolute.replaceAll("${workspaceFolder}", workspaceFolder ?? "");
}
