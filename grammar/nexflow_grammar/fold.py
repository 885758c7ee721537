"""Which item belongs below which: a fold over the chunks of a definition.

The fold is a deterministic function (state, chunk) → (state, placements, mistakes), and its states
know no position. So an edit is folded again from the chunk that it touched to the first one below
that starts in the state it started in before: equal state and equal rest give an equal remainder.
What the chunks need for the tree (`assemble.py`) and the problems is kept beside them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple, replace

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.items import (
    AGGREGATES,
    ATTACHED,
    DEMANDED,
    SILENT,
    TIMEOUT_ACTIONS,
    WAITING,
    Chunk,
    Item,
    awaits,
    filters,
    is_whole,
    names_schema,
)

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

#: How deep blocks may nest: what stands deeper is not read, so that everybody may recurse.
DEEPEST = 100
#: Blocks in which a clause needs no statement above it.
_OWN_CLAUSES = frozenset({"window", "aggregates", "persist"})
#: How an item ends that has taken an `end` with it.
_ENDS = (" end", " endif", "\nend", "\nendif")
_ALONE = AGGREGATES.union(("compatibility", "time_clause", "handler", "filter"))

#: Where an entry goes: behind its siblings, below the one above it, below what that does at its
#: timeout, or nowhere because it is nested too deeply.
APPEND, BELOW, INSIDE, DROP = range(4)


class Done(Struct, frozen=True):
    """What the fold remembers of the entry above.

    awaits: whether it must still hear what to do, at its timeout say, or what to
    aggregate. emits: whether it has heard so last. lacks: whether it must not stay as it is:
    something has to follow below it. filtered: whether it has its `filter`. inside: a definition's
    state at its `end`, should that turn out to be one too many.
    """

    rule: str
    broken: bool
    awaits: bool = False
    emits: bool = False
    lacks: bool = False
    filtered: bool = False
    inside: State | None = None


class Head(Struct, frozen=True):
    """What the fold remembers of an item that opened a block. braced: whether by a brace."""

    rule: str
    opens: str
    optional: bool
    broken: bool
    awaits: bool = False
    braced: bool = False


class State(Struct, frozen=True, eq=False):
    """What a chunk needs to know of those above it: the open block, and what was above last in it.

    outer: the state of the block around it. excused: whether a mistake elsewhere may be why its `end`
    is missing; around: whether a block around it is excused. acts: whether it holds what to do at a
    timeout, or an aggregate. last: the entry above; anchor: the last that is no `filter`. closed_optional: whether the
    last `end` closed a block that needs none. reopened: whether a definition goes on below its `end`.
    sign: that of the item right above; see `Item.sign`.

    There is one object per state, so comparing and hashing them never goes through the blocks.
    """

    outer: State | None
    depth: int
    head: Head
    excused: bool = False
    around: bool = False
    acts: bool = False
    last: Done | None = None
    anchor: Done | None = None
    closed_optional: bool = False
    reopened: bool = False
    sign: str = ""


_MOST_STATES = 50_000
_STATES: dict[tuple[object, ...], State] = {}


def _one(state: State) -> State:
    """Return the one object of a state. When all are forgotten, more is folded than need be."""
    if len(_STATES) > _MOST_STATES:
        _STATES.clear()
    return _STATES.setdefault(astuple(state), state)


START = State(None, 0, Head("segment", "", optional=True, broken=False))


class Mistake(Struct, frozen=True):
    """What is wrong with where an item stands. code: NX001 if it, or the one above, lacks something.

    item: the number in its chunk of the item at which it shows. depth: how deep the block is that
    the mistake is about; 0 for the item itself. ended: whether the item is the `end` of the block.
    """

    code: str
    item: int
    depth: int = 0
    ended: bool = False


class Folded(Struct, frozen=True):
    """A chunk between two states: where its entries go (None: behind each other), its mistakes.

    wrong: whether it has some, or one of its items does not parse; not where that is said of the
    item right above: entries that look alike all miss the block that an `end` above has closed.
    """

    before: State
    chunk: Chunk
    after: State
    places: tuple[int, ...] | None
    mistakes: tuple[Mistake, ...]
    wrong: bool


def fold(language: Language, state: State, chunk: Chunk) -> Folded:
    """Fold one chunk; what comes of it in a state is remembered by the chunk."""
    known = chunk.folds.get(state)
    if known is None:
        if len(chunk.folds) > _MOST_FOLDS:
            chunk.folds.clear()
        known = chunk.folds[state] = _fold(language, state, chunk)
    return known


_MOST_FOLDS = 20


def _fold(language: Language, state: State, chunk: Chunk) -> Folded:
    if chunk.plain and not state.reopened and state.depth:
        return Folded(state, chunk, _plain(state, chunk), None, (), wrong=False)
    folding = _Folding(language, state)
    for number, item in enumerate(chunk.items):
        folding.item(number, item)
    sign = chunk.items[-1].sign
    places, mistakes = tuple(folding.places), tuple(folding.mistakes)
    said = len(chunk.items) == 1 and bool(sign) and sign == state.sign
    wrong = bool(mistakes) or (chunk.wrong and not said)
    return Folded(state, chunk, folding.state(sign), places, mistakes, wrong=wrong)


def finish(language: Language, state: State, *, ended: bool) -> Folded:
    """Close what is open at the end of a definition; ended: whether its last line left none open."""
    folding = _Folding(language, state)
    block: State | None = state
    if not ended and not (state.closed_optional and state.depth == 1):
        while block is not None and not (block.head.broken or block.excused):
            block = block.outer
        if block is None and state.depth:
            folding.mistakes.append(Mistake("NX005", 0, 1))
    while folding.block.depth:
        folding.close(0)
    places, mistakes = tuple(folding.places), tuple(folding.mistakes)
    chunk = Chunk((), plain=False, wrong=False)
    return Folded(state, chunk, START, places, mistakes, wrong=bool(mistakes))


@cache
def _done(
    rule: str,
    *,
    broken: bool,
    awaits: bool = False,
    emits: bool = False,
    lacks: bool = False,
    filtered: bool = False,
) -> Done:
    return Done(rule, broken, awaits, emits, lacks, filtered)


def _plain(state: State, chunk: Chunk) -> State:
    """Return the state below items that only stand below each other."""
    last, anchor = state.last, state.anchor
    for item in chunk.items:
        last = anchor = _done(item.rule, broken=item.broken, filtered=filters(item))
    same = last is state.last and anchor is state.anchor
    if same and not state.closed_optional and not state.sign:
        return state
    return _one(replace(state, last=last, anchor=anchor, closed_optional=False, sign=""))


class _Folding:
    """The fold of one chunk."""

    def __init__(self, language: Language, state: State) -> None:
        self.language = language
        self.closed_optional, self.reopened = state.closed_optional, state.reopened
        self.block = replace(state, closed_optional=False, reopened=False, sign="")
        self.places: list[int] = []
        self.mistakes: list[Mistake] = []

    def state(self, sign: str) -> State:
        """Return the state below the items so far, the last of which has a sign."""
        closed_optional, reopened = self.closed_optional, self.reopened
        return _one(
            replace(self.block, closed_optional=closed_optional, reopened=reopened, sign=sign)
        )

    def item(self, number: int, item: Item) -> None:
        """Fold one item."""
        for _ in range(item.pops):
            self._close_implicitly(number)
        if item.broken and item.text.endswith(_ENDS):  # a quote that nothing closes has taken it
            self.block = replace(self.block, excused=True)
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
            case "brace":
                self.block = replace(self.block, head=replace(self.block.head, braced=True))
            case rule if rule in SILENT:
                pass
            case _ if item.opens:
                self._open(number, item)
            case rule:
                lacks = rule in DEMANDED and not item.broken and not is_whole(item)
                done = _done(
                    rule,
                    broken=item.broken,
                    awaits=awaits(item),
                    lacks=lacks,
                    filtered=filters(item),
                )
                self._add(done, Mistake("NX006", number), names_schema=names_schema(item))
        self.closed_optional = False

    def _mismatched_end(self, number: int, item: Item) -> None:
        # Once an `end` has come for a `}`, others may follow from the same mistake.
        if not (self.block.excused or self.block.around):
            self.mistakes.append(Mistake("NX004", number))
        if item.text == "end":
            self.block = replace(self.block, excused=True)

    def _open(self, number: int, item: Item) -> None:
        block = self.block
        if block.depth < DEEPEST:
            kind = OUTLINES[self.language].blocks[item.opens.rstrip("?")]
            optional = item.opens.endswith("?") or kind.optional_end or kind.soft
            head = Head(item.rule, item.opens, optional, item.broken, awaits(item))
        else:
            if block.depth == DEEPEST:
                self.mistakes.append(Mistake("NX003", number))
            head = Head(item.rule, item.opens, optional=True, broken=True)
        around = block.excused or block.around
        self.block = State(_one(block), block.depth + 1, head, around=around)

    def _end(self, number: int) -> None:
        head = self.block.head
        self.closed_optional = head.optional
        self.close(number, ended=True)
        # A block that is half-typed may have taken the `end` of the one around it.
        if head.broken and not head.optional:
            self.block = replace(self.block, excused=True)

    def _reopen(self, item: Item) -> None:
        """Go on with the definition above: the `end` that closed it was one too many."""
        closed = self.block.last
        inside = closed.inside if closed is not None else None
        if closed is None or inside is None:
            self.places.append(DROP)
            return
        self.places.append(APPEND)
        head = Head(closed.rule, item.opens, optional=False, broken=closed.broken)
        root = _one(replace(self.block, last=None, anchor=None))
        self.block = State(root, 1, head, last=inside.last, anchor=inside.anchor)
        self.reopened = True

    def _close_implicitly(self, number: int) -> None:
        head = self.block.head
        optional = head.optional and not head.braced
        if not (optional or head.broken or self.block.excused):
            self.mistakes.append(Mistake("NX005", number, self.block.depth))
        self.close(number)

    def close(self, number: int, *, ended: bool = False) -> None:
        """Close the innermost block: it becomes an entry of the one around it."""
        block, head = self.block, self.block.head
        if block.outer is None:
            return
        if block.last is not None and block.last.lacks:
            self.mistakes.append(Mistake("NX001", number, block.depth))
        self.block = block.outer
        if block.excused:
            self.block = replace(self.block, excused=True)
        if head.rule in WAITING:
            emits = block.last is not None and block.last.rule == "emit"
            done = _done(
                head.rule, broken=head.broken, awaits=head.awaits and not block.acts, emits=emits
            )
        elif head.rule == "window":
            done = _done(head.rule, broken=head.broken, awaits=not block.acts)
        elif block.depth == 1:
            done = Done(head.rule, head.broken, inside=_one(replace(block, outer=None)))
        else:
            done = _done(head.rule, broken=head.broken)
        if block.depth > DEEPEST:
            self.places.append(DROP)
        else:
            self._add(done, Mistake("NX006", number, block.depth, ended))

    def _add(self, done: Done, homeless: Mistake, *, names_schema: bool = False) -> None:
        """Put an entry below its block, or below the statement that it says more about.

        homeless: what is wrong if it must stand below one and there is none.
        """
        block = self.block
        hosts = ATTACHED.get(done.rule)
        # A `receive` may go on with clauses below its `filter`, a `state_machine` below its `checkpoint`.
        host = block.anchor if done.rule in ("clause", "id_clause") else block.last
        place, more = (
            _attached(host, done, names_schema=names_schema) if host is not None else (APPEND, None)
        )
        self.places.append(place)
        if more is not None:
            filtered = block.last is not None and block.last.rule in ("filter", "checkpoint")
            self.block = replace(block, last=block.last if filtered else more, anchor=more)
            return
        if hosts and done.rule not in _ALONE and not _goes_without(block, host, done):
            self.mistakes.append(homeless)
        if block.depth == 0 and block.last is not None and block.last.inside is not None:
            # What stands below the definition may still belong to it, and hold its `end`.
            inside = _one(replace(block.last.inside, last=done, anchor=done))
            last = replace(block.last, inside=inside)
            self.block = replace(block, excused=block.excused or done.broken, last=last)
            return
        if block.last is not None and block.last.lacks:
            self.mistakes.append(Mistake("NX001", homeless.item, block.depth))
        anchor = block.anchor if block.anchor is not None and _between(block.anchor, done) else done
        acts = block.acts or done.rule in TIMEOUT_ACTIONS or done.rule in AGGREGATES
        self.block = replace(block, acts=acts, last=done, anchor=anchor)


def _attached(host: Done, done: Done, *, names_schema: bool) -> tuple[int, Done | None]:
    """Return where an entry goes, and its host afterwards; None where it does not belong there."""
    hosts = ATTACHED.get(done.rule, ())
    if host.emits:
        return (INSIDE, host) if "emit" in hosts else (APPEND, None)
    if host.rule == "aggregate_block" and not (names_schema or done.rule == "id_clause"):
        return APPEND, None
    if done.rule == "filter":  # a second one is a step
        takes = host.rule in hosts and not host.filtered
        return (BELOW, replace(host, filtered=True)) if takes else (APPEND, None)
    if host.rule == "window":
        below = host.rule in hosts and (host.awaits or done.rule not in AGGREGATES)
        waits = host.awaits and done.rule not in AGGREGATES
        return (BELOW, replace(host, awaits=waits)) if below else (APPEND, None)
    if host.rule in hosts or (done.rule == "emit" and host.awaits):
        if host.rule in WAITING:
            waits, emits = host.awaits and done.rule not in TIMEOUT_ACTIONS, done.rule == "emit"
            return BELOW, _done(host.rule, broken=host.broken, awaits=waits, emits=emits)
        return BELOW, replace(host, awaits=False, lacks=False) if host.lacks else host
    return APPEND, None


def _between(anchor: Done, done: Done) -> bool:
    """Tell whether the clauses below an entry may still belong to what is above it."""
    return done.rule == "filter" or (done.rule, anchor.rule) == ("checkpoint", "state_machine")


def _goes_without(block: State, host: Done | None, done: Done) -> bool:
    """Tell whether an entry needs no statement above it, or misses a broken one."""
    in_block = block.head.opens.rstrip("?") in _OWN_CLAUSES
    return in_block or done.broken or (host is not None and host.broken)
