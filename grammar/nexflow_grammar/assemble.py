"""Items to the tree of a definition: a fold over the pieces that the scan found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.build import Problem
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.segments import LineScan
from nexflow_grammar.tree.nodes import Node

#: Items that say more about the statement above them: below which statements each may hang.
ATTACHED: dict[str, tuple[str, ...]] = {
    "clause": (
        "receive", "emit", "persist", "transform", "evaluate", "enrich", "lookup", "call", "clause",
        "window", "aggregate", "sql", "hold", "await", "join", "deduplicate",
    ),
    "time_clause": ("time", "receive", "window"),
    "lifecycle": ("version",),
    "compatibility": ("version",),
    "persist_error": ("persist", "emit"),
    "entry_value": ("entry",),
    "parameter_option": ("parameter",),
    "check_clause": ("check",),
    "service_option": ("service",),
}  # fmt: skip
_ALONE = frozenset({"compatibility", "time_clause"})


class Item(NamedTuple):
    """A piece of a segment: its rule, text and offsets, and what it does to the block stack."""

    start: int
    end: int
    rule: str
    text: str
    pops: int
    opens: str


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(slots=True)
class _Frame:
    """An item whose children are still being gathered."""

    item: Item
    node: Node
    broken: bool
    children: list[Entry] = field(default_factory=list)
    end: int = 0

    def close(self) -> Entry:
        end = max([self.item.end, self.end, *(child.end for child in self.children[-1:])])
        return Entry(
            self.item.start, end, self.item.rule, self.node, self.broken, tuple(self.children)
        )


def items_of(lines: list[str], scans: list[LineScan]) -> list[Item]:
    """Join the pieces of a segment's lines to items."""
    items: list[Item] = []
    text = "".join(lines)
    offset = 0
    for line, scan in zip(lines, scans, strict=True):
        for piece in scan.pieces:
            start, end = offset + piece.start, offset + piece.end
            if piece.rule or not items:
                rule = piece.rule or "unknown"
                items.append(Item(start, end, rule, text[start:end], piece.pops, piece.opens))
            else:
                last = items[-1]
                items[-1] = last._replace(end=end, text=text[last.start : end])
        offset += len(line)
    return items


def assemble(
    language: Language, items: list[Item], *, ended: bool
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Make the tree of a segment: its top entries, and all problems in order.

    ended: whether the last line left no block open.
    """
    root = _Frame(Item(0, 0, "segment", "", 0, ""), Node(0, 0), broken=False)
    frames = [root]
    problems: list[Problem] = []
    closed_optional = False
    for item in items:
        parsed = parse_item(language, item.rule, item.text)
        problems.extend(_shift(problem, item.start) for problem in parsed.problems)
        for _ in range(min(item.pops, len(frames) - 1)):
            _close_implicitly(language, frames, item, problems)
        if item.rule == "end":
            closed_optional = _close(language, frames, item)
            continue
        if item.rule == "brace":
            continue
        closed_optional = False
        frame = _Frame(item, parsed.node, parsed.broken)
        if item.opens:
            frames.append(frame)
        else:
            _add(frames[-1], frame.close(), problems)
    if not ended and len(frames) > 1 and not (closed_optional and len(frames) == 2):  # noqa: PLR2004
        problems.append(_unclosed(frames))
    while len(frames) > 1:
        frame = frames.pop()
        _add(frames[-1], frame.close(), problems)
    return tuple(root.children), tuple(sorted(problems, key=lambda p: (p.start, p.end)))


def _shift(problem: Problem, offset: int) -> Problem:
    return Problem(problem.start + offset, problem.end + offset, problem.message, problem.code)


def _optional(language: Language, frame: _Frame) -> bool:
    name = frame.item.opens
    return name.endswith("?") or OUTLINES[language].blocks[name].optional_end


def _close_implicitly(
    language: Language, frames: list[_Frame], item: Item, problems: list[Problem]
) -> None:
    frame = frames.pop()
    if not _optional(language, frame) and item.rule != "end" and not frame.broken:
        message = f"`{_first_words(frame)}` is not closed: an `end` is missing before `{_start(item)}`"
        problems.append(Problem(*_head_range(frame), message, "NX005"))
    _add(frames[-1], frame.close(), problems)


def _close(language: Language, frames: list[_Frame], item: Item) -> bool:
    """Close the innermost block; tell whether its `end` was optional."""
    if len(frames) == 1:
        return False
    frame = frames.pop()
    frame.end = item.end
    _add(frames[-1], frame.close(), [])
    return _optional(language, frame)


def _unclosed(frames: list[_Frame]) -> Problem:
    outer, inner = frames[1], frames[-1]
    message = f"`{_first_words(outer)}` is not closed: an `end` is missing"
    if inner is not outer:
        message += f", perhaps that of `{_first_words(inner)}` in it"
    return Problem(*_head_range(outer), message, "NX005")


def _head_range(frame: _Frame) -> tuple[int, int]:
    first_line = frame.item.text.split("\n", 1)[0].rstrip()
    return frame.item.start, frame.item.start + len(first_line)


def _first_words(frame: _Frame) -> str:
    return " ".join(frame.item.text.split()[:2]).rstrip(":{ ")


def _start(item: Item) -> str:
    return item.text.split()[0] if item.text.split() else item.text


def _add(frame: _Frame, entry: Entry, problems: list[Problem]) -> None:
    """Put an entry below its block, or below the statement that it says more about."""
    hosts = ATTACHED.get(entry.rule)
    if hosts is None:
        frame.children.append(entry)
        return
    host = frame.children[-1] if frame.children else None
    if host is not None and host.rule in hosts:
        children = (*host.children, entry)
        frame.children[-1] = Entry(
            host.start, entry.end, host.rule, host.node, host.broken, children
        )
        return
    if (host is None or not host.broken) and entry.rule not in _ALONE and not (
        frame.item.rule == "window" or entry.broken or frame.item.opens in ("aggregates",)
    ):
        message = "this clause belongs to no statement above it; move it below the one it is about"
        problems.append(Problem(entry.start, entry.end, message, "NX006"))
    frame.children.append(entry)
