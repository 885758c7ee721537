"""Event time: which statements need it, and what holds them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import Elsewhere, LocalFix, OptionEdit, Severity
from nexflow_analysis.process.edits import first_line
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nexflow_analysis.process.state import Flow, Stream


def need_event_time(state: Flow, entry: Entry, node: Node, stream: Stream, what: str) -> bool:
    """Check that a stream's records have a time; report where they surely have none."""
    if state.settings.time is not None or stream.event_time is not False:
        return True
    state.error(
        entry, node, "NX510",
        f"{what} needs the time of each record: write `time by FIELD` in the process, or give the "
        "schema's `streaming` part a `time_field`",
        *_time_fixes(state, entry, stream),
    )  # fmt: skip
    return False


def _time_fixes(state: Flow, entry: Entry, stream: Stream) -> tuple[LocalFix, ...]:
    """Return the fixes that name a time: one per required timestamp that all its sources have."""
    schemas = [source.schema for source in stream.sources]
    records = [state.lookup.record(schema) for schema in schemas if schema is not None]
    if not records or None in schemas:
        return ()
    names = [
        field.name
        for field in records[0].fields
        if field.type == t.TIMESTAMP
        and not field.nullable
        and all((one := record.field(field.name)) and one.type == t.TIMESTAMP for record in records)
    ]
    return tuple(first_line(state.segment, entry, f"time by {name}") for name in names[:3])


def need_time(
    state: Flow, entry: Entry, words: Sequence[Word], streams: Sequence[Stream], what: str
) -> None:
    """Check the times of the streams that a `join` or an `await` brings together."""
    timed = [
        need_event_time(state, entry, word, stream, f"to {what} `{word.text}`")
        for word, stream in zip(words, streams, strict=True)
    ]
    by_clock = state.settings.time is not None and state.settings.time.field is None
    if not all(timed) or by_clock or state.settings.batch:
        return
    for word, stream in zip(words, streams, strict=True):
        for source in stream.sources:
            schema = source.schema
            if schema is None or source.bounded or schema.option("idle_timeout") is not None:
                continue
            message = (
                f"`{word.text}` has no idle timeout: one partition without records stops the {what}; write "
                f"`idle_timeout: 1 minute` in the `streaming` part of `{schema.name}`"
            )
            line = OptionEdit(schema.name, "idle_timeout: 1 minute")
            title = f"Write `{line.text}` in `{schema.name}`"
            fix = LocalFix(title, (), safe=False, elsewhere=(line,))
            if not entry.broken:
                state.reporter.add(
                    entry, word, "NX533", message, severity=Severity.WARNING, fixes=(fix,),
                    related=(Elsewhere("schema", schema.name, "this is the schema"),),
                )  # fmt: skip
            break
