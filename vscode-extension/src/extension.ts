import * as vscode from "vscode";
import { generateFlink } from "./generate";
import { onInterpreterChanged } from "./python-extension";
import { Server } from "./server";
import { Status } from "./status";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
    const log = vscode.window.createOutputChannel("Nexflow", { log: true });
    const status = new Status();
    const running = new Server(log, status);
    const restart = () => void running.restart();
    server = running;
    context.subscriptions.push(
        log,
        status,
        vscode.commands.registerCommand("nexflow.generateFlink", (argument: unknown) =>
            generateFlink(running, argument),
        ),
        vscode.commands.registerCommand("nexflow.restartServer", () => running.restart()),
        vscode.commands.registerCommand("nexflow.showOutput", () => {
            log.show();
        }),
        vscode.workspace.onDidChangeConfiguration((change) => {
            // Both are told to the server when it starts.
            if (["nexflow.server", "nexflow.env"].some((key) => change.affectsConfiguration(key))) {
                restart();
            }
        }),
        vscode.workspace.onDidGrantWorkspaceTrust(restart),
    );
    restart();
    void onInterpreterChanged(log, restart).then(
        (subscription) => subscription && context.subscriptions.push(subscription),
    );
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
