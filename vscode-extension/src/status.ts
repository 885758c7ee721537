/** The language status item: it says at any time whether the server runs, and why not. */
import * as vscode from "vscode";
import type { Failure, Ready } from "./probe";
import { describeFailure } from "./messages";
import { documentSelector } from "./languages";

const showOutput = { command: "nexflow.showOutput", title: "Show Output" };

export class Status implements vscode.Disposable {
    private readonly item = vscode.languages.createLanguageStatusItem(
        "nexflow.server",
        documentSelector,
    );

    constructor() {
        this.item.name = "Nexflow Language Server";
        this.starting();
    }

    starting(): void {
        this.show("Nexflow: starting", vscode.LanguageStatusSeverity.Information);
        this.item.busy = true;
    }

    running({ candidate, version }: Ready): void {
        this.show(`Nexflow ${version}`, vscode.LanguageStatusSeverity.Information);
        this.item.detail = candidate.command;
        this.item.command = { command: "nexflow.restartServer", title: "Restart" };
    }

    stopped(): void {
        this.show("Nexflow: the server has stopped", vscode.LanguageStatusSeverity.Error);
        this.item.command = { command: "nexflow.restartServer", title: "Restart" };
    }

    failed(failure: Failure): void {
        this.show("Nexflow: no language server", vscode.LanguageStatusSeverity.Error);
        this.item.detail = describeFailure(failure);
    }

    dispose(): void {
        this.item.dispose();
    }

    private show(text: string, severity: vscode.LanguageStatusSeverity): void {
        this.item.text = text;
        this.item.severity = severity;
        this.item.detail = "";
        this.item.busy = false;
        this.item.command = showOutput;
    }
}
