import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The files at any depth below a folder, if it exists, whose names end so. */
export function filesBelow(folder: string, ending: string): string[] {
    if (!existsSync(folder)) {
        return [];
    }
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(ending))
        .map((name) => join(folder, name));
}
