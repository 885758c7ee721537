/** The server's `nexflow.generate` command, as plain data. */

export const generateCommand = "nexflow.generate";

export type Scope = "file" | "process" | "project";

export interface GenerateRequest {
    readonly scope: Scope;
    readonly uri: string;
    /** The process, where the scope is one. */
    readonly name?: string;
}

export interface GenerateResult {
    readonly ok: boolean;
    readonly message: string;
    /** URI of the folder that the generated project lies in. */
    readonly output: string;
    readonly files: readonly GeneratedFile[];
}

export interface GeneratedFile {
    readonly uri: string;
    readonly status: "written" | "unchanged" | "removed" | "kept";
}

export function isGenerateResult(value: unknown): value is GenerateResult {
    return (
        typeof value === "object" &&
        value !== null &&
        "message" in value &&
        "files" in value &&
        Array.isArray(value.files)
    );
}

export function isScope(value: unknown): value is Scope {
    return value === "file" || value === "process" || value === "project";
}

/** The processes that a text defines. A definition begins on a line of its own. */
export function processNames(text: string): string[] {
    return Array.from(text.matchAll(/^\s*process\s+([A-Za-z_]\w*)/gm), (match) => match[1] ?? "");
}

/** What the output channel keeps of a generation: its summary, and a line per file. */
export function describeResult(result: GenerateResult): string[] {
    const folder = result.output.endsWith("/") ? result.output : `${result.output}/`;
    const files = result.files.map(({ uri, status }) => {
        const path = uri.startsWith(folder) ? uri.slice(folder.length) : uri;
        return `  ${status.padEnd("unchanged".length)}  ${decodeURIComponent(path)}`;
    });
    return [result.message, ...files];
}
