import assert from "node:assert/strict";
import { test } from "node:test";
import { describeResult, isGenerateResult, isScope, processNames } from "../../src/generation";

test("processes are found where definitions begin", () => {
    const text = "process A\nend\r\n  process B {\n}\n// process C\nset process = 1\nprocessing D";
    assert.deepEqual(processNames(text), ["A", "B"]);
});

test("a result is listed file by file, relative to its folder", () => {
    const lines = describeResult({
        ok: true,
        message: "Generated 2 files.",
        output: "file:///ws/generated",
        files: [
            { uri: "file:///ws/generated/flink/Orders.java", status: "written" },
            { uri: "file:///ws/generated/a%20b.xml", status: "unchanged" },
            { uri: "file:///elsewhere/pom.xml", status: "kept" },
        ],
    });
    assert.deepEqual(lines, [
        "Generated 2 files.",
        "  written    flink/Orders.java",
        "  unchanged  a b.xml",
        "  kept       file:///elsewhere/pom.xml",
    ]);
});

test("only what the server promises counts as a result or a scope", () => {
    assert.ok(isGenerateResult({ ok: true, message: "", output: "", files: [] }));
    assert.ok(!isGenerateResult(null));
    assert.ok(!isGenerateResult({ message: "" }));
    assert.ok(isScope("process"));
    assert.ok(!isScope("world"));
});
