"""Tables that are searched decide what the reference evaluation decides, row by row asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from generated import compile_java, generate, run_java

from nexflow_analysis.declare import declare
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.evaluation.decisions import decide
from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.tables import read_table
from nexflow_codegen.java import string_literal
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

Inputs = dict[str, list[Value]]

#: Name → (inputs, what the rows are, the inputs that are tried, what the Java must hold).
TABLES: dict[str, tuple[str, list[str], Inputs, str]] = {
    "Codes": (
        "code: string nullable",
        [*(f'| in ("c{n}", "d{n}") | "r{n % 4}" |' for n in range(9)), '| * | "rest" |'],
        {"code": ["c0", "c4", "d8", "c9", "", 'q"\\', None]},
        'case "c0", "d0" ->',
    ),
    "Pairs": (
        "code: string; open: boolean",
        [f'| "c{n // 2}" | {("true", "false")[n % 2]} | "r{n}" |' for n in range(11)],
        {"code": ["c0", "c4", "c5", "x"], "open": [True, False]},
        "if (open) {",
    ),
    "Sets": (
        "code: string; kind: string [values: a, b, c] nullable",
        [f'| in ("c{n}", "d{n}") | in ("a", "b") | "r{n}" |' for n in range(8)],
        {"code": ["c0", "d7", "x"], "kind": ["a", "b", "c", None]},
        "switch (code)",
    ),
    "Ranges": (
        "amount: money nullable",
        [*(f'| ${n * 100} to ${n * 100 + 99}.99 | "r{n}" |' for n in range(10)),
         '| is null | "none" |'],
        {"amount": [None, *map(Decimal, ("-1.00", "0.00", "99.99", "100.00", "950.00", "1000.00"))]},
        "if (amount == null) {",
    ),
    "Days": (
        "day: date",
        [f'| < "2024-01-{n:02}" | "r{n}" |' for n in range(2, 12)],
        {"day": [date(2023, 1, 1), date(2024, 1, 2), date(2024, 1, 10), date(2024, 1, 11)]},
        "day.compareTo(",
    ),
    "Many": (
        "code: string",
        [f'| "code-{n}" | "r{n}" |' for n in range(230)] + ['| "\U0001f600" | "x" |', '| "\uffee" | "y" |'],
        {"code": ["code-0", "code-9", "code-99", "code-229", "code-230", "\U0001f600", "\uffee"]},
        "ROWS.get(code)",
    ),
    "Computed": (
        "code: string",
        [f'| "code-{n}" | "r{n}" + code |' for n in range(120)],
        {"code": ["code-0", "code-9", "code-119", "code-120", ""]},
        "compareTo(",
    ),
    "Bands": (
        "n: integer",
        [f'| {n * 10} to {n * 10 + 8} | "r{n}" |' for n in range(230)],
        {"n": [-1, 0, 8, 9, 10, 1159, 1160, 2298, 2299, 2300]},
        "return part",
    ),
    "Share": (
        "x: double nullable",
        [*(f'| <= {n / 10} | "r{n}" |' for n in range(10)), '| > 5 | "big" |'],
        {"x": [None, -1.5, 0.0, 0.05, 0.9, 0.95, 5.0, 5.5]},
        "x <= 0.4",
    ),
    "Prefixes": (
        "code: string",
        [f'| starts_with "c{n}" | "r{n}" |' for n in range(60, -1, -1)],
        {"code": ["c60", "c10x", "c9", "c1", "c", "x"]},
        "rows51To61(code)",
    ),
}  # fmt: skip


def text_of(name: str) -> str:
    inputs, rows, _, _ = TABLES[name]
    given = [part.strip() for part in inputs.split(";")]
    header = " | ".join(part.split(":")[0] for part in given)
    lines = [
        f"decision_table {name}", "given:", *given, "decide:", f"| {header} | r |", "|===|",
        *rows, "return:", "r: string", "end", "",
    ]  # fmt: skip
    return "\n".join(lines)


def expected(name: str, record: dict[str, Value]) -> str:
    [segment] = [
        one for one in SourceFile(Language.RULES, text_of(name)).segments if one.kind == "table"
    ]
    [definition] = [one for one in declare(segment) if isinstance(one, TableDefinition)]
    assert segment.head is not None
    found = decide(read_table(segment.head, definition), definition.hit_policy, record).results
    assert isinstance(found, dict)
    return f"Result[r={'null' if found['r'] is None else found['r']}]"


def java(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return string_literal(value)
        case int():
            return f"{value}L"
        case float():
            return repr(value)
        case Decimal():
            return f'new java.math.BigDecimal("{value}")'
        case _:
            return f'java.time.LocalDate.parse("{value}")'


@pytest.mark.flink
def test_searched_tables_decide_what_the_language_says(
    flink_class_path: str, tmp_path: Path
) -> None:
    made = generate({f"{name}.rules": text_of(name) for name in TABLES})
    assert made.problems == []
    calls: list[tuple[str, str]] = []
    for name, (_, _, tried, held) in TABLES.items():
        [text] = [java for path, java in made.java.items() if path.endswith(f"/{name}.java")]
        assert held in text
        for values in product(*tried.values()):
            record = dict(zip(tried, values, strict=True))
            call = f"com.example.generated.rules.{name}.evaluate({', '.join(map(java, values))})"
            calls.append((call, expected(name, record)))
    shows = "\n".join(f"        System.out.println({call});" for call, _ in calls)
    main = f"public final class Main {{\n    private Main() {{}}\n    public static void main(String[] args) {{\n{shows}\n    }}\n}}\n"
    sources = {**made.java, "src/main/java/Main.java": main}
    assert compile_java(sources, tmp_path, flink_class_path) == ""
    shown = run_java("Main", tmp_path, flink_class_path).splitlines()
    wrong = [
        f"{call} is {value}, not {right}"
        for (call, right), value in zip(calls, shown, strict=True)
        if value != right
    ]
    assert not wrong, "\n".join(wrong)
