"""How fast a check is: cold and replayed, on one file, per language, and on a large workspace.

    python benchmarks/check.py [--lines 1000 10000] [--runs 5] [--files 500]

It asserts nothing: machines differ, ratios tell.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from printing import show
from sources import TEMPLATES, project, workspace

CHECK = ("-m", "nexflow_server", "--check", "--output-format", "concise")
COLD = (*CHECK, "--no-cache")
ONE = {"one.schema": "schema One\n    id: string required\nend\n"}
IMPORTS = """
from nexflow_grammar.compiled_patterns import for_everyone
from nexflow_server.kept_modules import kept_modules
from nexflow_server.lean_imports import import_leanly

with for_everyone(), kept_modules():
    import_leanly()
    import nexflow_server.commands.nexflow_lsp, nexflow_server.commands.check
"""


def main() -> None:
    """Measure the start-up, every language at every length, and the workspace."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, default=500, help="of the workspace, 200 lines each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Packages are installed with their bytecode; a checkout may not have it, nor be let write it.
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Print all tables."""
    one = start_up(options.runs)
    languages(options.lines, options.runs, one)
    large(options.files, options.runs)


def start_up(runs: int) -> float:
    """Measure one file and one small project, cold and replayed; return the cold time of the file.

    In seconds of a processor: a machine that does other things too changes those least.
    """
    rows = [("python -c pass", processor(runs, "-c", "pass"))]
    for name, files in (("one file", ONE), ("a small project", workspace(4, 0))):
        with written(files) as folder:
            timed(1, *COLD, folder)  # what compiles and keeps: after the first use it is there
            rows.append((f"--check, {name}, cold", processor(runs, *COLD, folder)))
            timed(1, *CHECK, folder)
            rows.append((f"--check, {name}, replayed", processor(runs, *CHECK, folder)))
            if files is ONE:
                cold = timed(runs, *COLD, folder)
                rows.append(("its imports alone", processor(runs, "-c", IMPORTS)))
    empty = rows[0][1]
    table = [[name, f"{took * 1000:.0f}", f"{took / empty:.1f}×"] for name, took in rows]
    show("start-up", ["command", "median CPU ms", "of Python"], table)
    return cold


def languages(lengths: list[int], runs: int, one: float) -> None:
    """Measure each language. one: the time that one small file takes."""
    rows = []
    for language in TEMPLATES:
        for lines in lengths:
            files = project(language, lines)
            with written(files) as folder:
                took = timed(runs, *COLD, folder)
            total = sum(text.count("\n") for text in files.values())
            # Within a tenth of the start-up, the rest is noise.
            rate = f"{total / (took - one):,.0f}" if took > 1.1 * one else "-"
            rows.append([language, f"{total:,}", f"{took * 1000:.0f}", rate])
    header = ["language", "lines of the project", "median ms", "lines per second"]
    show("cold check, the start-up taken off the rate", header, rows)


def large(files: int, runs: int) -> None:
    """Measure a workspace of many files: on one core, on all, and replayed."""
    texts = workspace(files, files * 200)
    lines = sum(text.count("\n") for text in texts.values())
    rows: list[list[str]] = []
    with written(texts) as folder:
        timed(1, *CHECK, folder)
        for name, count, command in (
            ("one process", 1, (*COLD, "--jobs", "1")),
            ("as many as pay", 1, COLD),
            ("replayed", runs, CHECK),
        ):
            took, memory = measured(count, *command, folder)
            ratio = f"{took / float(rows[0][1]) * 1000:.2f}×" if rows else "1.00×"
            rows.append([name, f"{took * 1000:.0f}", ratio, f"{memory:.0f}"])
    header = ["check", "median ms", "of one process", "MB"]
    show(f"a workspace of {len(texts)} files, {lines:,} lines", header, rows)


@contextmanager
def written(files: dict[str, str]) -> Iterator[str]:
    """Write files to a folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        yield folder


def timed(runs: int, *arguments: str) -> float:
    """Return the median time of a Python process."""
    return measured(runs, *arguments)[0]


def processor(runs: int, *arguments: str) -> float:
    """Return the median processor time of a Python process."""
    times = []
    for _run in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def measured(runs: int, *arguments: str) -> tuple[float, float]:
    """Return the median time of a Python process, and the megabytes that it and its workers had."""
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{arguments} ended with {process.returncode}")
    return statistics.median(times), usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
