import assert from "node:assert/strict";
import { test } from "node:test";
import { describeFailure } from "../../src/messages";
import type { Reason } from "../../src/probe";
import type { Candidate } from "../../src/server-command";

const executable: Candidate = {
    kind: "executable",
    command: "/opt/nexflow-lsp",
    origin: "the setting nexflow.server.path",
};
const python: Candidate = {
    kind: "interpreter",
    command: "/usr/bin/python3",
    origin: "the interpreter chosen in the Python extension",
};

const reasons: Reason[] = [
    { kind: "missing" },
    { kind: "python-too-old", version: "3.8.10" },
    { kind: "server-not-installed" },
    { kind: "timeout", seconds: 10 },
    { kind: "failed", detail: "ImportError: no pygls" },
];

test("every message says what was tried and who named it", () => {
    for (const reason of reasons) {
        for (const candidate of [executable, python]) {
            const message = describeFailure({ tried: [candidate], reason });
            assert.ok(message.includes(`"${candidate.command}" (${candidate.origin})`), message);
        }
    }
});

test("a missing executable", () => {
    assert.equal(
        describeFailure({ tried: [executable], reason: { kind: "missing" } }),
        'The Nexflow language server "/opt/nexflow-lsp" (the setting nexflow.server.path) cannot start: it was not found. Correct the path, or clear the setting to run the server with Python.',
    );
});

test("no Python on the PATH", () => {
    const tried = ["python3", "python"].map((command) => ({ ...python, command }));
    assert.equal(
        describeFailure({ tried, reason: { kind: "missing" } }),
        'The Nexflow language server cannot start: the Python interpreter was not found on the PATH (tried python3, python). Install Python 3.11 or newer and "pip install nexflow-lsp" into it, or name an interpreter in the setting nexflow.server.python.',
    );
});

test("an old Python, and one without the server", () => {
    const old = describeFailure({
        tried: [python],
        reason: { kind: "python-too-old", version: "3.8.10" },
    });
    assert.match(old, /is Python 3\.8\.10, and the server needs Python 3\.11 or newer/);
    const without = describeFailure({ tried: [python], reason: { kind: "server-not-installed" } });
    assert.match(
        without,
        /is not installed in .*Run "\/usr\/bin\/python3 -m pip install nexflow-lsp"/,
    );
});

test("the server's last words end in one full stop", () => {
    const message = describeFailure({
        tried: [python],
        reason: { kind: "failed", detail: "Broken." },
    });
    assert.ok(message.endsWith(": Broken."), message);
});
