"""The keys of windows, joins and state: that there are some, that they are there, and can be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix
from nexflow_analysis.fit import article
from nexflow_analysis.process.edits import line_above, moved
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node, Path, Word

if TYPE_CHECKING:
    from nexflow_analysis.definitions import RuleDefinition, TableDefinition
    from nexflow_analysis.process.settings import Settings
    from nexflow_analysis.process.state import Flow, Stream


_NO_KEYS = (t.Collection, t.Mapping, t.Record, t.AnyRecord)


def check_key(
    state: Flow, entry: Entry, path: Path, typed: t.Typed, what: str, streams: str = ""
) -> None:
    """Check that a field can be a key: that it has a simple type, and is not null."""
    type_ = state.lookup.deep(typed.type)
    if isinstance(type_, _NO_KEYS) or type_ == t.BYTES:
        state.error(
            entry, path, "NX559",
            f"`{path.text}` is {article(type_)}, and a key is one text, number, date or uuid; name a field of that "
            "kind, or set one above",
        )  # fmt: skip
    elif type_ == t.DOUBLE:
        state.warn(
            entry, path, "NX559",
            f"`{path.text}` is a double, and two that are computed are seldom equal; use an integer, a decimal or a "
            "text as the key",
        )  # fmt: skip
    elif typed.nullable and not isinstance(type_, t.Unknown):
        nullable_key(state, entry, path, what, streams)


def nullable_key(state: Flow, entry: Entry, path: Path, what: str, streams: str = "") -> None:
    """Warn that a key may be null."""
    where = f" in {streams}" if streams else ""
    becomes = {
        "window": "a record without it goes to the dead letters",
        "deduplicate": "a record without it goes to the dead letters",
        "hold": "a record without it goes to the dead letters",
        "join": "a record without it matches nothing",
        "await": "a record without it is never met",
    }[what]
    fixes = () if streams else _filters(state, entry, path)
    state.warn(
        entry, path, "NX531",
        f"`{path.text}` may be null{where}, and {becomes}; make it required, or filter "
        f"`{path.text} is not null` above",
        *fixes,
    )  # fmt: skip


def _filters(state: Flow, entry: Entry, path: Path) -> tuple[LocalFix, ...]:
    line = f"filter {path.text} is not null"
    statement = state.statement(entry)
    return (moved(line_above(state.segment, statement, line), statement.start - entry.start),)


def need_key_of_rule(
    state: Flow,
    entry: Entry,
    word: Word,
    stream: Stream | None,
    rule: TableDefinition | RuleDefinition,
) -> None:
    """Check that there is a key where a rule looks back at earlier records."""
    if rule.keeps_history:
        need_key(state, entry, word, stream, f"the history that `{rule.name}` looks at")


def need_key(state: Flow, entry: Entry, node: Node, stream: Stream | None, what: str) -> None:
    """Check that a statement without a key of its own has one from the process or the schema."""
    if stream is None or key_of(state.settings, stream):
        return
    schemas = [source.schema for source in stream.sources]
    if not schemas or None in schemas or stream.record.open:
        return
    if lost := next((schema for schema in schemas if schema and schema.identity), None):
        names = " and ".join(f"`{name}`" for name in lost.identity)
        why = f"the record at this point has no {names} any more, the identity of `{lost.name}`"
        fix = "write `partition by FIELD` in the process"
    else:
        why = "neither the process nor the schema has one"
        fix = "write `partition by FIELD` in the process, or give the schema an `identity`"
    state.error(entry, node, "NX518", f"{what} is kept per key, and {why}; {fix}")


def key_of(settings: Settings, stream: Stream) -> tuple[str, ...]:
    """Return the key of a statement that names none: of `partition by`, else of a schema's identity."""
    if settings.keys:
        return tuple(path.text for _entry, path in settings.keys)
    for source in stream.sources:
        identity = source.schema.identity if source.schema is not None else ()
        if identity and all(stream.record.field(name) is not None for name in identity):
            return identity
    return ()
