"""How much memory a parsed file takes: bytes per byte of source, all memos included.

Run with `python benchmarks/memory.py [lines]`. The first figure is what syntax diagnostics need, the
second includes the entries of all definitions.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc

from printing import show

from grammar import one_definition, source
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile


def main() -> None:
    """Print the table."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rows = []
    for language in Language:
        SourceFile(language, source(language, 100, repeats=True))
        texts = {
            "repeating": source(language, lines, repeats=True),
            "unique": source(language, lines, repeats=False),
            "one definition": one_definition(language, lines),
        }
        for name, text in texts.items():
            parsed, whole = measure(language, text)
            size = len(text.encode())
            rows.append(
                [f"{language}, {name}", f"{size:,}", f"{parsed / size:.0f}", f"{whole / size:.0f}"]
            )
    show("Bytes of memory per byte of source", ["file", "bytes", "parsed", "with entries"], rows)


def measure(language: Language, text: str) -> tuple[int, int]:
    """Return the bytes that a file takes, without and with the entries of its definitions."""
    gc.collect()
    tracemalloc.start()
    file = SourceFile(language, text)
    for segment in file.segments:
        assert segment.problems is not None
    gc.collect()
    parsed, _ = tracemalloc.get_traced_memory()
    for segment in file.segments:
        assert segment.entries is not None
    gc.collect()
    whole, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return parsed, whole


if __name__ == "__main__":
    main()
