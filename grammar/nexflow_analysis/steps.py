"""What a step of a process asks of the record, and what it adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.lookup import with_fields
from nexflow_analysis.names import suggestion
from nexflow_analysis.process.edits import line_above
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def rename_fix(word: Word, near: str | None) -> tuple[LocalFix, ...]:
    """Return the fix that writes the nearest name."""
    if near is None:
        return ()
    return (LocalFix(f"Write `{near}`", (Replacement(word.start, word.end, near),), safe=False),)


def check_inputs(
    state: Flow,
    entry: Entry,
    name: Word,
    stream: Stream | None,
    wanted: t.Record,
    *,
    nulls_fail: bool = False,
) -> None:
    """Check that a record has the fields that a step asks for, with fitting types.

    nulls_fail: whether a null where none is allowed is an error of the record.
    """
    record = stream.record if stream is not None else None
    if record is None or record.open or (record.name and record.name == wanted.name):
        return
    for field in wanted.fields:
        found = record.field(field.name)
        if found is None:
            if not field.nullable:
                names = [known.name for known in record.fields]
                hint = suggestion(field.name, names)
                state.error(
                    entry, name, "NX501",
                    f"`{name.text}` needs the field `{field.name}`, which the record at this point "
                    f"does not have{hint}",
                )  # fmt: skip
            continue
        problem = fit_problem(
            t.Typed(state.lookup.deep(found.type), found.nullable), state.lookup.deep(field.type)
        )
        if problem:
            state.error(
                entry, name, "NX502",
                f"the field `{field.name}` that `{name.text}` needs has another type here: {problem}",
            )  # fmt: skip
        elif nulls_fail and found.nullable and not field.nullable and found.type != t.UNKNOWN:
            line = f"filter {found.name} is not null"
            state.warn(
                entry, name, "NX523",
                f"`{found.name}` may be null here, and `{name.text}` requires it: such a record fails; give it a "
                f"value with `??`, or filter `{found.name} is not null` above",
                line_above(state.segment, entry, line),
            )  # fmt: skip


def result_fields(
    state: Flow, entry: Entry, name: Word, record: t.Record, added: list[t.RecordField],
    instead: str,
) -> t.Record:  # fmt: skip
    """Add a step's results to the record; a name that is already there is an error.

    instead: how the statement gives a result, `{}`, another name.
    """
    for field in added:
        if record.field(field.name) is not None:
            state.error(
                entry, name, "NX503",
                f"`{name.text}` adds the field `{field.name}`, which the record already has; "
                f"{instead.format(field.name)}, or remove the one there before",
            )  # fmt: skip
    return with_fields(record, added)
