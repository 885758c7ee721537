"""The keys of windows, joins and state: that there are some, and that they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis.diagnostics import LocalFix
from nexflow_analysis.process.edits import line_above, moved
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node, Path, Word

if TYPE_CHECKING:
    from nexflow_analysis.definitions import RuleDefinition, TableDefinition
    from nexflow_analysis.process.state import Flow, Stream


def nullable_key(state: Flow, entry: Entry, path: Path, what: str, streams: str = "") -> None:
    """Warn that a key may be null."""
    where = f" in {streams}" if streams else ""
    becomes = {
        "window": "a record without it goes to the dead letters",
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
    if state.settings.keys or stream is None:
        return
    for source in stream.sources:
        if source.schema is None or source.schema.identity:
            return
    if not stream.sources:
        return
    state.error(
        entry, node, "NX518",
        f"{what} is kept per key, and neither the process nor the schema has one; write `partition by FIELD` "
        "in the process, or give the schema an `identity`",
    )  # fmt: skip
