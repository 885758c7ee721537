"""Tests for a table: points that cover it, as records with the decisions that they must give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from nexflow_analysis.definitions import FieldDefinition
from nexflow_analysis.evaluation.decisions import SecondMatchError, decide
from nexflow_analysis.evaluation.records import completed, fields_of, inner_fields
from nexflow_analysis.evaluation.values import NotEvaluableError, RecordError
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.table.budget import BudgetExceededError
from nexflow_analysis.table.cases import Cases, Obligation, Point, cases_of
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.reading import TableReading
from nexflow_analysis.table.records import example_record
from nexflow_grammar.tree import expressions as e

#: Whoever asks for them waits: minutes, not the half second of an editor.
_STEPS = 50_000_000


class Example(Struct, frozen=True):
    """A record and what the table makes of it.

    rows: their numbers, from 1. expect: the results by name, a list of them where rows are
    collected, None where the record is an error. covers: what it is there for.
    """

    given: dict[str, Any]
    rows: tuple[int, ...]
    expect: Any
    covers: tuple[str, ...]


class Unmet(Struct, frozen=True):
    """Why something is not covered."""

    reason: str


def examples_of(reading: TableReading, lookup: Lookup) -> Iterator[Example | Unmet]:
    """Yield the records that cover a table, then what they leave uncovered."""
    model = reading.model
    if model is None:
        yield Unmet("the table's conditions cannot be read; see what `nexflow check` says of it")
        return
    computed = [c.text for c in model.columns if not _names_of(_expression(reading, c.number))]
    if computed:
        names = ", ".join(f"`{text}`" for text in computed)
        yield Unmet(f"no inputs can be chosen for what is computed: {names}")
        return
    try:
        cases = cases_of(model, _STEPS)
    except BudgetExceededError:
        yield Unmet("the table's conditions combine in too many ways")
        return
    for point in cases.points:
        yield _example(point, cases, reading, model, lookup)
    yield from (Unmet(_why(obligation, model)) for obligation in cases.open)


def _example(
    point: Point, cases: Cases, reading: TableReading, model: TableModel, lookup: Lookup
) -> Example | Unmet:
    fields = fields_of(reading.definition, lookup)
    given = example_record(fields, lookup)
    for column, atom in zip(model.columns, point, strict=True):
        value = column.domain.example(1 << atom)[0]
        _put(given, _names_of(_expression(reading, column.number)), value, fields, lookup)
    covers = tuple(_what(one, model) for one in cases.covers[point])
    try:
        found = decide(reading.table, model.hit_policy, completed(given, fields, lookup))
    except SecondMatchError:
        return Example(given, (), None, covers)
    except (NotEvaluableError, RecordError) as error:
        return Unmet(f"{'; '.join(covers)}: not covered, `{error}` cannot be evaluated")
    return Example(given, tuple(row + 1 for row in found.rows), found.results, covers)


def _expression(reading: TableReading, column: int) -> e.Expression | None:
    return reading.table.columns[column].expression


def _names_of(node: e.Expression | None) -> list[str]:
    """Return the names of a path, none for another expression."""
    match node:
        case e.Name():
            return [node.text]
        case e.Member():
            target = _names_of(node.target)
            return [*target, node.name.text] if target else []
        case _:
            return []


def _put(
    record: dict[str, Any], names: list[str], value: Any,
    fields: tuple[FieldDefinition, ...], lookup: Lookup,
) -> None:  # fmt: skip
    """Set a field of a record, or of a record in it, by its declared name."""
    field = next((one for one in fields if normal(one.name) == normal(names[0])), None)
    name = field.name if field is not None else names[0]
    if len(names) == 1:
        record[name] = value
        return
    inner = record.get(name)
    if not isinstance(inner, dict):
        inner = record[name] = {}
    known = inner_fields(field, lookup) if field is not None else ()
    _put(inner, names[1:], value, known, lookup)


def _what(obligation: Obligation, model: TableModel) -> str:
    row, column = obligation
    number = model.rows[row] + 1
    return (
        f"row {number}"
        if column < 0
        else f"row {number} without its `{model.columns[column].text}`"
    )


def _why(obligation: Obligation, model: TableModel) -> str:
    row = obligation[0]
    if not model.exact >> row & 1:
        return f"{_what(obligation, model)} is not covered: a cell of it is not analysed"
    return f"{_what(obligation, model)} is not covered: other rows take all that it matches"
