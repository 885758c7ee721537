"""How fast text becomes a tree: cold parses and keystrokes of 10,000-line files.

Run with `python benchmarks/grammar.py [lines]`. A cold parse is compared with one pass of a
tokenizer's regular expression over the same text, a keystroke with both. Times are of the processor,
so that what else the machine does disturbs less.
"""

from __future__ import annotations

import gc
import random
import re
import statistics
import sys
import time
from typing import TYPE_CHECKING

from printing import show

from nexflow_grammar.languages import Language
from nexflow_grammar.parser import item_parser
from nexflow_grammar.scanner import scanner
from nexflow_grammar.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = re.compile(
    r"""//[^\n]*|"(?:[^"\\\n]|\\.)*"|[A-Za-z_]\w*|\d[\d_.,]*|->|[=!<>]=|\s+|.""", re.VERBOSE
)
EDITS = 200


def schema(number: int, unique: str) -> str:
    """Return a schema of 20 lines; unique: what makes its names differ from all others."""
    fields = "".join(
        f"        field{unique}_{n}: {kind}\n"
        for n, kind in enumerate(
            ("string required", "integer [range: 0..100]", "money [range: 0..] required", "uuid",
             'string default: "EUR"', "timestamp required", "list<string>", "string pii.email")
        )
    )  # fmt: skip
    return (
        f"// Documents schema {number}.\nschema Order{number}\n    pattern event_log\n"
        f"    version 1.0.0\n    fields\n{fields}    end\n    computed\n"
        f"        large{unique} = field{unique}_1 > 10 and field{unique}_0 is not null\n    end\n"
        f'    constraints\n        field{unique}_1 > 0 as "positive"\n    end\nend\n\n'
    )


def transform(number: int, unique: str) -> str:
    """Return a transform of 20 lines."""
    body = "".join(
        f"        out{unique}_{n} = {value}\n"
        for n, value in enumerate(
            (f"amount{unique} * rate", "round(amount * 7%, 2)", "customer.address.country",
             f'when a{unique} > 1 then "x" otherwise "y"', "concat(first, last)",
             "sum(lines, price * quantity)", f"coalesce(b{unique}, 0)")
        )
    )  # fmt: skip
    return (
        f"transform price{number}\n    pure: true\n    input: Order\n    output: Priced\n"
        f'    validate_input\n        require amount{unique} > 0 else "positive"\n    end\n'
        f"    apply\n        let rate = 1.1\n{body}    end\n"
        '    on_error\n        reject with code "PRICE"\n    end\nend\n\n'
    )


def rules(number: int, unique: str) -> str:
    """Return a table of 14 rows."""
    rows = "".join(
        f'        | >= ${n},000 | {n} to {n + 9} | "block{unique}_{n}" | "reason {n}" |\n'
        for n in range(1, 11)
    )
    return (
        f"decision_table Fraud{number}\n    hit_policy first_match\n    given:\n"
        "        amount: money\n        score: integer\n    decide:\n"
        f"        | amount | score | decision | reason |\n        |===|===|===|===|\n{rows}"
        "    return:\n        decision: string\n        reason: string\nend\n\n"
    )


def process(number: int, unique: str) -> str:
    """Return a process of 20 lines."""
    return (
        f'process Intake{number}\n    parallelism 4\n    receive Order from kafka "orders{unique}"\n'
        f"        schema Order\n        partition_key customer{unique}\n"
        f'    filter amount{unique} > 10 and status != "x"\n    transform using price{unique}\n'
        "    enrich from Customers on customer_id\n        select tier, risk\n"
        f"    evaluate using Fraud\n    route by decision{unique}\n"
        f'        when "block" -> emit to blocked{unique}\n        otherwise -> emit to rest\n'
        "    end\n    window tumbling 1 minute\n        aggregate sum(amount) by region\n"
        f"    emit to final{unique}\n        schema Decision\n    on error\n"
        "        transform_error dead_letter failed\n    end\nend\n\n"
    )


