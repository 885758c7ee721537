/**
 * Every word of every form of the languages, of their other spellings and of the examples is
 * highlighted as what the parser takes it for.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, Registry, parseRawGrammar, type IGrammar } from "vscode-textmate";

type Kind =
    | "comment"
    | "constant"
    | "function"
    | "keyword"
    | "name"
    | "number"
    | "path"
    | "placeholder"
    | "sign"
    | "sql"
    | "string"
    | "type"
    | "unit";
type Word = [start: number, end: number, kind: Kind];
interface Form {
    name: string;
    language: string;
    text: string;
    words: Word[];
}

/** The scopes of which a word of a kind needs one. */
const scopes: Record<Kind, RegExp> = {
    comment: /^comment\./,
    constant: /^constant\.language/,
    function: /^(support|entity\.name)\.function/,
    keyword: /^(keyword|storage|support|constant\.language)\b/,
    name: /^(variable|entity\.name|support|constant\.other|string\.unquoted)\b/,
    number: /^constant\.numeric/,
    path: /^string\./,
    placeholder: /^(meta\.config|punctuation\.section\.interpolation)/,
    sign: /^(keyword\.operator|punctuation)\b/,
    sql: /^(meta\.sql|punctuation\.definition\.sql)/,
    string: /^string\./,
    type: /^(support\.type|entity\.name\.type|punctuation\.definition\.type)/,
    unit: /^keyword\.other\.unit/,
};
/** What a name must not look like, since no word is reserved. */
const reserved = /^(keyword|storage|comment|constant\.(numeric|language))\b/;

const extension = resolve(__dirname, "../..");
const root = resolve(extension, "..");

function forms(): Form[] {
    const python = process.env["NEXFLOW_PYTHON"] ?? join(root, ".venv/bin/python");
    const output = execFileSync(python, [join(root, "tests/grammar/form_words.py")], {
        encoding: "utf8",
        maxBuffer: 1 << 26,
    });
    return JSON.parse(output) as Form[];
}

async function registry(): Promise<Registry> {
    const wasm = require.resolve("vscode-oniguruma/release/onig.wasm");
    await loadWASM(readFileSync(wasm).buffer);
    return new Registry({
        onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
        loadGrammar: (scope) => {
            const name = scope.replace("source.nexflow.", "");
            if (name === scope) {
                return Promise.resolve(null); // SQL is another extension's
            }
            const path = join(extension, `dist/syntaxes/${name}.tmLanguage.json`);
            return Promise.resolve(parseRawGrammar(readFileSync(path, "utf8"), path));
        },
    });
}

/** The scopes of each character of a text. */
function scopesOf(grammar: IGrammar, text: string): string[][] {
    const found: string[][] = [];
    let state = INITIAL;
    for (const line of text.split("\n")) {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        for (const token of tokens) {
            for (let at = token.startIndex; at < Math.min(token.endIndex, line.length); at += 1) {
                found.push(token.scopes);
            }
        }
        found.push([]); // the line's end
        state = ruleStack;
    }
    return found;
}

/** What is wrong with the highlighting of a word, or nothing. */
function mistake(form: Form, scopesAt: string[][], [start, end, kind]: Word): string {
    for (let at = start; at < end; at += 1) {
        const shown = (scopesAt[at] ?? []).slice(1);
        const right =
            shown.some((scope) => scopes[kind].test(scope)) &&
            !(kind === "name" && shown.some((scope) => reserved.test(scope)));
        if (!right && form.text[at] !== "\n") {
            const word = form.text.slice(start, end);
            return `${form.name}: \`${word}\` is a ${kind}, shown as “${shown.join(" ")}”`;
        }
    }
    return "";
}

test("every word of every form is highlighted as what it is", async () => {
    const all = await registry();
    const mistakes: string[] = [];
    let words = 0;
    for (const form of forms()) {
        const grammar = await all.loadGrammar(`source.nexflow.${form.language}`);
        assert(grammar);
        const scopesAt = scopesOf(grammar, form.text);
        words += form.words.length;
        mistakes.push(...form.words.map((word) => mistake(form, scopesAt, word)).filter(Boolean));
    }
    assert(words > 5000);
    assert.equal(mistakes.length, 0, mistakes.join("\n"));
});
