/** The interpreter that the user chose in the Python extension, where that is installed. */
import type { PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";

const extensionId = "ms-python.python";

export function isPythonExtensionInstalled(): boolean {
    return vscode.extensions.getExtension(extensionId) !== undefined;
}

export async function chosenInterpreter(log: vscode.LogOutputChannel): Promise<string | undefined> {
    try {
        const environments = (await pythonApi())?.environments;
        const path = environments?.getActiveEnvironmentPath(
            vscode.workspace.workspaceFolders?.[0]?.uri,
        );
        // The path may be a folder's; only the resolved environment knows its executable.
        const resolved = path && (await environments?.resolveEnvironment(path));
        return resolved?.executable.uri?.fsPath;
    } catch (error) {
        log.warn(`The Python extension did not tell its interpreter: ${String(error)}`);
        return undefined;
    }
}

/** Calls back when another interpreter is chosen. */
export async function onInterpreterChanged(
    log: vscode.LogOutputChannel,
    callback: () => void,
): Promise<vscode.Disposable | undefined> {
    try {
        return (await pythonApi())?.environments.onDidChangeActiveEnvironmentPath(callback);
    } catch (error) {
        log.warn(`The Python extension cannot be watched: ${String(error)}`);
        return undefined;
    }
}

async function pythonApi(): Promise<PythonExtension | undefined> {
    return vscode.extensions.getExtension<PythonExtension>(extensionId)?.activate();
}
