/** What the workbench test needs from the machine, and where it keeps it. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const extensionFolder = resolve(__dirname, "../..");
export const cacheFolder = resolve(process.env["NEXFLOW_CACHE"] ?? join(extensionFolder, ".cache"));
export const screenshotFolder = resolve(
    process.env["NEXFLOW_SCREENSHOTS"] ?? join(cacheFolder, "screenshots"),
);

const codeServer = "code-server@4.100.3";
const chromium = "/usr/bin/chromium";

/** The language server that is tested. There is nothing to test without one. */
export function findLanguageServer(): string {
    const path = resolve(
        process.env["NEXFLOW_LSP"] ?? join(extensionFolder, "../.venv/bin/nexflow-lsp"),
    );
    if (!existsSync(path)) {
        throw new Error(`There is no language server at ${path}. Name one in NEXFLOW_LSP.`);
    }
    return path;
}

/** VS Code's own server with its workbench, from the npm package code-server; installed once. */
export function installVsCode(): string {
    const folder = join(cacheFolder, codeServer);
    if (!existsSync(folder)) {
        const partial = `${folder}.partial`;
        rmSync(partial, { recursive: true, force: true });
        mkdirSync(partial, { recursive: true });
        writeFileSync(join(partial, "package.json"), '{ "private": true }');
        run("npm", ["install", codeServer, "--ignore-scripts", "--no-audit"], partial);
        const vscode = vsCodeIn(partial);
        run("npm", ["install", "--omit=dev", "--ignore-scripts", "--no-audit"], vscode);
        // What output channels show goes through this native module.
        run("npm", ["rebuild", "@vscode/spdlog"], vscode);
        // The workbench asks for its modules in an archive that this build does not have.
        symlinkSync("node_modules", join(vscode, "node_modules.asar"));
        renameSync(partial, folder);
    }
    return vsCodeIn(folder);
}

/** A Chromium that playwright can drive; Debian's, because no browser can be downloaded. */
export function installChromium(): string {
    if (existsSync(chromium)) {
        return chromium;
    }
    if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
        throw new Error(
            `The workbench test needs ${chromium}: install it, for example with "apt-get install chromium".`,
        );
    }
    run("apt-get", ["update", "-qq"], "/");
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], "/");
    return chromium;
}

/** Builds the package that users install. */
export function packageExtension(): string {
    run("npm", ["run", "package"], extensionFolder);
    return join(extensionFolder, "nexflow.vsix");
}

function vsCodeIn(folder: string): string {
    return join(folder, "node_modules/code-server/lib/vscode");
}

/** Runs a command to its end; what it printed is part of the error where it fails. */
function run(command: string, args: string[], cwd: string): void {
    // The node that runs the tests, wherever it lies.
    const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
    execFileSync(command, args, {
        cwd,
        env: { ...process.env, PATH: path, DEBIAN_FRONTEND: "noninteractive" },
        stdio: "pipe",
    });
}