MAKERS: dict[Language, Callable[[int, str], str]] = {
    Language.PROCESS: process,
    Language.SCHEMA: schema,
    Language.TRANSFORM: transform,
    Language.RULES: rules,
}


def source(language: Language, lines: int, *, repeats: bool) -> str:
    """Return a file of about so many lines. repeats: whether statements recur, as they do."""
    texts: list[str] = []
    count = 0
    while count < lines:
        number = len(texts)
        texts.append(MAKERS[language](number, "" if repeats else str(number)))
        count += texts[-1].count("\n")
    return "".join(texts)


#: By language: how one long definition begins, its lines, and how it ends.
LONG: dict[Language, tuple[str, str, str]] = {
    Language.PROCESS: ("process Big\n", '    filter a{n} > {n} and status != "x"\n    emit to sink{n}\n', "end\n"),
    Language.SCHEMA: (
        "schema Big\n    fields\n", "        f{n}: integer [range: 0..{n}] required\n", "    end\nend\n",
    ),
    Language.TRANSFORM: (
        "transform Big\n    apply\n", "        a{n} = round(b * {n}, 2) + rate\n", "    end\nend\n",
    ),
    Language.RULES: (
        "decision_table Big\n    decide\n        | amount | score | decision |\n        |===|===|===|\n",
        '        | >= {n} | 7 | "d{n}" |\n',
        "    end\nend\n",
    ),
}  # fmt: skip


def one_definition(language: Language, lines: int) -> str:
    """Return a file that is one definition of so many lines."""
    head, line, tail = LONG[language]
    count = lines // line.count("\n")
    return head + "".join(line.replace("{n}", str(n)) for n in range(count)) + tail


def cold(language: Language, text: str) -> float:
    """Return the seconds of a parse with empty memos; the grammars are compiled already."""
    SourceFile(language, MAKERS[language](0, "warm"))
    best = float("inf")
    for _ in range(3):
        scanner.cache_clear()
        item_parser.cache_clear()
        scanner(language), item_parser(language)
        gc.collect()
        gc.disable()  # as the server and a check do while they read
        start = time.process_time()
        SourceFile(language, text)
        best = min(best, time.process_time() - start)
        gc.enable()
    return best


