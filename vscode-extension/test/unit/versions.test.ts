import assert from "node:assert/strict";
import { test } from "node:test";
import { isSupportedPython, parseVersion } from "../../src/versions";

function isSupported(output: string): boolean | undefined {
    const version = parseVersion(output);
    return version && isSupportedPython(version);
}

test("versions are found in what programs print", () => {
    assert.equal(parseVersion("Python 3.11.7\n")?.text, "3.11.7");
    assert.equal(parseVersion("Python 3.14.0rc2 (main)")?.text, "3.14.0rc2");
    assert.equal(parseVersion("nexflow-lsp 0.1.0.dev3+g12")?.text, "0.1.0.dev3+g12");
    assert.equal(parseVersion("nexflow-lsp 2.0")?.text, "2.0");
    assert.equal(parseVersion("no such option"), undefined);
});

test("Python is compared by number, not by text", () => {
    assert.equal(isSupported("Python 3.11.0"), true);
    assert.equal(isSupported("Python 3.13.1"), true);
    assert.equal(isSupported("Python 4.0.0"), true);
    assert.equal(isSupported("Python 3.10.14"), false);
    assert.equal(isSupported("Python 3.9.2"), false);
    assert.equal(isSupported("Python 2.7.18"), false);
});
