import assert from "node:assert/strict";
import { test } from "node:test";
import { type Surroundings, candidates, serverArguments } from "../../src/server-command";

const surroundings: Surroundings = {
    settings: { path: "", python: "" },
    chosenInterpreter: undefined,
    platform: "linux",
    home: "/home/ada",
    workspaceFolder: "/ws",
};

function commands(given: Partial<Surroundings>): string[] {
    return candidates({ ...surroundings, ...given }).map(
        ({ kind, command }) => `${kind} ${command}`,
    );
}

test("the server's own path comes before everything else", () => {
    const settings = { path: "/opt/nexflow-lsp", python: "/opt/python" };
    assert.deepEqual(commands({ settings, chosenInterpreter: "/venv/bin/python" }), [
        "executable /opt/nexflow-lsp",
    ]);
});

test("the Python setting comes before the Python extension's choice", () => {
    const settings = { path: "", python: "/opt/python" };
    assert.deepEqual(commands({ settings, chosenInterpreter: "/venv/bin/python" }), [
        "interpreter /opt/python",
    ]);
    assert.deepEqual(commands({ chosenInterpreter: "/venv/bin/python" }), [
        "interpreter /venv/bin/python",
    ]);
});

test("without any choice the PATH decides, on Windows python first", () => {
    assert.deepEqual(commands({}), ["interpreter python3", "interpreter python"]);
    assert.deepEqual(commands({ platform: "win32" }), [
        "interpreter python",
        "interpreter python3",
    ]);
});

test("home and workspace folder are filled in", () => {
    assert.deepEqual(commands({ settings: { path: "~/bin/nexflow-lsp", python: "" } }), [
        "executable /home/ada/bin/nexflow-lsp",
    ]);
    assert.deepEqual(
        commands({ settings: { path: "", python: "${workspaceFolder}/.venv/bin/python" } }),
        ["interpreter /ws/.venv/bin/python"],
    );
});

test("an interpreter runs the server as a module, off the current folder", () => {
    const [python] = candidates(surroundings);
    assert.ok(python);
    assert.deepEqual(serverArguments(python), ["-P", "-m", "nexflow_server"]);
    assert.deepEqual(serverArguments({ ...python, kind: "executable" }), []);
});
