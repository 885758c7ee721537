"""Items to the tree of a definition: a fold over the pieces that the scan found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.build import Problem
from nexflow_grammar.parser import item_parser
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase
from nexflow_grammar.tree.process import Clause

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language
    from nexflow_grammar.parser import Parsed
    from nexflow_grammar.scan_state import LineScan, Piece

#: Items that say more about the statement above them: below which statements each may hang.
ATTACHED: dict[str, tuple[str, ...]] = {
    "clause": (
        "receive", "emit", "persist", "transform", "evaluate", "enrich", "lookup", "call_external", "clause",
        "window", "aggregate", "aggregate_block", "sql", "hold", "await", "join", "deduplicate",
        "state_machine", "on_commit", "validate_schema", "audit", "merge", "route",
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
    "timeout_action": ("await", "hold"),
    "on_partial_timeout": ("aggregate",),
    "handler": ("transform", "evaluate", "deduplicate", "receive"),
}  # fmt: skip
_ALONE = frozenset({"compatibility", "time_clause", "handler"})
#: What items say last, on their line or below it.
_DEMANDED = {"check": "a text in quotes or `message:`", "validate_schema": "`emit to`"}
#: What is done at a timeout: the first of these below an `await` or a `hold` belongs to it.
_TIMEOUT_ACTIONS = frozenset({"emit", "timeout_action"})
#: Items that do more than stand below their block.
_SPECIAL = _TIMEOUT_ACTIONS.union(
    ATTACHED,
    _DEMANDED,
    ("end", "reopen", "mismatched_end", "brace", "stray_end", "unclosed_comment"),
)
_OUTSIDE = "this stands outside of any definition: an `end` or a `}` above is one too many"


class Item(NamedTuple):
    """A piece of a segment: its rule, text and offsets, and what it does to the block stack."""

    start: int
    end: int
    rule: str
    text: str
    pops: int
    opens: str


class Entry(Struct, frozen=True):
    """An item at its place. start, end: offsets in the segment; end includes what hangs below.

    node: the item's tree, relative to start. broken: whether the item does not parse; checks leave
    broken items alone. children: clauses, arms, fields, rows and statements below the item.
    """

    start: int
    end: int
    rule: str
    node: Node
    broken: bool
    children: tuple[Entry, ...]

    def every(self, *rules: str) -> list[Entry]:
        """Return the children of some rules."""
        return [child for child in self.children if child.rule in rules]

    def first(self, *rules: str) -> Entry | None:
        """Return the first child of some rules, or None."""
        return next((child for child in self.children if child.rule in rules), None)


class _Frame(Struct):
    """An item whose children are still being gathered.

    excused: whether a mistake elsewhere may be why its `end` is missing.
    """

    item: Item
    node: Node
    broken: bool
    optional: bool
    excused: bool = False
    children: list[Entry] = field(default_factory=list)
    end: int = 0

    def close(self) -> Entry:
        end = max(self.item.end, self.end, self.children[-1].end if self.children else 0)
        return Entry(
            self.item.start, end, self.item.rule, self.node, self.broken, tuple(self.children)
        )


def items_of(text: str, lines: list[str], scans: list[LineScan]) -> list[Item]:
    """Join the pieces of the lines of a segment's text to items."""
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
        offset += len(line)
    return [
        Item(start, end, piece.rule or "unknown", text[start:end], piece.pops, piece.opens)
        for (start, piece), end in zip(spans, ends, strict=True)
    ]


