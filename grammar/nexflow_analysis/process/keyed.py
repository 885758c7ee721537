"""Steps that leave the record's fields as they are: checks, flags, timers, ends of its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.fit import article, common
from nexflow_analysis.lookup import with_fields
from nexflow_analysis.process.combining import paths_in
from nexflow_analysis.process.expressions import infer_clauses, infer_fields
from nexflow_analysis.process.keys import check_key, need_key
from nexflow_analysis.process.state import unknown_stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word
from nexflow_grammar.tree.process import Terminal
from nexflow_grammar.tree.types import Require

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

#: What is known of an error where it is handled.
_ERROR = t.Record(
    "",
    tuple(t.RecordField(name, t.STRING, nullable=False) for name in ("kind", "message", "step")),
    open=True,
)


def terminal(_state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `continue` and `terminate`."""
    assert isinstance(entry.node, Terminal)
    return before if entry.node.kind == "continue" else None


def passed_on(_state: Flow, _entry: Entry, before: Stream | None) -> Stream | None:
    """Follow a step that only lets records through."""
    return before


def deduplicate(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `deduplicate by …`: the first of each key goes on, the others to `on_duplicate`."""
    assert isinstance(entry.node, Phrase)
    for path in paths_in(entry.node):
        check_key(state, entry, path, state.field_type(entry, path, before), "deduplicate")
    for child in entry.every("handler"):
        state.walk(child.children, before)
    return before


def validate(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `validate_input`: what goes on meets every requirement."""
    stream = before
    for child in entry.children:
        if isinstance(child.node, Require):
            state.condition(child, child.node.condition, before, "a requirement")
            if stream is not None:
                stream = state.passing(child.node.condition, stream)
    return stream


def schedule(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `schedule t after e`: a timer per key."""
    assert isinstance(entry.node, Phrase)
    after, *until = entry.node.every(e.Expression)
    typed = state.infer(entry, after, before)
    known = isinstance(typed.type, t.Scalar) and typed.type not in (t.NULL, t.DURATION, t.TIMESTAMP)
    if known:
        message = f"a timer waits for a duration or until a time, and this is {article(typed.type)}"
        state.error(entry, after, "NX150", message)
    for condition in until:
        state.condition(entry, condition, before, "what ends a repetition")
    need_key(state, entry, entry.node, before, "a timer")
    return before


def transition(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `transition to s`: the state of an entity, kept per key."""
    need_key(state, entry, entry.node, before, "the state of a state machine")
    return before


def audit(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `emit_audit_event`."""
    assert isinstance(entry.node, Phrase)
    actor, payload = entry.node.phrase("audit_actor"), entry.node.phrase("audit_payload")
    path = actor.first(Path) if actor is not None else None
    if path is not None:
        state.field_type(entry, path, before)
    for value in payload.every(e.Expression) if payload is not None else ():
        infer_fields(state, entry, value, before)
    infer_clauses(state, entry, before)
    return before


def flagged(_state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `add_flag`: the text is added to the field `flags`; a log changes nothing."""
    kind = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
    if before is None or (kind is not None and kind.text.startswith("log_")):
        return before
    return _noted(before, "flags", t.Collection("list", t.STRING))


def metadata(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `add_metadata "k" = e`: the map `metadata` holds the value, as text."""
    assert isinstance(entry.node, Phrase)
    for value in entry.node.every(e.Expression)[1:]:
        state.infer(entry, value, before)
    return before and _noted(before, "metadata", t.Mapping(t.STRING, t.STRING))


def adjust_score(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `adjust_score by f`: the number is added to the field `score`."""
    assert isinstance(entry.node, Phrase)
    path = entry.node.first(Path)
    added = state.field_type(entry, path, before) if path is not None else t.UNKNOWN_VALUE
    if path is not None and not _is_number(added.type):
        message = f"a score is a number, and `{path.text}` is {article(added.type)}"
        state.error(entry, path, "NX150", message)
        return before and before.with_record(replace(before.record, open=True))
    if before is None:
        return None
    known = before.record.field("score")
    type_ = added.type if known is None else common(state.lookup.deep(known.type), added.type)
    return _noted(before, "score", type_)


def _is_number(type_: t.Type) -> bool:
    unknown = isinstance(type_, t.Unknown | t.Named) or type_ == t.NULL
    return unknown or (isinstance(type_, t.Scalar) and type_.is_numeric)


def _noted(stream: Stream, name: str, type_: t.Type) -> Stream:
    """Return a stream whose records have a note in a field; one that has it keeps its type."""
    known = stream.record.field(name)
    if known is not None and name != "score":
        type_ = known.type
    field = t.RecordField(known.name if known is not None else name, type_, nullable=False)
    notes = stream.notes if known is not None else stream.notes | {name}
    return replace(stream, record=with_fields(stream.record, [field]), notes=notes)


def on_error(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow what is done on an error: of the record that failed nothing is known."""
    known = (("error", t.Typed(_ERROR)),)
    state.walk(entry.children, replace(unknown_stream(), lets=known))
    return before


def retry(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow the steps that stand below a retry."""
    state.walk(entry.children, before)
    return before


def on_commit(_state: Flow, _entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `on commit`, which is about the process, not about the current stream."""
    return before
