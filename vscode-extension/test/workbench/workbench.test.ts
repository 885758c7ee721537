/**
 * The packaged extension in VS Code's real workbench, with the real language server. What the first
 * run installs stays in the cache folder; see environment.ts for the variables that can be set.
 */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Browser, chromium } from "playwright-core";
import {
    findLanguageServer,
    installChromium,
    installVsCode,
    packageExtension,
    screenshotFolder,
} from "./environment";
import { VsCodeServer } from "./vscode-server";
import { Workbench } from "./workbench";
import { Workspace, correct, misspelt, processFile } from "./workspace";

const stepTimeoutMs = 45_000;

let vscode: VsCodeServer | undefined;
let browser: Browser | undefined;
let languageServer = "";

before(async () => {
    languageServer = findLanguageServer();
    const executablePath = installChromium();
    vscode = await VsCodeServer.start(installVsCode(), packageExtension());
    browser = await chromium.launch({
        executablePath,
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]),
    });
});

after(async () => {
    await browser?.close();
    vscode?.stop();
});

/** A scenario has a workspace and a window of its own; where it fails, it leaves a picture. */
function scenario(
    name: string,
    serverPath: () => string,
    body: (workbench: Workbench, workspace: Workspace) => Promise<void>,
): void {
    test(name, { timeout: 4 * stepTimeoutMs }, async () => {
        assert.ok(vscode && browser);
        const workspace = new Workspace(serverPath());
        const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
        page.setDefaultTimeout(stepTimeoutMs);
        try {
            await page.goto(vscode.address(workspace.folder, processFile));
            const workbench = new Workbench(page);
            await workbench.waitForEditor();
            await body(workbench, workspace);
        } catch (error) {
            const path = join(screenshotFolder, `${name.replaceAll(/\W+/g, "-")}.png`);
            mkdirSync(screenshotFolder, { recursive: true });
            await page.screenshot({ path });
            console.error(`Screenshot: ${path}\n${vscode.extensionLogs()}`);
            throw error;
        } finally {
            await page.close();
            workspace.remove();
        }
    });
}

scenario(
    "a misspelt field is shown, mended, and Flink generated",
    () => languageServer,
    async (workbench, workspace) => {
        await workbench.errors.first().waitFor();
        await workbench.showProblems();
        const problem = await workbench.problems.filter({ hasText: misspelt }).first().innerText();
        assert.match(problem, /NX\d+/, `the problem has no code: ${problem}`);

        await workbench.replaceWord(misspelt, correct);
        await workbench.errors.first().waitFor({ state: "detached" });

        await workbench.page.keyboard.press("Control+Alt+G");
        await workbench.message(/generated/i).waitFor();
        await workbench.tab(/\.java/).waitFor();
        assert.notDeepEqual(workspace.generatedJava(), []);

        // The palette asks what to generate. The Java file, closed before, opens once more.
        await workbench.runCommand("View: Close Editor");
        await workbench.tab(/\.java/).waitFor({ state: "detached" });
        await workbench.runCommand("Nexflow: Generate Flink");
        await workbench.pick("Process LargeOrders");
        await workbench.tab(/\.java/).waitFor();

        await workbench.runCommand("Nexflow: Show Output");
        await workbench.page
            .locator(".part.panel .view-line")
            .filter({ hasText: /(?:written|unchanged)\s.*\.java/ })
            .first()
            .waitFor();
    },
);

scenario(
    "a missing server is reported, and found once the setting is right",
    () => "/no/such/nexflow-lsp",
    async (workbench, workspace) => {
        const message = workbench.message(
            '"/no/such/nexflow-lsp" (the setting nexflow.server.path)',
        );
        await message.waitFor();
        assert.match(
            await message.innerText(),
            /cannot start: it was not found\. Correct the path/,
        );
        assert.match(await workbench.languageStatus(), /no language server.*was not found/);
        for (const name of ["Open Settings", "Show Output"]) {
            assert.ok(await message.getByRole("button", { name }).isVisible(), name);
        }

        workspace.useServer(languageServer);
        await workbench.errors.first().waitFor();
    },
);
