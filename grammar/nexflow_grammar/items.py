"""Lines to items: what the scan cut, put together where it goes over several lines, and parsed.

A chunk is the items of one line with all that goes on below it. It knows no position but those in
itself, so lines that read the same share one, and moving it costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_grammar.patterns import Pattern
from nexflow_grammar.scan_state import IF_ARMS
from nexflow_grammar.tree.nodes import Keyword, Phrase
from nexflow_grammar.tree.process import Clause, Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from nexflow_grammar.fold_state import Folded, State
    from nexflow_grammar.parser import Parsed
    from nexflow_grammar.scan_state import LineScan, Piece
    from nexflow_grammar.tree.nodes import Node

#: Items that say more about the statement above them: below which statements each may hang.
ATTACHED: dict[str, tuple[str, ...]] = {
    "clause": (
        "receive", "emit", "persist", "transform", "evaluate", "enrich", "lookup", "call_external", "clause",
        "window", "aggregate", "aggregate_block", "sql", "hold", "await", "join", "deduplicate",
        "state_machine", "validate_schema", "audit", "merge", "route",
    ),
    "id_clause": (
        "receive", "emit", "enrich", "lookup", "call_external", "window", "aggregate",
        "aggregate_block", "join", "deduplicate", "await", "hold", "sql", "schedule", "transition",
    ),
    "clause_block": ("receive", "emit", "transform", "evaluate", "call_external", "audit", "enrich"),
    "time_clause": ("time", "receive", "window"),
    "lifecycle": ("version",),
    "compatibility": ("version",),
    "persist_error": ("persist", "emit"),
    "entry_value": ("entry",),
    "parameter_option": ("parameter",),
    "check_clause": ("check",),
    "service_option": ("service",),
    "filter": ("lookup",),
    "timeout_action": ("await", "hold"),
    "on_partial_timeout": ("aggregate",),
    "handler": ("transform", "evaluate", "deduplicate", "receive"),
    "aggregate": ("window",),
    "aggregate_block": ("window",),
}  # fmt: skip
#: What a window is for: it may stand behind the window's `end`.
AGGREGATES = frozenset({"aggregate", "aggregate_block"})
#: What waits for something, and must hear what to do when that does not come.
WAITING = frozenset({"await", "hold"})
#: What items say last, on their line or below it.
DEMANDED = {"check": "a text in quotes or `message:`", "validate_schema": "`emit to`"}
#: What is done at a timeout: the first of these below what waits belongs to it.
TIMEOUT_ACTIONS = frozenset({"emit", "timeout_action"})
#: The items that definitions start with.
HEADS = {
    "schema_head": "schema", "types_head": "types", "transform_head": "transform",
    "table_head": "table", "rule_head": "rule", "services_head": "services",
    "actions_head": "actions", "process_head": "process",
}  # fmt: skip
#: Items that are no entries of the tree.
SILENT = frozenset({"brace", "stray_end", "mismatched_end", "unclosed_comment"})
#: Items that do more than stand below their block.
_SPECIAL = SILENT.union(
    TIMEOUT_ACTIONS, WAITING, ATTACHED, DEMANDED, IF_ARMS, ("end", "reopen", "checkpoint")
)


#: An entry: `path =`, `path ->`, `name :`.
_ENTRY = Pattern(r"[A-Za-z_][\w.]*\s*(=(?!=)|->|:)")


class Item(Struct, frozen=True):
    """A statement, clause, field or row: offsets in its chunk, and what it does to open blocks."""

    start: int
    end: int
    rule: str
    text: str
    pops: int
    opens: str
    parsed: Parsed

    @property
    def node(self) -> Node:
        """The item's tree, relative to its start."""
        return self.parsed.node

    @property
    def broken(self) -> bool:
        """Whether the item does not parse."""
        return self.parsed.broken

    @property
    def sign(self) -> str:
        """The sign behind the name of an entry that may not stand where it does; "" of others."""
        found = _ENTRY.match(self.text) if self.rule == "unknown" else None
        return found[1] if found is not None else ""


