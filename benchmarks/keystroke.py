"""From a keystroke to its diagnostics, over standard input and output.

    python benchmarks/keystroke.py [--lines 100 1000 10000] [--strokes 100] [--files 500]

Prints the time from `didChange` to `publishDiagnostics` for each language and length, and how much
longer the longest file takes than the shortest. It asserts nothing: machines differ, ratios tell.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from printing import show
from rpc import Client
from sources import TEMPLATES, project, workspace


def main() -> None:
    """Measure every language at every length."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--lines", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--strokes", type=int, default=100)
    parser.add_argument("--files", type=int, default=500, help="of the workspace, 200 lines each")
    options = parser.parse_args()
    rows = []
    for language in TEMPLATES:
        medians = []
        for lines in options.lines:
            opened, times = measure(language, lines, options.strokes)
            medians.append(statistics.median(times))
            nineties = statistics.quantiles(times, n=20)[-1]
            rows.append(
                [
                    language,
                    f"{lines:,}",
                    f"{medians[-1] * 1000:.2f}",
                    f"{nineties * 1000:.2f}",
                    f"{max(times) * 1000:.2f}",
                    f"{medians[-1] / medians[0]:.1f}×",
                    f"{opened * 1000:.0f}",
                ]
            )
    header = ["language", "lines", "median ms", "p95 ms", "max ms", "of shortest", "open ms"]
    show("didChange to publishDiagnostics", header, rows)
    large(options.files, options.strokes)


def measure(language: str, lines: int, strokes: int) -> tuple[float, list[float]]:
    """Return the time to open a file, and the time of each keystroke in its middle."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in project(language, lines).items():
            (root / name).write_text(text, encoding="utf-8")
        path = root / TEMPLATES[language][0]
        text = path.read_text(encoding="utf-8")
        client = Client(root)
        start = time.perf_counter()
        client.open(path.as_uri(), text)
        opened = time.perf_counter() - start
        line = _line(text, len(text) // 2)
        times = [
            _keystroke(client, path.as_uri(), number + 2, line, number) for number in range(strokes)
        ]
        client.stop()
        return opened, times


def large(files: int, strokes: int) -> None:
    """Measure keystrokes in a schema that half of a workspace's files use."""
    texts = workspace(files, files * 200)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in texts.items():
            (root / name).write_text(text, encoding="utf-8")
        path = root / "shared.schema"
        text = path.read_text(encoding="utf-8")
        client = Client(root)
        start = time.perf_counter()
        client.open(path.as_uri(), text)
        opened = time.perf_counter() - start
        client.request("nexflow/viewText", {"uri": path.as_uri()})
        place = _end_of(text, "tier")
        times, hovers, rest = [], [], []
        for number in range(strokes):
            times.append(_keystroke(client, path.as_uri(), number + 2, place, number))
            start = time.perf_counter()
            where = {"line": place[0], "character": place[1] - 1}
            client.request(
                "textDocument/hover", {"textDocument": {"uri": path.as_uri()}, "position": where}
            )
            hovers.append(time.perf_counter() - start)
        start = time.perf_counter()
        _keystroke(client, path.as_uri(), strokes + 2, place, strokes)
        last = max(name for name in texts if name.endswith(".proc"))
        client.wait(lambda message: message.get("params", {}).get("uri", "").endswith(last))
        rest.append(time.perf_counter() - start)
        memory = _megabytes(client.process.pid)
        client.stop()
    lines = sum(text.count("\n") for text in texts.values())
    rows = [
        ["open, all read", f"{opened * 1000:.0f}", "", ""],
        ["keystroke, its own file", *_figures(times)],
        ["hover while the others are checked", *_figures(hovers)],
        ["keystroke, until a last user's file", *_figures(rest)],
    ]
    title = f"{len(texts)} files, {lines:,} lines; the server has {memory:.0f} MB"
    show(title, ["what", "median ms", "p95 ms", "max ms"], rows)


def _figures(times: list[float]) -> list[str]:
    high = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return [f"{one * 1000:.2f}" for one in (statistics.median(times), high, max(times))]


def _megabytes(process: int) -> float:
    """Return how much memory a process has, where the system tells."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _end_of(text: str, word: str) -> tuple[int, int]:
    at = text.index(word)
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1 + len(word)


def _line(text: str, offset: int) -> tuple[int, int]:
    """Return the end of a line around an offset that holds the amount, as (line, column)."""
    at = text.index("amount", offset) if "amount" in text[offset:] else text.index("amount")
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1 + len("amount")


def _keystroke(
    client: Client, uri: str, version: int, place: tuple[int, int], number: int
) -> float:
    """Type a letter, or take it back; return how long the diagnostics took."""
    line, column = place
    typed = number % 2 == 0
    end = column if typed else column + 1
    change = {
        "range": {
            "start": {"line": line, "character": column},
            "end": {"line": line, "character": end},
        },
        "text": "x" if typed else "",
    }
    document = {"uri": uri, "version": version}
    start = time.perf_counter()
    client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    client.diagnostics(uri, version)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
