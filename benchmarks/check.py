"""How fast a cold check is: lines per second for each language, and the start-up on one file.

    python benchmarks/check.py [--lines 1000 10000] [--runs 5]

It asserts nothing: machines differ, ratios tell.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from printing import show
from sources import TEMPLATES, project

CHECK = ("-m", "nexflow_server", "--check", "--output-format", "concise")


def main() -> None:
    """Measure the start-up and every language at every length."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    empty = timed(options.runs, "-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "one.schema")
        path.write_text("schema One\n    id: string required\nend\n", encoding="utf-8")
        one = timed(options.runs, *CHECK, str(path))
    rows = [["python -c pass", f"{empty * 1000:.0f}", "1.0×"]]
    rows.append(["--check, one file", f"{one * 1000:.0f}", f"{one / empty:.1f}×"])
    show("start-up", ["command", "median ms", "of Python"], rows)
    rows = []
    for language in TEMPLATES:
        for lines in options.lines:
            with tempfile.TemporaryDirectory() as folder:
                files = project(language, lines)
                for name, text in files.items():
                    Path(folder, name).write_text(text, encoding="utf-8")
                total = sum(text.count("\n") for text in files.values())
                took = timed(options.runs, *CHECK, folder)
            # Within a tenth of the start-up, the rest is noise.
            rate = f"{total / (took - one):,.0f}" if took > 1.1 * one else "-"
            rows.append([language, f"{total:,}", f"{took * 1000:.0f}", rate])
    header = ["language", "lines of the project", "median ms", "lines per second"]
    show("cold check, the start-up taken off the rate", header, rows)


def timed(runs: int, *arguments: str) -> float:
    """Return the median time of a Python process."""
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