class Chunk(Struct, eq=False):
    """The items of a line and of what goes on below it.

    plain: whether they only stand below each other in a block. wrong: whether one does not parse.
    folds: what comes of it in some states (see `fold.py`).
    """

    items: tuple[Item, ...]
    plain: bool
    wrong: bool
    folds: dict[State, Folded] = field(default_factory=dict)


def chunk_of(
    parse: Callable[[str, str], Parsed], lines: list[str], scans: list[LineScan]
) -> Chunk | None:
    """Return the chunk of a line and those that go on with it, or None for comments and blanks."""
    if len(scans) == 1 and len(scans[0].pieces) == 1:
        return _chunk_of_piece(parse, lines[0], scans[0].pieces[0])
    spans: list[tuple[int, Piece]] = []
    ends: list[int] = []
    last = 0  # the item that may go on: not the mistake of a comment that nothing closes
    offset = 0
    for line, scan in zip(lines, scans, strict=True):
        for piece in scan.pieces:
            if piece.rule or not spans:
                spans.append((offset + piece.start, piece))
                ends.append(offset + piece.end)
                if piece.rule != "unclosed_comment":
                    last = len(ends) - 1
            else:
                ends[last] = offset + piece.end
                if piece.becomes:
                    start, lead = spans[last]
                    spans[last] = start, replace(lead, rule=piece.becomes, opens=piece.opens)
        offset += len(line)
    if not spans:
        return None
    text = lines[0] if len(lines) == 1 else "".join(lines)
    items: list[Item] = []
    plain, wrong = True, False
    for (start, piece), end in zip(spans, ends, strict=True):
        rule, item = piece.rule or "unknown", text[start:end]
        parsed = parse(rule, item)
        items.append(Item(start, end, rule, item, piece.pops, piece.opens, parsed))
        plain = plain and not (piece.pops or piece.opens or rule in _SPECIAL)
        wrong = wrong or bool(parsed.problems)
    return Chunk(tuple(items), plain and not wrong, wrong)


def _chunk_of_piece(parse: Callable[[str, str], Parsed], line: str, piece: Piece) -> Chunk:
    """Return the chunk of a line that is one piece, as most are."""
    start, end, pops, opens = piece.start, piece.end, piece.pops, piece.opens
    rule, text = piece.rule or "unknown", line[start:end]
    parsed = parse(rule, text)
    wrong = bool(parsed.problems)
    plain = not (wrong or pops or opens or rule in _SPECIAL)
    return Chunk((Item(start, end, rule, text, pops, opens, parsed),), plain, wrong)


def names_schema(item: Item) -> bool:
    """Tell whether a clause is `as S`, which may follow the `end` of an aggregate."""
    if item.rule not in ATTACHED or not isinstance(item.node, Phrase):
        return False
    clause = item.node.first(Clause)
    return clause is not None and clause.key == "schema"


def filters(item: Item) -> bool:
    """Tell whether a lookup says its `filter` on its own line."""
    if item.rule != "lookup" or not isinstance(item.node, Phrase):
        return False
    return any(isinstance(part, Filter) for part in item.node.parts)


def awaits(item: Item) -> bool:
    """Tell whether a statement leaves open what to do, at its timeout say."""
    if item.rule == "validate_schema":
        return not is_whole(item)
    if item.rule not in WAITING or not isinstance(item.node, Phrase):
        return False
    timeout = item.node.phrase("timeout")
    return timeout is None or timeout.phrase("timeout_action") is None


def is_whole(item: Item) -> bool:
    """Tell whether a check or a validation of the schema says all that it must."""
    node = item.node
    if not isinstance(node, Phrase):
        return True
    if node.rule == "validate_schema":
        return len(node.parts) < 2 or not isinstance(node.parts[-1], Keyword)  # noqa: PLR2004
    return len(node.parts) > 1
