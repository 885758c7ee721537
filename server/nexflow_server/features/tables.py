"""What is known of a decision table, of one of its columns and of one of its rows, in Markdown."""

from __future__ import annotations

from itertools import islice
from math import ceil, log2

from nexflow_analysis.table.analysis import Proof, prove
from nexflow_analysis.table.budget import Budget, BudgetExceededError
from nexflow_analysis.table.cases import space_of
from nexflow_analysis.table.model import ConditionColumn, TableModel
from nexflow_analysis.table.reading import read_segment
from nexflow_analysis.table.space import Box
from nexflow_analysis.table.strategy import Strategy, plan_of
from nexflow_analysis.table.values import bits
from nexflow_server.features.cursor import Cursor

#: A hover answers at once: a fifth of what a proof in the editor may take.
_STEPS = 50_000
_MOST_BOXES = 5
_MOST_CUTS = 20
_POLICIES = {
    "first_match": "the first row that matches decides",
    "single_hit": "exactly one row may match",
    "multi_hit": "every row that matches counts, in order",
    "collect_all": "the results of all rows that match are collected",
}


def about_table(cursor: Cursor) -> str:
    """Return what is known of the table at a position, "" where it is none."""
    reading = read_segment(cursor.segment, cursor.workspace.lookup())
    if reading is None:
        return ""
    policy = reading.definition.hit_policy
    lines = [f"`{policy}`: {_POLICIES.get(policy, 'all rows that match are aggregated')}."]
    model = reading.model
    if model is None:
        return f"{lines[0]} {len(reading.table.rows)} rows; their conditions cannot be analysed."
    proof = prove(model, Budget(_STEPS))
    rows, columns = len(model.rows), len(model.columns)
    lines.append(f"{rows} rows over {columns} conditions. {_completeness(proof, model)}")
    unknown = [_unknown_cells(column, model) for column in model.columns if column.unknown]
    if unknown:
        lines.append(f"Not analysed: {'; '.join(unknown)}.")
    lines.append(_cost(model))
    return "\n\n".join(lines)


def _completeness(proof: Proof, model: TableModel) -> str:
    if proof.complete:
        return "It is complete: every input matches a row."
    if proof.gaps:
        return "It is not complete: some inputs match no row."
    if "gaps" in proof.unproven or any(column.unknown for column in model.columns):
        return "Whether it is complete is not proven."
    return "Whether every input matches a row is not known."


def _unknown_cells(column: ConditionColumn, model: TableModel) -> str:
    """Name the cells of a column that are expressions, regular expressions or calls."""
    numbers = sorted(model.rows[row] + 1 for row in bits(column.unknown))
    shown = ", ".join(map(str, numbers[:_MOST_BOXES]))
    rest = len(numbers) - _MOST_BOXES
    more = f" and {rest} more" if rest > 0 else ""
    return f"`{column.text}` in row{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _cost(model: TableModel) -> str:
    plan = plan_of(model)
    rows = len(model.rows)
    match plan.strategy:
        case Strategy.HASH:
            return "Compiled to a hash lookup: one step per record, however many rows."
        case Strategy.SEARCH:
            steps = ceil(log2(len(plan.starts)))
            return f"Compiled to a binary search: at most {steps} comparisons per record."
        case Strategy.CHAIN:
            return (
                f"Compiled to an if-else chain: up to {rows} rows are asked per record, "
                "so the rows that match most often belong at the top."
            )


def about_column(cursor: Cursor) -> tuple[str, int, int] | None:
    """Return what the header column at a position may be, and its range in the segment."""
    reading = read_segment(cursor.segment, cursor.workspace.lookup())
    if reading is None or reading.model is None or reading.table.header is not cursor.entry:
        return None
    header = reading.table.header
    assert header is not None
    for known in reading.model.columns:
        column = reading.table.columns[known.number]
        start, end = header.start + column.start, header.start + column.end
        if start <= cursor.offset <= end:
            return _domain(known), start, end
    return None


def _domain(column: ConditionColumn) -> str:
    limits = column.domain.limits()
    null = ", or null" if column.domain.nullable else ""
    lines = [f"Values: {f'`{limits}`' if limits else 'all of the type'}{null}."]
    cuts = column.domain.boundaries()
    if cuts:
        more = f" and {len(cuts) - _MOST_CUTS} more" if len(cuts) > _MOST_CUTS else ""
        shown = ", ".join(f"`{cut}`" for cut in cuts[:_MOST_CUTS])
        lines.append(f"The rows cut them at {shown}{more}.")
    if column.unknown:
        count = column.unknown.bit_count()
        cells = "One cell is" if count == 1 else f"{count} cells are"
        lines.append(f"{cells} not analysed: nothing is claimed that depends on them.")
    return "\n\n".join(lines)


def about_row(cursor: Cursor) -> tuple[str, int, int] | None:
    """Return when the row at a position is reached, and its range in the segment."""
    reading = read_segment(cursor.segment, cursor.workspace.lookup())
    entry = cursor.entry
    if reading is None or entry is None:
        return None
    written = next((n for n, row in enumerate(reading.table.rows) if row.entry is entry), None)
    if written is None:
        return None
    text = f"Row {written + 1}"
    if reading.model is not None and written in reading.model.rows:
        text += f". {_reached(reading.model, reading.model.rows.index(written))}"
    return text, entry.start, entry.end


def _reached(model: TableModel, row: int) -> str:
    """Say what the rows above leave of a row."""
    space = space_of(model, _STEPS)
    first = model.hit_policy == "first_match"
    above = model.exact & ((1 << row) - 1) if first else 0
    try:
        boxes = list(islice(space.uncovered(space.box(row), above), _MOST_BOXES + 1))
    except BudgetExceededError:
        return "What the rows above leave of it is not proven."
    if not boxes:
        return "No input reaches it: the rows above take all that it matches."
    if boxes == [space.box(row)]:
        return "It is reached by all that it matches." if row and first else "It is asked first."
    whens = [_when(space.widened(box, above), model, space.box(row)) for box in boxes[:_MOST_BOXES]]
    more = "\n- …" if len(boxes) > _MOST_BOXES else ""
    listed = "\n".join(f"- {when}" for when in dict.fromkeys(whens))
    return f"It is reached when\n\n{listed}{more}"


def _when(box: Box, model: TableModel, own: Box) -> str:
    """Write a box as conditions, those columns aside that may have any value."""
    conditions = []
    for column, values, mine in zip(model.columns, box, own, strict=True):
        said = values & mine
        if said != column.domain.all:
            cells = " or ".join(cell for _, cell in column.domain.parts(said))
            conditions.append(f"`{column.text}` is `{cells}`")
    return " and ".join(conditions) or "always"
