"""Personal data behind names that are no fields: what `let` names, and what is kept in `state`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.lookup import with_fields
from nexflow_analysis.names import normal
from nexflow_analysis.pii import value_pii
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

#: Profiles of personal data, by the name that holds it: `name` of a `let`, `state.name`.
Personal = tuple[tuple[str, str], ...]
_STATE = "state"


def seen(stream: Stream) -> t.Record:
    """Return the record as expressions see it: with what `let` names, and the states, as fields."""
    if not stream.personal and not stream.lets:
        return stream.record
    marks = dict(stream.personal)
    fields = [
        t.RecordField(name, typed.type, typed.nullable, marks.get(name, ""))
        for name, typed in stream.lets
    ]
    states = [
        t.RecordField(name.removeprefix(f"{_STATE}."), t.UNKNOWN, nullable=True, pii=profile)
        for name, profile in stream.personal
        if name.startswith(f"{_STATE}.")
    ]
    if states and stream.record.field(_STATE) is None:
        fields.append(t.RecordField(_STATE, t.Record("", tuple(states)), nullable=False))
    return with_fields(stream.record, fields)


def let_personal(state: Flow, before: Stream, name: str, value: e.Expression) -> Personal:
    """Return the names that hold personal data below a `let`."""
    profile = value_pii(seen(before), value, state.lookup)
    others = tuple(one for one in before.personal if one[0] != name)
    return (*others, (name, profile)) if profile else others


def keep_personal(state: Flow, before: Stream, name: Word, value: e.Expression) -> None:
    """Remember that a state is set to personal data."""
    profile = value_pii(seen(before), value, state.lookup)
    if profile:
        state.personal.setdefault(f"{_STATE}.{normal(name.text)}", profile)


def of_states(stream: Stream) -> Personal:
    """Return the states that hold personal data, which another record does not change."""
    return tuple(one for one in stream.personal if one[0].startswith(f"{_STATE}."))


def of_all(streams: Iterable[Stream]) -> Personal:
    """Return the names that hold personal data in one of some streams."""
    return tuple(dict(one for stream in streams for one in stream.personal).items())


def marked(stream: Stream, personal: dict[str, str]) -> Stream:
    """Return a stream that knows which states hold personal data."""
    return replace(stream, personal=tuple(personal.items())) if personal else stream
