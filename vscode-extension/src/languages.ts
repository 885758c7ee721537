import type { DocumentSelector, TextDocument } from "vscode";

export const languageIds = [
    "nexflow-process",
    "nexflow-schema",
    "nexflow-transform",
    "nexflow-rules",
] as const;

/** What the server is told about: the four languages, and the project file, which has no language of its own. */
export const documentSelector = [
    ...languageIds.map((language) => ({ scheme: "file", language })),
    { scheme: "file", pattern: "**/nexflow*.toml" },
    { scheme: "file", pattern: "**/nexflow.*.toml" },
] satisfies DocumentSelector;

export const watchedFiles = [
    "**/*.{proc,flow,schema,xform,transform,rules}",
    "**/nexflow*.toml",
] as const;

export function isNexflow({ languageId }: TextDocument): boolean {
    return languageIds.some((id) => id === languageId);
}
