"""Runs the commands in processes of their own, as people and build servers do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GOOD = "schema Order\n    id: string required\nend\n"
BAD = "schema Order\n    id: strin required\nend\n"


def run(
    folder: Path,
    *arguments: str,
    text: str | bytes = "",
    program: str = "nexflow",
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    module = {"nexflow": "nexflow_server.commands.nexflow", "nexflow-lsp": "nexflow_server"}[
        program
    ]
    data = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        input=data,
        capture_output=True,
        env={**os.environ, **variables},
        check=False,
        timeout=240,
    )
    output, errors = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in output + errors
    return subprocess.CompletedProcess(done.args, done.returncode, output, errors)


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
