/** Starts, stops and restarts the language server. */
import { homedir } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { describeResult, generateCommand, isGenerateResult } from "./generation";
import { documentSelector, watchedFiles } from "./languages";
import { describeFailure } from "./messages";
import { type Failure, type Ready, isFailure, probe } from "./probe";
import { chosenInterpreter, isPythonExtensionInstalled } from "./python-extension";
import { candidates, serverArguments } from "./server-command";
import type { Status } from "./status";

const probeTimeoutMs = 10_000;

/**
 * Where server and probe run: not in the workspace, because Windows looks there for a bare command
 * before it looks on the PATH.
 */
const workingDirectory = homedir();

export class Server {
    private client: LanguageClient | undefined;
    /** The last start or stop; the next one waits for it. */
    private pending: Promise<void> = Promise.resolve();
    private disposed = false;
    private readonly watchers = watchedFiles.map((glob) =>
        vscode.workspace.createFileSystemWatcher(glob),
    );

    constructor(
        private readonly log: vscode.LogOutputChannel,
        private readonly status: Status,
    ) {}

    /** Waits for a start that is under way; tells whether the server runs then. */
    async isRunning(): Promise<boolean> {
        await this.pending;
        return this.client?.state === State.Running;
    }

    /** Starts the server, or stops it and starts it anew. */
    restart(): Promise<void> {
        this.pending = this.pending.then(async () => {
            await this.stopClient();
            if (!this.disposed) {
                await this.startClient();
            }
        });
        return this.pending;
    }

    /** Stops the server for good. */
    stop(): Promise<void> {
        this.disposed = true;
        this.watchers.forEach((watcher) => {
            watcher.dispose();
        });
        this.pending = this.pending.then(() => this.stopClient());
        return this.pending;
    }

    private async startClient(): Promise<void> {
        this.status.starting();
        const found = await this.findServer();
        if (isFailure(found)) {
            this.report(found);
            return;
        }
        const { candidate, version } = found;
        this.log.info(
            `Starting the Nexflow language server ${version} with ${candidate.command} (${candidate.origin}).`,
        );
        const client = this.createClient(found);
        this.client = client;
        try {
            await client.start();
        } catch (error) {
            this.report({ tried: [candidate], reason: { kind: "failed", detail: String(error) } });
        }
    }

    private async findServer(): Promise<Ready | Failure> {
        const settings = vscode.workspace.getConfiguration("nexflow.server");
        // An interpreter may lie in the workspace: one that is not trusted does not get to name it.
        const interpreter = vscode.workspace.isTrusted
            ? await chosenInterpreter(this.log)
            : undefined;
        const ways = candidates({
            settings: {
                path: settings.get("path", "").trim(),
                python: settings.get("python", "").trim(),
            },
            chosenInterpreter: interpreter,
            platform: process.platform,
            home: homedir(),
            workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
        });
        return probe(ways, { cwd: workingDirectory, timeoutMs: probeTimeoutMs });
    }

    private createClient(found: Ready): LanguageClient {
        const { candidate } = found;
        const client = new LanguageClient(
            "nexflow",
            "Nexflow",
            {
                command: candidate.command,
                args: [...serverArguments(candidate)],
                options: { cwd: workingDirectory },
            },
            this.clientOptions(),
        );
        client.onDidChangeState(({ newState }) => {
            if (newState === State.Running) {
                this.status.running(found);
            } else if (newState === State.Stopped && this.client === client) {
                this.status.stopped();
            }
        });
        return client;
    }

    private clientOptions(): LanguageClientOptions {
        return {
            documentSelector,
            outputChannel: this.log,
            initializationOptions: (): object => ({
                env: vscode.workspace.getConfiguration("nexflow").get<string>("env", ""),
            }),
            synchronize: { fileEvents: this.watchers },
            // The client would show all that the server says on standard error as errors.
            stdioOptions: { stdout: forward, stderr: forward },
            // Our own report says more than the client's.
            initializationFailedHandler: () => false,
            middleware: {
                executeCommand: async (command, args, next) => {
                    const result: unknown = await next(command, args);
                    if (command === generateCommand && isGenerateResult(result)) {
                        describeResult(result).forEach((line) => {
                            this.log.info(line);
                        });
                    }
                    return result;
                },
            },
        };
    }

    private async stopClient(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        try {
            await client?.dispose();
        } catch (error) {
            // A server that never came up, or hangs, cannot be shut down in good order.
            this.log.warn(`The language server did not shut down: ${String(error)}`);
        }
    }

    private report(failure: Failure): void {
        const message = describeFailure(failure);
        this.log.error(message);
        this.status.failed(failure);
        void this.offerHelp(message);
    }

    private async offerHelp(message: string): Promise<void> {
        const openSettings = "Open Settings";
        const selectInterpreter = "Select Interpreter";
        const showOutput = "Show Output";
        const buttons = isPythonExtensionInstalled()
            ? [openSettings, selectInterpreter, showOutput]
            : [openSettings, showOutput];
        const choice = await vscode.window.showErrorMessage(message, ...buttons);
        if (choice === openSettings) {
            await vscode.commands.executeCommand("workbench.action.openSettings", "nexflow.server");
        } else if (choice === selectInterpreter) {
            await vscode.commands.executeCommand("python.setInterpreter");
        } else if (choice === showOutput) {
            this.log.show();
        }
    }
}

function forward(output: Readable, log: vscode.LogOutputChannel): void {
    createInterface({ input: output }).on("line", (line) => {
        log.info(line);
    });
}
