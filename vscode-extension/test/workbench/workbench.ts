/** The workbench as a user handles it: keys, and what stands on the screen. */
import type { Locator, Page } from "playwright-core";
import { processFile } from "./workspace";

export class Workbench {
    constructor(readonly page: Page) {}

    get errors(): Locator {
        return this.page.locator(".squiggly-error");
    }

    get problems(): Locator {
        return this.page.locator(".markers-panel .monaco-list-row");
    }

    /** Pop-up messages with this text. */
    message(text: string | RegExp): Locator {
        return this.page.locator(".notification-toast").filter({ hasText: text });
    }

    tab(label: RegExp): Locator {
        return this.page.locator(".tabs-container .tab").filter({ hasText: label });
    }

    /** What the language status item says, as a screen reader reads it. */
    async languageStatus(): Promise<string> {
        const item = this.page.locator('[id="status.languageStatus"]');
        return (await item.getAttribute("aria-label")) ?? "";
    }

    async waitForEditor(): Promise<void> {
        await this.tab(new RegExp(processFile)).waitFor();
        await this.page.locator(".editor-instance .view-line").first().waitFor();
    }

    async showProblems(): Promise<void> {
        await this.page.keyboard.press("Control+Shift+M");
        await this.problems.first().waitFor();
    }

    /** Replaces a word as one does with the mouse and the keyboard. */
    async replaceWord(from: string, to: string): Promise<void> {
        // Of the nested elements that hold the word, the innermost is the word's own.
        const word = this.page.locator(".view-line span").filter({ hasText: from }).last();
        await word.dblclick();
        await this.page.keyboard.type(to);
        // Closes the suggestions that typing may have opened.
        await this.page.keyboard.press("Escape");
    }

    async runCommand(title: string): Promise<void> {
        await this.page.keyboard.press("F1");
        await this.page.locator(".quick-input-widget input:visible").first().fill(`>${title}`);
        await this.pick(title);
    }

    /** Takes the entry of the open pick list that holds the text. */
    async pick(text: string): Promise<void> {
        await this.page
            .locator(".quick-input-widget .monaco-list-row")
            .filter({ hasText: text })
            .first()
            .click();
    }
}