def assemble(
    language: Language, items: list[Item], *, ended: bool
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Make the tree of a segment: its top entries, and all problems in order.

    ended: whether the last line left no block open.
    """
    return _Assembly(language).run(items, ended=ended)


class _Assembly:
    """The fold of a segment's items to entries."""

    def __init__(self, language: Language) -> None:
        self.blocks = OUTLINES[language].blocks
        self.parse = item_parser(language)
        root = Item(0, 0, "segment", "", 0, "")
        self.frames = [_Frame(root, Node(0, 0), broken=False, optional=True)]
        self.problems: list[Problem] = []
        self.unfinished: dict[int, Problem] = {}  # of items that wait for more, by their starts
        self.nested: Item | None = None  # the last `object` that opens a record
        self.closed_optional = False
        self.reopened = False

    def run(
        self, items: list[Item], *, ended: bool
    ) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
        """Add all items, then close what is still open."""
        frames = self.frames
        for item in items:
            start, end, rule, text, pops, opens = item
            parsed = self.parse(rule, text)
            if pops or opens or rule in _SPECIAL or parsed.problems or self.reopened:
                self._item(item, parsed)
            else:  # most items: a field, a row, an assignment
                entry = Entry(start, end, rule, parsed.node, broken=False, children=())
                frames[-1].children.append(entry)
                self.closed_optional = False
        only_definition_open = len(frames) == 2  # noqa: PLR2004 - below the root
        if not ended and not (self.closed_optional and only_definition_open):
            self._unclosed()
        while len(frames) > 1:
            self._close()
        self.problems.extend(self.unfinished.values())
        self.problems.sort(key=lambda problem: (problem.start, problem.end))
        return tuple(frames[0].children), tuple(self.problems)

    def _item(self, item: Item, parsed: Parsed) -> None:
        # Once an `end` has come for a `}`, others may follow from the same mistake.
        if item.rule != "mismatched_end" or not any(f.excused for f in self.frames):
            for problem in parsed.problems:
                start, end = problem.start + item.start, problem.end + item.start
                self._say(start, end, problem.message, problem.code)
        for _ in range(item.pops):
            self._close_implicitly(item)
        if self.reopened:
            self.reopened = False
            self._say(item.start, item.start + len(item.text.split()[0]), _OUTSIDE, "NX004")
        match item.rule:
            case "end":
                self._end(item)
                return
            case "reopen":
                self._reopen(item)
                return
            case "mismatched_end" if item.text == "end":
                self.frames[-1].excused = True
            case "brace" | "stray_end" | "mismatched_end" | "unclosed_comment":
                pass
            case _ if item.opens:
                self._open(item, parsed)
            case _:
                self._leaf(item, parsed)
        self.closed_optional = False

    def _open(self, item: Item, parsed: Parsed) -> None:
        optional = item.opens.endswith("?") or self._optional(item.opens)
        if item.rule == "nested" and item.text.endswith("object"):
            self.nested = item
        self.frames.append(_Frame(item, parsed.node, parsed.broken, optional))

    def _leaf(self, item: Item, parsed: Parsed) -> None:
        if item.rule in _DEMANDED and not parsed.broken and not _is_whole(parsed.node):
            message = f"this ends too early: {_DEMANDED[item.rule]} is expected"
            last = item.end - len(item.text.split()[-1])
            self.unfinished[item.start] = Problem(last, item.end, message)
        self._add(Entry(item.start, item.end, item.rule, parsed.node, parsed.broken, ()))

    def _end(self, item: Item) -> None:
        frame = self.frames[-1]
        frame.end = item.end
        self.closed_optional = frame.optional
        self._close()
        # A block that is half-typed may have taken the `end` of the one around it.
        self.frames[-1].excused |= frame.broken and not frame.optional

    def _optional(self, name: str) -> bool:
        return self.blocks[name].optional_end or self.blocks[name].soft

    def _say(self, start: int, end: int, message: str, code: str) -> None:
        self.problems.append(Problem(start, end, message, code))

    def _reopen(self, item: Item) -> None:
        """Go on with the definition above: the `end` that closed it was one too many."""
        closed = self.frames[0].children.pop()
        frame = _Frame(
            Item(closed.start, closed.end, closed.rule, "", 0, item.opens),
            closed.node, closed.broken, optional=False, children=list(closed.children),
        )  # fmt: skip
        self.frames.append(frame)
        self.reopened = True

    def _close(self) -> None:
        frame = self.frames.pop()
        self.frames[-1].excused |= frame.excused
        self._add(frame.close())

    def _close_implicitly(self, item: Item) -> None:
        frame = self.frames[-1]
        if not (frame.optional or frame.broken or frame.excused):
            before = item.text.split()[0] if item.text.split() else item.text
            message = (
                f"`{_first_words(frame)}` is not closed: an `end` is missing before `{before}`"
            )
            self._say(*_head_range(frame), message, "NX005")
        self._close()

    def _unclosed(self) -> None:
        """Report the definition that nothing closes, unless another mistake says why."""
        if len(self.frames) == 1 or any(f.broken or f.excused for f in self.frames):
            return
        outer, inner = self.frames[1], self.frames[-1]
        message = f"`{_first_words(outer)}` is not closed: an `end` is missing"
        if inner is not outer:
            message += f", perhaps that of `{_first_words(inner)}` in it"
        elif self.nested is not None:
            head = " ".join(self.nested.text.split())
            message += (
                f", perhaps that of `{head}`; a record of unknown fields is `{head} optional`"
            )
        self._say(*_head_range(outer), message, "NX005")

    def _add(self, entry: Entry) -> None:
        """Put an entry below its block, or below the statement that it says more about."""
        frame = self.frames[-1]
        hosts = ATTACHED.get(entry.rule)
        at = len(frame.children) - 1
        # A `receive` may go on with clauses below its `filter`.
        while entry.rule == "clause" and at > 0 and frame.children[at].rule == "filter":
            at -= 1
        host = frame.children[at] if at >= 0 else None
        if host is not None:
            more = _attached(host, entry, hosts or ())
            if more is not None:
                self.unfinished.pop(host.start, None)
                frame.children[at] = more
                return
        if hosts and entry.rule not in _ALONE and not self._goes_without(frame, host, entry):
            message = (
                "this clause belongs to no statement above it; move it below the one it is about"
            )
            self._say(entry.start, entry.end, message, "NX006")
        frame.children.append(entry)

    def _goes_without(self, frame: _Frame, host: Entry | None, entry: Entry) -> bool:
        """Tell whether an entry needs no statement above it, or misses a broken one."""
        in_block = frame.item.opens.rstrip("?") in ("window", "aggregates", "persist")
        return in_block or entry.broken or (host is not None and host.broken)


def _attached(host: Entry, entry: Entry, hosts: tuple[str, ...]) -> Entry | None:
    """Return the host with an entry below it, or None where it does not belong there."""
    last = host.children[-1] if host.children else None
    if host.rule in ("await", "hold") and last is not None and last.rule == "emit":
        more = _attached(last, entry, hosts)
        return None if more is None else _with_last(host, (*host.children[:-1], more))
    if host.rule == "aggregate_block" and not _names_schema(entry):
        return None
    if host.rule in hosts or (entry.rule == "emit" and _awaits_action(host)):
        return _with_last(host, (*host.children, entry))
    return None


def _is_whole(node: Node) -> bool:
    """Tell whether a check or a validation of the schema says all that it must."""
    if not isinstance(node, Phrase):
        return True
    if node.rule == "validate_schema":
        return len(node.parts) == 1 or not isinstance(node.parts[-1], Keyword)
    return len(node.parts) > 1


def _names_schema(entry: Entry) -> bool:
    """Tell whether a clause is `as S`, which may follow the `end` of an aggregate."""
    clause = entry.node.first(Clause) if isinstance(entry.node, Phrase) else None
    return clause is not None and clause.key == "schema"


def _awaits_action(host: Entry) -> bool:
    """Tell whether a statement still needs to hear what to do, at its timeout say."""
    if host.rule == "validate_schema":
        return not host.children and not _is_whole(host.node)
    if host.rule not in ("await", "hold") or not isinstance(host.node, Phrase):
        return False
    said = host.node.phrase("timeout_action") is not None
    return not said and all(child.rule not in _TIMEOUT_ACTIONS for child in host.children)


def _with_last(host: Entry, children: tuple[Entry, ...]) -> Entry:
    return Entry(host.start, children[-1].end, host.rule, host.node, host.broken, children)


def _head_range(frame: _Frame) -> tuple[int, int]:
    first_line = frame.item.text.split("\n", 1)[0].rstrip()
    return frame.item.start, frame.item.start + len(first_line)


def _first_words(frame: _Frame) -> str:
    return " ".join(frame.item.text.split()[:2]).rstrip(":{ ")
