"""What the front end makes of texts that nobody writes: time at n and 2n, and their ratio.

    python benchmarks/pathological.py [--scale 1.0] [--only NAME]

Linear work has a ratio of 2. It asserts nothing: machines differ, ratios tell.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable

from printing import show

from nexflow_analysis.declare import declare
from nexflow_grammar.formatting import format_text
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import item_parser
from nexflow_grammar.scanner import scanner
from nexflow_grammar.source_file import SourceFile

P, S, T, R = Language.PROCESS, Language.SCHEMA, Language.TRANSFORM, Language.RULES
TABLE = "decision_table D\n    decide\n        | a | b |\n        |---|---|\n"


def in_transform(body: str) -> str:
    """Put lines into the body of a transform."""
    return f"transform T\n    apply\n{body}    end\nend\n"


def in_schema(body: str) -> str:
    """Put lines into a schema."""
    return f"schema A\n{body}end\n"


#: By name: the language, a text of a size, and that size.
CASES: dict[str, tuple[Language, Callable[[int], str], int]] = {
    "one line of a word": (T, lambda n: in_transform(f"        a = {'x' * n}\n"), 1_000_000),
    "one line of words": (T, lambda n: in_transform(f"        a = {'xy ' * n}\n"), 100_000),
    "one line of a sum": (T, lambda n: in_transform(f"        a = 1{' + b' * n}\n"), 20_000),
    "one line of parentheses": (T, lambda n: in_transform(f"        a = {'(' * n}\n"), 300_000),
    "parentheses, mixed": (T, lambda n: in_transform(f"        a = {'([' * n}{')' * n}\n"), 100_000),
    "one line of comments": (T, lambda n: in_transform(f"        a = 1 {'/* c */ ' * n}\n"), 50_000),
    "one line of quotes": (T, lambda n: in_transform(f"        a = {chr(34) * n}\n"), 300_000),
    "one line of backslashes": (T, lambda n: in_transform(f'        a = "{chr(92) * n}\n'), 300_000),
    "one line of ends": (P, lambda n: f"process A\n{'end ' * n}\n", 50_000),
    "one line of arms": (P, lambda n: f"process A\nroute by x\n{'when a -> emit to b ' * n}\n", 5_000),
    "one line of braces": (P, lambda n: f"process A {'{ ' * n}{'} ' * n}\n", 50_000),
    "one row of bars": (R, lambda n: TABLE + "| a " * n + "|\n", 100_000),
    "a million spaces": (S, lambda n: in_schema(f"    a:{' ' * n}string\n"), 1_000_000),
    "spaces at the end": (S, lambda n: in_schema(f"    a: string{' ' * n}\n"), 1_000_000),
    "spaces, then a mistake": (S, lambda n: in_schema(f"    a: string{' ' * n}?\n"), 300_000),
    "lines of spaces": (S, lambda n: in_schema(f"{' ' * 100}\n" * n), 10_000),
    "rows": (R, lambda n: TABLE + "".join(f"| {i} | b |\n" for i in range(n)), 50_000),
    "broken rows": (R, lambda n: TABLE + "".join(f"| {i} | b\n" for i in range(n)), 20_000),
    "unclosed strings": (S, lambda n: in_schema('    a: string default: "b\n' * n), 50_000),
    "unclosed texts": (T, lambda n: in_transform('        a = """b\n' * n), 50_000),
    "unclosed comments": (S, lambda n: in_schema("    a: string /* b\n" * n), 50_000),
    "unclosed comments alone": (S, lambda n: in_schema("/* b\n" * n), 50_000),
    "unclosed braces": (S, lambda n: "schema A {\n" * n, 50_000),
    "unclosed brackets": (S, lambda n: in_schema("    a: string [values: b\n" * n), 50_000),
    "unclosed parentheses": (T, lambda n: in_transform("        a = (b\n" * n), 20_000),
    "an operator per line": (T, lambda n: in_transform("        a = b\n" + "            + c\n" * n), 5_000),
    "ends": (P, lambda n: "process A\n" + "end\n" * n, 50_000),
    "nested ifs": (R, lambda n: "rule A\n" + "if a then\n" * n + "end\n" * n + "end\n", 20_000),
    "nested ifs, unclosed": (R, lambda n: "rule A\n" + "if a then\n" * n, 20_000),
    "nested objects": (S, lambda n: in_schema("a: object\n" * n + "end\n" * n), 5_000),
    "nested routes": (P, lambda n: "process A\n" + "route by x\n" * n + "end\n" * (n + 1), 5_000),
    "nested braces": (S, lambda n: in_schema("a: object {\n" * n + "}\n" * n), 5_000),
    "strays": (P, lambda n: "so it is\n" * n, 20_000),
    "misspelled statements": (P, lambda n: "process A\n" + "".join(f"emti to x{i}\n" for i in range(n)), 5_000),
    "comments": (S, lambda n: "// comment\n" * n + in_schema("    a: string\n"), 100_000),
    "definitions": (S, lambda n: "".join(f"schema S{i}\nend\n" for i in range(n)), 20_000),
}  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes")
    parser.add_argument("--only", default="", help="a part of the names of cases to run")
    options = parser.parse_args()
    rows = []
    for name, (language, make, size) in CASES.items():
        if options.only in name:
            count = int(size * options.scale)
            measure(language, make(2))  # imports and compiles what the first use does
            once, twice = (measure(language, make(n)) for n in (count, 2 * count))
            ratios = [f"{b / a:.1f}×" for a, b in zip(once, twice, strict=True)]
            cells = [f"{seconds * 1e3:.0f}" for seconds in twice]
            mixed = [cell for pair in zip(cells, ratios, strict=True) for cell in pair]
            rows.append([name, language, f"{2 * count:,}", *mixed])
            print(rows[-1], file=sys.stderr)
    header = ["text", "language", "2n", "parse ms", "", "edit ms", "", "declare ms", "", "format ms", ""]  # fmt: skip
    show("Pathological texts of size 2n, and how much longer than of size n", header, rows)


def measure(language: Language, text: str) -> tuple[float, float, float, float]:
    """Return the seconds to parse a text, to edit it in the middle, to declare and to format it.

    Without collections of garbage: when one comes in a step, and what of the others' it then goes
    through, says nothing of the step.
    """
    scanner.cache_clear()
    item_parser.cache_clear()
    gc.collect()
    gc.disable()
    start = time.process_time()
    file = SourceFile(language, text)
    for segment in file.segments:
        assert segment.entries is not None
        assert segment.problems is not None
    parsed = time.process_time()
    line = len(file.lines) // 2
    column = len(file.lines[line]) // 2
    file.edit((line, column), (line, column), "x")
    file.edit((line, column), (line, column + 1), "")
    edited = time.process_time()
    for segment in file.segments:
        declare(segment)
    declared = time.process_time()
    format_text(language, text)
    formatted = time.process_time()
    gc.enable()
    return parsed - start, edited - parsed, declared - edited, formatted - declared


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)  # as the commands do
    main()
