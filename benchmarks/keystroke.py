"""From a keystroke to its diagnostics, over standard input and output.

    python benchmarks/keystroke.py [--lines 100 1000 10000] [--strokes 200] [--files 500]

Prints the time from `didChange` to the first `publishDiagnostics` for each language and length, which
in a long file are the syntax errors, and how much longer the longest file takes than the shortest; below
them what the same messages take with a server that does nothing. Busy is how long the server's processor
worked in all, until everything was checked, where the system tells, however much else the machine does;
then what 500 lines take that are pasted into the middle of the longest, compared with opening them as a
file. It asserts nothing: machines differ, ratios tell.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from printing import show
from rpc import Client
from sources import TEMPLATES, project, workspace

#: So many lines are pasted at once.
PASTED = 500
#: Seconds between two strokes: twice as fast as anybody types.
PAUSE = 0.03
#: What is typed.
LETTERS = 'xe17 ."'
#: The start and the end of what is replaced, and by what.
Edit = tuple[tuple[int, int], tuple[int, int], str]
ECHO = Path(__file__).with_name("echo.py")
#: The files around an opened one have been checked when the server works no more for so many seconds.
SETTLING = 0.5


def main() -> None:
    """Measure every language at every length."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--lines", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--strokes", type=int, default=200)
    parser.add_argument("--files", type=int, default=500, help="of the workspace, 200 lines each")
    options = parser.parse_args()
    rows = []
    for language in TEMPLATES:
        medians = []
        for lines in options.lines:
            opened, times, busy = measure(language, lines, options.strokes)
            medians.append(statistics.median(times))
            rows.append(
                [
                    language,
                    f"{lines:,}",
                    *_figures(times),
                    *_figures(busy)[:2],
                    f"{medians[-1] / medians[0]:.1f}×",
                    f"{opened * 1000:.0f}",
                ]
            )
    _opened, times, busy = measure("schema", min(options.lines), options.strokes, echo=True)
    rows.append(["(a server that does nothing)", "", *_figures(times), *_figures(busy)[:2], "", ""])
    header = [
        "language",
        "lines",
        "median ms",
        "p95 ms",
        "max ms",
        "median busy",
        "p95 busy",
        "of shortest",
        "open ms",
    ]
    show("didChange to the first publishDiagnostics; busy until all is checked", header, rows)
    pastes = [[language, *paste(language, max(options.lines))] for language in TEMPLATES]
    title = f"{PASTED} lines pasted into {max(options.lines):,}, and opened as a file"
    show(title, ["language", "paste ms", "open ms", "ratio"], pastes)
    large(options.files, options.strokes)


def measure(
    language: str, lines: int, strokes: int, *, echo: bool = False
) -> tuple[float, list[float], list[float]]:
    """Return the time to open a file, and each keystroke's at a random place: waited, and worked.

    echo: whether to talk to a server that does nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in project(language, lines).items():
            (root / name).write_text(text, encoding="utf-8")
        path = root / TEMPLATES[language][0]
        text = path.read_text(encoding="utf-8")
        client = Client(root, *((sys.executable, str(ECHO)) if echo else ()))
        start = time.perf_counter()
        if not echo:
            client.open(path.as_uri(), text)
        opened = time.perf_counter() - start
        _settle(client.process.pid)
        times, busy = [], []
        for number, edit in enumerate(_edits(text, strokes)):
            before = _worked(client.process.pid)
            times.append(_change(client, path.as_uri(), number + 2, edit))
            time.sleep(PAUSE)
            busy.append(_worked(client.process.pid) - before)
        client.stop()
        return opened, times, busy


def _edits(text: str, count: int) -> Iterator[Edit]:
    """Yield so many edits: a letter at a random place, which the next takes back."""
    generator = random.Random(1)
    lines = text.splitlines()
    for _pair in range(count // 2):
        line = generator.randrange(len(lines))
        column = generator.randrange(len(lines[line]) + 1)
        yield (line, column), (line, column), generator.choice(LETTERS)
        yield (line, column), (line, column + 1), ""


def paste(language: str, lines: int) -> list[str]:
    """Measure a paste into the middle of a file against opening the same text; the best of three.

    Each text has names of its own, so that none is known from one before it.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in project(language, lines).items():
            (root / name).write_text(text, encoding="utf-8")
        name, template = TEMPLATES[language]
        path = root / name
        text = path.read_text(encoding="utf-8")
        client = Client(root)
        client.open(path.as_uri(), text)
        heads = text[: len(text) // 2].count("\n") // template.count("\n")
        place = (heads * template.count("\n"), 0)
        pasted, opened = [], []
        for number in range(3):
            new, other = (_renamed(language, f"{word}{number}_") for word in ("pasted", "opened"))
            pasted.append(_change(client, path.as_uri(), number + 2, (place, place, new)))
            start = time.perf_counter()
            client.open((root / f"opened{number}_{name}").as_uri(), other)
            opened.append(time.perf_counter() - start)
        client.stop()
    best, fresh = min(pasted), min(opened)
    return [f"{best * 1000:.1f}", f"{fresh * 1000:.1f}", f"{best / fresh:.2f}×"]


def _renamed(language: str, name: str) -> str:
    """Return some lines in which every number of a definition has a name in front of it."""
    template = TEMPLATES[language][1]
    count = PASTED // template.count("\n")
    text = template.replace("{n}", f"{name}{{n}}").replace(f"< {name}{{n}}", "< {n}")
    return "".join(text.replace("{n}", str(number)) for number in range(count))


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
            time.sleep(PAUSE)
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


def _worked(process: int) -> float:
    """Return the seconds that the threads of a process had a processor, where the system tells."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def _settle(process: int) -> None:
    """Wait until a server has nothing left to do."""
    before = -1.0
    while (now := _worked(process)) != before:
        before = now
        time.sleep(SETTLING)


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


def _keystroke(
    client: Client, uri: str, version: int, place: tuple[int, int], number: int
) -> float:
    """Type a letter, or take it back; return how long the diagnostics took."""
    line, column = place
    typed = number % 2 == 0
    end = column if typed else column + 1
    change = (place, (line, end), "x" if typed else "")
    return _change(client, uri, version, change)


def _change(client: Client, uri: str, version: int, edit: Edit) -> float:
    """Replace a range; return how long the diagnostics took."""
    start, end = ({"line": line, "character": column} for line, column in edit[:2])
    change = {"range": {"start": start, "end": end}, "text": edit[2]}
    document = {"uri": uri, "version": version}
    begun = time.perf_counter()
    client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    client.diagnostics(uri, version)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
