"""`nexflow table`: what a decision table does with sample records, and inputs that test it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from nexflow_analysis.evaluation.decisions import Decided, SecondMatchError, decide
from nexflow_analysis.evaluation.records import fields_of, read_record
from nexflow_analysis.evaluation.values import NotEvaluableError, RecordError
from nexflow_analysis.names import suggestion
from nexflow_analysis.table.examples import Unmet, examples_of
from nexflow_analysis.table.reading import TableReading, read_segment
from nexflow_analysis.table.records import as_json
from nexflow_server.commands.projects import find_project
from nexflow_server.commands.terminal import FAILED, FOUND, OK, complain
from nexflow_server.projects import ProjectFolder

NAME = "table"
HELP = "try a decision table: which rows sample records hit, or inputs that test every row"
EXAMPLES = """\
examples:
  nexflow table FraudRules --sample orders.jsonl
  nexflow table FraudRules examples/orders --cases > fraud_cases.jsonl

A sample holds one JSON object per line, `-` is standard input. `--cases` prints one JSON object per
line: what is given, the rows that decide (from 1), and the results that are expected.

exit codes:
  0  done    1  some records or rows could not be evaluated    2  the table could not be read
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("table", metavar="NAME", help="the name of the decision table")
    parser.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="the project's folder, or a file in it"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--sample", metavar="FILE", help="say which row each record of a file hits")
    what.add_argument(
        "--cases", action="store_true", help="print inputs that cover every row and condition"
    )
    parser.add_argument(
        "--summary", action="store_true", help="with --sample: leave out the line per record"
    )


def run(options: Namespace) -> int:
    """Read the table and do what is asked."""
    project = find_project(options.path)
    if project is None:
        return FAILED
    reading = _reading(project, options.table)
    if reading is None:
        return FAILED
    if options.cases:
        return _cases(reading, project)
    try:
        if options.sample == "-":
            return _sample(reading, project, sys.stdin, summary=options.summary)
        with Path(options.sample).open(encoding="utf-8") as file:
            return _sample(reading, project, file, summary=options.summary)
    except (OSError, UnicodeDecodeError) as error:
        complain(f"`{options.sample}` cannot be read: {error}")
        return FAILED


def _reading(project: ProjectFolder, name: str) -> TableReading | None:
    """Return the table of a name; say why where there is none."""
    workspace = project.workspace
    lookup = workspace.lookup()
    found = [one for one in lookup.declared("rule", name) if one.segment is not None]
    tables = [one for one in found if one.segment is not None and one.segment.kind == "table"]
    if not tables:
        names = [
            other
            for other in lookup.names("rule")
            for one in lookup.declared("rule", other)
            if one.segment is not None and one.segment.kind == "table"
        ]
        complain(f"there is no decision table `{name}`" + suggestion(name, names, ""))
        return None
    segment = tables[0].segment
    assert segment is not None
    reading = read_segment(segment, lookup)
    if reading is None:
        place = project.relative(tables[0].path)
        complain(f"the decision table `{name}` has syntax errors: see `nexflow check {place}`")
    return reading


def _sample(reading: TableReading, project: ProjectFolder, lines: TextIO, *, summary: bool) -> int:
    """Say which rows the records of a sample hit, and how often each is hit."""
    lookup = project.workspace.lookup()
    fields = fields_of(reading.definition, lookup)
    hits: Counter[int] = Counter()
    records = missed = failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        records += 1
        try:
            record = read_record(_object(line), fields, lookup)
            found = decide(reading.table, reading.definition.hit_policy, record)
        except (NotEvaluableError, RecordError, ValueError) as error:
            failed += 1
            complain(f"line {number}: {_reason(error)}")
            continue
        hits.update(found.rows)
        missed += not found.rows
        if not summary:
            _say(f"{number}: {_rows(found)}")
    _print_hits(reading, hits, records - failed, missed)
    _print_order(reading, hits, missed)
    return FOUND if failed else OK


def _object(line: str) -> Mapping[str, Any]:
    """Read a JSON object; numbers with a point are exact. Raises ValueError."""
    found = json.loads(line, parse_float=Decimal)
    if not isinstance(found, dict):
        raise ValueError("this is no JSON object")  # noqa: TRY004 - what json raises, too
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, NotEvaluableError):
        return f"the record cannot be evaluated: {error}"
    if isinstance(error, SecondMatchError):
        return f"{error}, and `single_hit` allows one"
    return str(error)


def _rows(found: Decided) -> str:
    if not found.rows:
        return "no row"
    return ", ".join(f"row {row + 1}" for row in found.rows)


def _print_hits(reading: TableReading, hits: Counter[int], records: int, missed: int) -> None:
    _say(f"{'row':>5} {'hits':>9} {'share':>7}")
    for row in range(len(reading.table.rows)):
        _say(f"{row + 1:>5} {hits[row]:>9,} {_share(hits[row], records):>7}")
    if missed:
        _say(f"{'none':>5} {missed:>9,} {_share(missed, records):>7}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _print_order(reading: TableReading, hits: Counter[int], missed: int) -> None:
    """Say in which order of the rows fewer would be asked, where order means nothing."""
    from nexflow_analysis.table.frequency import by_frequency, rows_asked  # noqa: PLC0415

    model = reading.model
    if model is None or model.hit_policy != "first_match" or not hits:
        return
    counted = [hits[row] for row in model.rows]
    before = list(range(len(counted)))
    order = by_frequency(model, counted)
    now, then = rows_asked(before, counted, missed), rows_asked(order, counted, missed)
    if then < now:
        records = hits.total() + missed
        rows = ", ".join(str(model.rows[row] + 1) for row in order)
        _say(
            f"In the order {rows} the same decisions ask {then / records:.1f} rows per record "
            f"instead of {now / records:.1f}."
        )


def _cases(reading: TableReading, project: ProjectFolder) -> int:
    """Print inputs that cover the table."""
    open_ends = 0
    for found in examples_of(reading, project.workspace.lookup()):
        if isinstance(found, Unmet):
            open_ends += 1
            complain(found.reason)
            continue
        shown = {
            "given": as_json(found.given), "rows": found.rows, "expect": as_json(found.expect),
            "covers": found.covers,
        }  # fmt: skip
        _say(json.dumps(shown, ensure_ascii=False))
    return FOUND if open_ends else OK


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
