"""Which item belongs below which: a fold over the chunks of a definition.

The fold is a deterministic function (state, chunk) → (state, placements, mistakes), and its states
know no position. So an edit is folded again from the chunk that it touched to the first one below
that starts in the state it started in before: equal state and equal rest give an equal remainder.
What the chunks need for the tree (`assemble.py`) and the problems is kept beside them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.items import (
    ATTACHED,
    DEMANDED,
    SILENT,
    TIMEOUT_ACTIONS,
    WAITING,
    Chunk,
    Item,
)  # fmt: skip
from nexflow_grammar.tree.nodes import Keyword, Phrase
from nexflow_grammar.tree.process import Clause

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

#: How deep blocks may nest: what stands deeper is not read, so that everybody may recurse.
DEEPEST = 100
#: Blocks in which a clause needs no statement above it.
_OWN_CLAUSES = frozenset({"window", "aggregates", "persist"})
_ALONE = frozenset({"compatibility", "time_clause", "handler"})

#: Where an entry goes: behind its siblings, below the one above it, below what that does at its
#: timeout, or nowhere because it is nested too deeply.
APPEND, BELOW, INSIDE, DROP = range(4)


class Done(NamedTuple):
    """What the fold remembers of the entry above.

    awaits: whether it must still hear what to do, at its timeout say. emits: whether it has heard
    so last. lacks: whether it must not stay as it is: something has to follow below it. inside: a definition's state at its `end`, should that turn out to be one too many.
    """

    rule: str
    broken: bool
    awaits: bool = False
    emits: bool = False
    lacks: bool = False
    inside: Frame | None = None


class Head(NamedTuple):
    """What the fold remembers of an item that opened a block."""

    rule: str
    opens: str
    optional: bool
    broken: bool
    awaits: bool = False


class Frame(NamedTuple):
    """An open block: its first item and what was above last.

    excused: whether a mistake elsewhere may be why its `end` is missing. around: whether a block
    around it is excused. acts: whether it holds what to do at a timeout. last: the entry above; anchor: the last that is no `filter`.
    """

    parent: Frame | None
    depth: int
    head: Head
    excused: bool = False
    around: bool = False
    acts: bool = False
    last: Done | None = None
    anchor: Done | None = None


class State(NamedTuple):
    """What a chunk needs to know of those above it.

    closed_optional: whether the last `end` closed a block that needs none. reopened: whether a
    definition goes on below its `end`.
    """

    frame: Frame
    closed_optional: bool = False
    reopened: bool = False


START = State(Frame(None, 0, Head("segment", "", optional=True, broken=False)))


class Mistake(NamedTuple):
    """What is wrong with where an item stands. code: NX001 if it, or the one above, lacks something.

    item: the number in its chunk of the item at which it shows. depth: how deep the block is that
    the mistake is about; 0 for the item itself. ended: whether the item is the `end` of the block.
    """

    code: str
    item: int
    depth: int = 0
    ended: bool = False


class Folded(NamedTuple):
    """A chunk, the state before it, where its entries go (None: behind each other), its mistakes."""

    before: State
    chunk: Chunk
    places: tuple[int, ...] | None
    mistakes: tuple[Mistake, ...]


def same_state(one: State, other: State) -> bool:
    """Tell whether two states are equal; without recursion, for blocks may nest deeply."""
    if one[1:] != other[1:]:
        return False
    left: Frame | None = one.frame
    right: Frame | None = other.frame
    while left is not right:
        if left is None or right is None or left[1:] != right[1:]:
            return False
        left, right = left.parent, right.parent
    return True


def fold(language: Language, state: State, chunk: Chunk) -> tuple[Folded, State]:
    """Fold one chunk."""
    if chunk.plain and not state.reopened and state.frame.depth:
        return Folded(state, chunk, None, ()), _plain(state, chunk)
    folding = _Folding(language, state)
    for number, item in enumerate(chunk.items):
        folding.item(number, item)
    folded = Folded(state, chunk, tuple(folding.places), tuple(folding.mistakes))
    return folded, State(folding.frame, folding.closed_optional, folding.reopened)


def finish(language: Language, state: State, *, ended: bool) -> Folded:
    """Close what is open at the end of a definition; ended: whether its last line left none open."""
    folding = _Folding(language, state)
    frame: Frame | None = state.frame
    if not ended and not (state.closed_optional and state.frame.depth == 1):
        while frame is not None and not (frame.head.broken or frame.excused):
            frame = frame.parent
        if frame is None and state.frame.depth:
            folding.mistakes.append(Mistake("NX005", 0, 1))
    while folding.frame.depth:
        folding.close(0)
    return Folded(state, _NOTHING, tuple(folding.places), tuple(folding.mistakes))


_NOTHING = Chunk((), plain=False, wrong=False)


@cache
def _done(
    rule: str, *, broken: bool, awaits: bool = False, emits: bool = False, lacks: bool = False
) -> Done:
    return Done(rule, broken, awaits, emits, lacks)


def _plain(state: State, chunk: Chunk) -> State:
    """Return the state below items that only stand below each other."""
    frame = state.frame
    last, anchor = frame.last, frame.anchor
    for item in chunk.items:
        last = _done(item.rule, broken=item.broken)
        if anchor is None or item.rule != "filter":
            anchor = last
    if last is frame.last and anchor is frame.anchor:
        return State(frame) if state.closed_optional else state
    return State(frame._replace(last=last, anchor=anchor))


class _Folding:
    """The fold of one chunk."""

    def __init__(self, language: Language, state: State) -> None:
        self.language = language
        self.frame, self.closed_optional, self.reopened = state
        self.places: list[int] = []
        self.mistakes: list[Mistake] = []

    def item(self, number: int, item: Item) -> None:
        """Fold one item."""
        for _ in range(item.pops):
            self._close_implicitly(number)
        if self.reopened:
            self.reopened = False
            self.mistakes.append(Mistake("NX004", number))
        match item.rule:
            case "end":
                self._end(number)
                return
            case "reopen":
                self._reopen(item)
                return
            case "mismatched_end":
                self._mismatched_end(number, item)
            case rule if rule in SILENT:
                pass
            case _ if item.opens:
                self._open(number, item)
            case rule:
                awaits = _awaits(item)
                lacks = rule in DEMANDED and not item.broken and not _is_whole(item)
                done = _done(rule, broken=item.broken, awaits=awaits, lacks=lacks)
                self._add(done, Mistake("NX006", number), names_schema=_names_schema(item))
        self.closed_optional = False

    def _mismatched_end(self, number: int, item: Item) -> None:
        # Once an `end` has come for a `}`, others may follow from the same mistake.
        if not (self.frame.excused or self.frame.around):
            self.mistakes.append(Mistake("NX004", number))
        if item.text == "end":
            self.frame = self.frame._replace(excused=True)

    def _open(self, number: int, item: Item) -> None:
        frame = self.frame
        if frame.depth < DEEPEST:
            block = OUTLINES[self.language].blocks[item.opens.rstrip("?")]
            optional = item.opens.endswith("?") or block.optional_end or block.soft
            head = Head(item.rule, item.opens, optional, item.broken, _awaits(item))
        else:
            if frame.depth == DEEPEST:
                self.mistakes.append(Mistake("NX003", number))
            head = Head(item.rule, item.opens, optional=True, broken=True)
        around = frame.excused or frame.around
        self.frame = Frame(frame, frame.depth + 1, head, around=around)

    def _end(self, number: int) -> None:
        head = self.frame.head
        self.closed_optional = head.optional
        self.close(number, ended=True)
        # A block that is half-typed may have taken the `end` of the one around it.
        if head.broken and not head.optional:
            self.frame = self.frame._replace(excused=True)

    def _reopen(self, item: Item) -> None:
        """Go on with the definition above: the `end` that closed it was one too many."""
        closed = self.frame.last
        inside = closed.inside if closed is not None else None
        if closed is None or inside is None:
            self.places.append(DROP)
            return
        self.places.append(APPEND)
        head = Head(closed.rule, item.opens, optional=False, broken=closed.broken)
        root = self.frame._replace(last=None, anchor=None)
        self.frame = Frame(root, 1, head, last=inside.last, anchor=inside.anchor)
        self.reopened = True

    def _close_implicitly(self, number: int) -> None:
        head = self.frame.head
        if not (head.optional or head.broken or self.frame.excused):
            self.mistakes.append(Mistake("NX005", number, self.frame.depth))
        self.close(number)

    def close(self, number: int, *, ended: bool = False) -> None:
        """Close the innermost block: it becomes an entry of the one around it."""
        frame, head = self.frame, self.frame.head
        if frame.parent is None:
            return
        if frame.last is not None and frame.last.lacks:
            self.mistakes.append(Mistake("NX001", number, frame.depth))
        self.frame = frame.parent
        if frame.excused:
            self.frame = self.frame._replace(excused=True)
        if head.rule in WAITING:
            emits = frame.last is not None and frame.last.rule == "emit"
            done = _done(
                head.rule, broken=head.broken, awaits=head.awaits and not frame.acts, emits=emits
            )
        elif frame.depth == 1:
            done = Done(head.rule, head.broken, inside=frame._replace(parent=None))
        else:
            done = _done(head.rule, broken=head.broken)
        if frame.depth > DEEPEST:
            self.places.append(DROP)
        else:
            self._add(done, Mistake("NX006", number, frame.depth, ended))

    def _add(self, done: Done, homeless: Mistake, *, names_schema: bool = False) -> None:
        """Put an entry below its block, or below the statement that it says more about.

        homeless: what is wrong if it must stand below one and there is none.
        """
        frame = self.frame
        hosts = ATTACHED.get(done.rule)
        # A `receive` may go on with clauses below its `filter`.
        host = frame.anchor if done.rule == "clause" else frame.last
        place, more = (
            _attached(host, done, names_schema=names_schema) if host is not None else (APPEND, None)
        )
        self.places.append(place)
        if more is not None:
            filtered = frame.last is not None and frame.last.rule == "filter"
            self.frame = frame._replace(last=frame.last if filtered else more, anchor=more)
            return
        if hosts and done.rule not in _ALONE and not _goes_without(frame, host, done):
            self.mistakes.append(homeless)
        if frame.depth == 0 and frame.last is not None and frame.last.inside is not None:
            # What stands below the definition may still belong to it, and hold its `end`.
            self.frame = frame._replace(excused=frame.excused or done.broken)
            return
        if frame.last is not None and frame.last.lacks:
            self.mistakes.append(Mistake("NX001", homeless.item, frame.depth))
        anchor = frame.anchor if frame.anchor is not None and done.rule == "filter" else done
        acts = frame.acts or done.rule in TIMEOUT_ACTIONS
        self.frame = frame._replace(acts=acts, last=done, anchor=anchor)


def _attached(host: Done, done: Done, *, names_schema: bool) -> tuple[int, Done | None]:
    """Return where an entry goes, and its host afterwards; None where it does not belong there."""
    hosts = ATTACHED.get(done.rule, ())
    if host.emits:
        return (INSIDE, host) if "emit" in hosts else (APPEND, None)
    if host.rule == "aggregate_block" and not names_schema:
        return APPEND, None
    if host.rule in hosts or (done.rule == "emit" and host.awaits):
        if host.rule in WAITING:
            awaits, emits = host.awaits and done.rule not in TIMEOUT_ACTIONS, done.rule == "emit"
            return BELOW, _done(host.rule, broken=host.broken, awaits=awaits, emits=emits)
        return BELOW, host._replace(awaits=False, lacks=False) if host.lacks else host
    return APPEND, None


def _goes_without(frame: Frame, host: Done | None, done: Done) -> bool:
    """Tell whether an entry needs no statement above it, or misses a broken one."""
    in_block = frame.head.opens.rstrip("?") in _OWN_CLAUSES
    return in_block or done.broken or (host is not None and host.broken)


def _names_schema(item: Item) -> bool:
    """Tell whether a clause is `as S`, which may follow the `end` of an aggregate."""
    if item.rule not in ATTACHED or not isinstance(item.node, Phrase):
        return False
    clause = item.node.first(Clause)
    return clause is not None and clause.key == "schema"


def _awaits(item: Item) -> bool:
    """Tell whether a statement leaves open what to do, at its timeout say."""
    if item.rule == "validate_schema":
        return not _is_whole(item)
    node = item.node
    return (
        item.rule in WAITING and isinstance(node, Phrase) and node.phrase("timeout_action") is None
    )


def _is_whole(item: Item) -> bool:
    """Tell whether a check or a validation of the schema says all that it must."""
    node = item.node
    if not isinstance(node, Phrase):
        return True
    if node.rule == "validate_schema":
        return len(node.parts) == 1 or not isinstance(node.parts[-1], Keyword)
    return len(node.parts) > 1
