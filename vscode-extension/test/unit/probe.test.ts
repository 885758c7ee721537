import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Failure, type Ready, isFailure, probe } from "../../src/probe";
import type { Candidate } from "../../src/server-command";

const folder = mkdtempSync(join(tmpdir(), "nexflow-probe-"));
after(() => {
    rmSync(folder, { recursive: true });
});

let scripts = 0;

/** A program that answers as told; `$*` holds its arguments. */
function program(kind: Candidate["kind"], body: string): Candidate {
    scripts += 1;
    const command = join(folder, `program-${scripts}`);
    writeFileSync(command, `#!/bin/sh\n${body}\n`);
    chmodSync(command, 0o755);
    return { kind, command, origin: "a test" };
}

function python(version: string, server: string): Candidate {
    return program(
        "interpreter",
        `[ "$*" = --version ] && echo "Python ${version}" && exit\n${server}`,
    );
}

const missing: Candidate = { kind: "interpreter", command: "no-such-python", origin: "a test" };

function run(candidates: Candidate[], timeoutMs = 10_000): Promise<Ready | Failure> {
    return probe(candidates, { cwd: folder, timeoutMs });
}

async function reason(candidates: Candidate[], timeoutMs?: number): Promise<Failure["reason"]> {
    const result = await run(candidates, timeoutMs);
    assert.ok(isFailure(result));
    return result.reason;
}

test("an executable that tells its version is ready", async () => {
    const candidate = program("executable", 'echo "nexflow-lsp 1.2.3 $*"');
    assert.deepEqual(await run([candidate]), { candidate, version: "1.2.3" });
});

test("an interpreter is asked for its own version, then for the server's", async () => {
    const candidate = python(
        "3.11.7",
        '[ "$*" = "-P -m nexflow_server --version" ] && echo "nexflow-lsp 1.2.3"',
    );
    assert.deepEqual(await run([candidate]), { candidate, version: "1.2.3" });
});

test("a name that is not on the PATH leads to the next", async () => {
    const candidate = python("3.12.1", "echo 1.0.0");
    assert.deepEqual(await run([missing, candidate]), { candidate, version: "1.0.0" });
    const failure = { tried: [missing, missing], reason: { kind: "missing" } };
    assert.deepEqual(await run([missing, missing]), failure);
});

test("an old Python is reported, and no other tried in its place", async () => {
    const old = python("3.8.10", "echo 1.0.0");
    const reported = await reason([old, python("3.12.1", "echo 1.0.0")]);
    assert.deepEqual(reported, { kind: "python-too-old", version: "3.8.10" });
});

test("a Python without the server is told from a server that fails", async () => {
    const without = python(
        "3.11.7",
        'echo "/usr/bin/python3: No module named nexflow_server" >&2; exit 1',
    );
    assert.deepEqual(await reason([without]), { kind: "server-not-installed" });
    const broken = python("3.11.7", "printf 'Traceback:\\nImportError: no pygls\\n' >&2; exit 1");
    assert.deepEqual(await reason([broken]), { kind: "failed", detail: "ImportError: no pygls" });
});

test("what is no Python at all is said to be none", async () => {
    const detail = 'it is no Python: --version printed "hello"';
    assert.deepEqual(await reason([program("interpreter", "echo hello")]), {
        kind: "failed",
        detail,
    });
});

test("a server that does not answer is given up", async () => {
    const silent = program("executable", "exec sleep 30");
    assert.deepEqual(await reason([silent], 200), { kind: "timeout", seconds: 0.2 });
});