def token_pass(text: str) -> float:
    """Return the seconds of one pass of a tokenizer over the text."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _token in TOKEN.finditer(text):
            pass
        best = min(best, time.process_time() - start)
    return best


Edit = tuple[tuple[int, int], tuple[int, int], str]


def timed(file: SourceFile, edit: Edit) -> float:
    """Return the seconds from an edit to the syntax problems of what it made new."""
    start = time.process_time()
    _, added = file.edit(*edit)
    for segment in added:
        assert segment.problems is not None
    return time.process_time() - start


def keystrokes(language: Language, text: str, kinds: tuple[str, ...]) -> list[float]:
    """Return the seconds of random small edits of some kinds, each of which is taken back."""
    file = SourceFile(language, text)
    for broken in ("end\n", "hed\n", "k7 = \n"):  # a first mistake loads grammars, 40 ms
        assert [one.problems for one in SourceFile(language, text[:800] + broken).segments]
    gc.collect()
    gc.freeze()  # as the server does
    generator = random.Random(1)
    times: list[float] = []
    for number in range(EDITS):
        line = generator.randrange(len(file.lines) - 1)
        column = generator.randrange(len(file.lines[line].rstrip("\n")) + 1)
        kind = kinds[number % len(kinds)]
        typed = TYPED.get(kind, "k7")
        if kind == "top":
            line = 0
        if typed.endswith("\n"):
            column = 0
        if kind == "delete":
            gone = file.lines[line]
            times.append(timed(file, ((line, 0), (line + 1, 0), "")))
            times.append(timed(file, ((line, 0), (line, 0), gone)))
            continue
        times.append(timed(file, ((line, column), (line, column), typed)))
        end = (line + 1, 0) if typed.endswith("\n") else (line, column + len(typed))
        times.append(timed(file, ((line, column), end, "")))
    assert file.text == text
    gc.unfreeze()
    return sorted(times)


TYPED = {"end": "    end\n", "top": "// shifts all\n", "quote": '"', "line": "    new: uuid\n"}
SMALL = (*["word"] * 8, "end", "top")
#: Edits in one long definition: every tenth is an `end` that ends it early, or a quote left open.
LARGE = ("word", "line", "delete", "word", "quote", "word", "end", "word", "line", "delete")


def cells(times: list[float], parse: float, tokens: float) -> list[str]:
    """Return the cells of a row: median, 95th percentile, worst; and ratios of the median."""
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    figures = [f"{seconds * 1e3:.3f}" for seconds in (median, late, times[-1])]
    return [*figures, f"1/{parse / median:,.0f}", f"1/{tokens / median:,.0f}"]


def paste(language: Language, lines: int, *, repeats: bool) -> list[str]:
    """Measure pasting 500 lines into the middle of a file, and parsing them as a file."""
    new = source(language, 500, repeats=repeats)
    if not repeats:
        new = re.sub(r"\b(field|out|amount|block)(?=[\d_])", "pasted", new)
    scanner.cache_clear()
    item_parser.cache_clear()
    file = SourceFile(language, source(language, lines, repeats=True))
    at = (file.starts[len(file.starts) // 2], 0)
    gc.collect()
    gc.freeze()
    pasted = timed(file, (at, at, new))
    fresh = cold(language, new)
    if repeats:  # the file's own statements are known
        start = time.process_time()
        SourceFile(language, new)
        fresh = time.process_time() - start
    return [f"{pasted * 1e3:.2f}", f"{fresh * 1e3:.2f}", f"{pasted / fresh:.2f}"]


def main() -> None:
    """Print the tables."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    header = [
        "file",
        "lines",
        "tokens",
        "cold",
        "ratio",
        "median",
        "p95",
        "worst",
        "of cold",
        "of tokens",
    ]
    rows, long_rows, pastes, sizes = [], [], [], []
    for language in Language:
        for repeats in (True, False):
            name = f"{language}, {'repeating' if repeats else 'unique'}"
            rows.append(row(name, language, source(language, lines, repeats=repeats), SMALL))
            pastes.append([name, *paste(language, lines, repeats=repeats)])
        long_rows.append(row(f"{language}", language, one_definition(language, lines), LARGE))
        few, many = (
            statistics.median(keystrokes(language, source(language, n, repeats=True), SMALL))
            for n in (lines, 5 * lines)
        )
        sizes.append([language, f"{few * 1e3:.3f}", f"{many * 1e3:.3f}", f"{many / few:.2f}"])
    show("Many definitions: cold parse and keystrokes (ms)", header, rows)
    show(
        "One definition: cold parse and edits, of which a fifth restructure it (ms)",
        header,
        long_rows,
    )
    show(
        "500 lines pasted, and parsed by themselves (ms)",
        ["file", "paste", "fresh", "ratio"],
        pastes,
    )
    show(
        f"Keystrokes at {lines:,} and {5 * lines:,} lines (median ms)",
        ["file", "", "", "ratio"],
        sizes,
    )


def row(name: str, language: Language, text: str, kinds: tuple[str, ...]) -> list[str]:
    """Measure one file."""
    tokens, parse = token_pass(text), cold(language, text)
    measured = cells(keystrokes(language, text, kinds), parse, tokens)
    seconds = [f"{tokens * 1e3:.1f}", f"{parse * 1e3:.0f}", f"{parse / tokens:.1f}"]
    return [name, f"{text.count(chr(10)):,}", *seconds, *measured]


if __name__ == "__main__":
    main()
