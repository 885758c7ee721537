/** A small project on disk: one schema, one process, and in the process a field that is misspelt. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesBelow } from "./files";

export const processFile = "large_orders.proc";
export const misspelt = "amout";
export const correct = "amount";

const files = {
    "nexflow.toml": `[project]
name = "shop"

[targets.flink]
package = "com.example.shop"
`,
    "order.schema": `// An order as the shop publishes it.
schema Order
    fields
        order_id: uuid required
        customer_id: string required
        amount: money required
        placed_at: timestamp required
    end
end
`,
    [processFile]: `import order.schema

process LargeOrders
    receive Order from kafka "orders"
    filter ${misspelt} > $100
    emit to "large-orders"
        schema Order
end
`,
};

export class Workspace {
    readonly folder = mkdtempSync(join(tmpdir(), "nexflow-workspace-"));

    constructor(serverPath: string) {
        for (const [name, text] of Object.entries(files)) {
            writeFileSync(join(this.folder, name), text);
        }
        this.useServer(serverPath);
    }

    /** Writes the workspace's setting, as a user would; VS Code notices. */
    useServer(path: string): void {
        mkdirSync(join(this.folder, ".vscode"), { recursive: true });
        writeFileSync(
            join(this.folder, ".vscode/settings.json"),
            JSON.stringify({ "nexflow.server.path": path }),
        );
    }

    generatedJava(): string[] {
        return filesBelow(join(this.folder, "generated"), ".java");
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
