"""How fast text becomes a tree: cold parses and keystrokes of 10,000-line files.

Run with `python benchmarks/grammar.py [lines]`. A cold parse is compared with one pass of a
tokenizer's regular expression over the same text, a keystroke with a fresh parse.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from typing import TYPE_CHECKING

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


def one_table(rows: int) -> str:
    """Return a file that is one table of so many rows."""
    body = "".join(f'        | >= {n} | {n % 90} | "d{n % 7}" |\n' for n in range(rows))
    head = "decision_table Big\n    decide\n        | amount | score | decision |\n        |===|\n"
    return f"{head}{body}    end\nend\n"


def cold(language: Language, text: str) -> float:
    """Return the seconds of a parse with empty memos; the grammars are compiled already."""
    SourceFile(language, MAKERS[language](0, "warm"))
    best = float("inf")
    for _ in range(3):
        scanner.cache_clear()
        item_parser.cache_clear()
        scanner(language), item_parser(language)
        start = time.perf_counter()
        SourceFile(language, text)
        best = min(best, time.perf_counter() - start)
    return best


def token_pass(text: str) -> float:
    """Return the seconds of one pass of a tokenizer over the text."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for _token in TOKEN.finditer(text):
            pass
        best = min(best, time.perf_counter() - start)
    return best


def keystrokes(language: Language, text: str) -> list[float]:
    """Return the seconds of random small edits: in words, of `end`s, and at the top."""
    file = SourceFile(language, text)
    generator = random.Random(1)
    times: list[float] = []
    for number in range(EDITS):
        line = generator.randrange(len(file.lines))
        column = generator.randrange(len(file.lines[line].rstrip("\n")) + 1)
        typed = f"k{number}"
        if number % 10 == 0:
            typed, column = "    end\n", 0
        elif number % 10 == 5:
            typed, line, column = "// shifts all\n", 0, 0
        start = time.perf_counter()
        file.edit((line, column), (line, column), typed)
        times.append(time.perf_counter() - start)
        end = (line + 1, 0) if typed.endswith("\n") else (line, column + len(typed))
        start = time.perf_counter()
        file.edit((line, column), end, "")
        times.append(time.perf_counter() - start)
    assert file.text == text
    return sorted(times)


def row(name: str, language: Language, text: str) -> None:
    """Measure one file and print its line of the table."""
    tokens, parse = token_pass(text), cold(language, text)
    times = keystrokes(language, text)
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    print(
        f"{name:20} {text.count(chr(10)):6} {tokens * 1e3:7.1f} {parse * 1e3:7.1f} "
        f"{parse / tokens:6.1f} {median * 1e3:8.3f} {late * 1e3:7.3f} {parse / median:8.0f}"
    )


def main() -> None:
    """Print the table."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print("file                  lines  tokens    cold  ratio   median     p95   cold/med   (ms)")
    for language in Language:
        row(f"{language}, repeating", language, source(language, lines, repeats=True))
        row(f"{language}, unique", language, source(language, lines, repeats=False))
    row("one table", Language.RULES, one_table(lines))


if __name__ == "__main__":
    main()
