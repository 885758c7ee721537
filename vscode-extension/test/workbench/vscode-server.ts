/** VS Code's server, run from fresh folders and in a process group of its own. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { filesBelow } from "./files";

const startTimeoutMs = 60_000;

const settings = {
    "extensions.autoCheckUpdates": false,
    "git.enabled": false,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
};

export class VsCodeServer {
    private constructor(
        private readonly folder: string,
        private readonly process: ChildProcess,
        private readonly port: number,
    ) {}

    static async start(vscode: string, vsix: string): Promise<VsCodeServer> {
        const folder = mkdtempSync(join(tmpdir(), "nexflow-workbench-"));
        const temporary = join(folder, "tmp");
        mkdirSync(temporary);
        const env = { ...process.env, TMPDIR: temporary };
        writeSettings(folder);
        const main = join(vscode, "out/server-main.js");
        const common = [
            "--accept-server-license-terms",
            ...["--server-data-dir", join(folder, "server")],
            ...["--extensions-dir", join(folder, "extensions")],
        ];
        execFileSync(process.execPath, [main, ...common, "--install-extension", vsix], {
            env,
            stdio: "pipe",
        });
        const port = await freePort();
        const child = spawn(
            process.execPath,
            [
                main,
                ...common,
                ...["--host", "127.0.0.1", "--port", port.toString()],
                "--without-connection-token",
                "--enable-smoke-test-driver",
                "--disable-telemetry",
                "--disable-workspace-trust",
            ],
            { env, detached: true, stdio: "ignore" },
        );
        const server = new VsCodeServer(folder, child, port);
        // Also where the tests are broken off.
        process.once("exit", () => {
            server.stop();
        });
        await server.waitUntilItAnswers();
        return server;
    }

    /** The address of a workbench with a folder and one of its files open. */
    address(folder: string, file: string): string {
        const authority = `127.0.0.1:${this.port}`;
        const payload = [["openFile", `vscode-remote://${authority}${join(folder, file)}`]];
        const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
        return `http://${authority}/?${query.toString()}`;
    }

    /** What the extension logged, for a failure's report. */
    extensionLogs(): string {
        return filesBelow(join(this.folder, "server/data/logs"), "Nexflow.log")
            .map((path) => readFileSync(path, "utf8"))
            .join("\n");
    }

    stop(): void {
        try {
            // The group holds the extension hosts and the language servers too.
            process.kill(-(this.process.pid ?? 0), "SIGKILL");
        } catch {
            // It has ended by itself.
        }
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }

    private async waitUntilItAnswers(): Promise<void> {
        const deadline = Date.now() + startTimeoutMs;
        while (Date.now() < deadline && this.process.exitCode === null) {
            const answers = await fetch(`http://127.0.0.1:${this.port}/version`).then(
                ({ ok }) => ok,
                () => false,
            );
            if (answers) {
                return;
            }
            await delay(100);
        }
        this.stop();
        throw new Error("VS Code's server did not start.");
    }
}

function writeSettings(folder: string): void {
    const machine = join(folder, "server/data/Machine");
    mkdirSync(machine, { recursive: true });
    writeFileSync(join(machine, "settings.json"), JSON.stringify(settings));
}

function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            probe.close(() => {
                resolve(typeof address === "object" && address !== null ? address.port : 0);
            });
        });
    });
}
