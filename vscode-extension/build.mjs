// Bundles the client, and turns the grammars and language configurations, which are written in
// YAML (comments, and regular expressions without doubled backslashes), into the JSON that VS Code
// reads. `--production` leaves out source maps.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";

const production = process.argv.includes("--production");
const readYaml = (path) => parse(readFileSync(path, "utf8"));

function writeJson(path, value) {
    writeFileSync(path, JSON.stringify(value, undefined, production ? undefined : 2));
}

function buildGrammars() {
    mkdirSync("dist/syntaxes", { recursive: true });
    for (const file of readdirSync("syntaxes")) {
        const name = basename(file, ".yaml");
        writeJson(`dist/syntaxes/${name}.json`, readYaml(join("syntaxes", file)));
    }
}

function buildLanguageConfigurations() {
    mkdirSync("dist/languages", { recursive: true });
    const { common, languages } = readYaml("languages/languages.yaml");
    for (const [name, own] of Object.entries(languages)) {
        writeJson(`dist/languages/${name}.json`, { ...common, ...own });
    }
}

rmSync("dist", { recursive: true, force: true });
buildGrammars();
buildLanguageConfigurations();
await build({
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    minify: production,
    sourcemap: !production,
    logLevel: "warning",
});
