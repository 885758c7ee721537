/** The command "Generate Flink": asks what to generate where that is open, and has the server do it. */
import * as vscode from "vscode";
import {
    type GenerateRequest,
    type Scope,
    generateCommand,
    isScope,
    processNames,
} from "./generation";
import { isNexflow } from "./languages";
import type { Server } from "./server";

/** From the key comes a scope, from the explorer and the editor title a file, from the palette nothing. */
export async function generateFlink(server: Server, argument: unknown): Promise<void> {
    if (!(await server.isRunning())) {
        await explainStoppedServer();
        return;
    }
    const request = await toRequest(argument);
    if (request === undefined) {
        return;
    }
    await saveNexflowDocuments();
    // The language client registers the server's commands, reports what fails, and shows progress.
    await vscode.commands.executeCommand(generateCommand, request);
}

async function toRequest(argument: unknown): Promise<GenerateRequest | undefined> {
    if (argument instanceof vscode.Uri) {
        return { scope: "file", uri: argument.toString() };
    }
    const document = currentDocument();
    if (document === undefined) {
        void vscode.window.showInformationMessage("Open a Nexflow file to generate Flink from.");
        return undefined;
    }
    const scope = scopeOf(argument);
    return scope === undefined ? askForRequest(document) : { scope, uri: document.uri.toString() };
}

function scopeOf(argument: unknown): Scope | undefined {
    const isRecord = typeof argument === "object" && argument !== null && "scope" in argument;
    return isRecord && isScope(argument.scope) ? argument.scope : undefined;
}

async function askForRequest(document: vscode.TextDocument): Promise<GenerateRequest | undefined> {
    const uri = document.uri.toString();
    const items: (vscode.QuickPickItem & { request: GenerateRequest })[] = [
        {
            label: "$(file-code) This file",
            description: vscode.workspace.asRelativePath(document.uri),
            request: { scope: "file", uri },
        },
        ...processNames(document.getText()).map((name) => ({
            label: `$(symbol-event) Process ${name}`,
            request: { scope: "process" as const, uri, name },
        })),
        { label: "$(project) The whole project", request: { scope: "project", uri } },
    ];
    const picked = await vscode.window.showQuickPick(items, {
        title: "Nexflow: Generate Flink",
        placeHolder: "What should be generated?",
    });
    return picked?.request;
}

/** The active Nexflow file; or, with the focus on generated Java or in a panel, one that is visible or open. */
function currentDocument(): vscode.TextDocument | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    return [
        ...(activeTextEditor ? [activeTextEditor.document] : []),
        ...visibleTextEditors.map(({ document }) => document),
        ...vscode.workspace.textDocuments,
    ].find(isNexflow);
}

/** What lies on disk should be what was generated from. */
async function saveNexflowDocuments(): Promise<void> {
    const unsaved = vscode.workspace.textDocuments.filter(
        (document) => document.isDirty && !document.isUntitled && isNexflow(document),
    );
    await Promise.all(unsaved.map((document) => document.save()));
}

async function explainStoppedServer(): Promise<void> {
    const restart = "Restart Server";
    const showOutput = "Show Output";
    const choice = await vscode.window.showErrorMessage(
        "Flink cannot be generated: the Nexflow language server is not running.",
        restart,
        showOutput,
    );
    if (choice === restart) {
        await vscode.commands.executeCommand("nexflow.restartServer");
    } else if (choice === showOutput) {
        await vscode.commands.executeCommand("nexflow.showOutput");
    }
}
