"""Which item belongs below which: a fold over the chunks of a definition.

The fold is a deterministic function (state, chunk) → (state, placements, mistakes), and its states
know no position. So an edit is folded again from the chunk that it touched to the first one below
that starts in the state it started in before: equal state and equal rest give an equal remainder.
What the chunks need for the tree (`assemble.py`) and the problems is kept beside them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.fold_state import (
    APPEND,
    BELOW,
    DROP,
    INSIDE,
    START,
    Done,
    Folded,
    Head,
    Mistake,
    State,
    one,
)
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
from nexflow_grammar.scan_state import IF_ARMS, REOPENED

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

#: How deep blocks may nest: what stands deeper is not read, so that everybody may recurse.
DEEPEST = 100
#: Blocks in which a clause needs no statement above it.
_OWN_CLAUSES = frozenset({"window", "aggregates", "persist"})
#: How an item ends that has taken an `end` with it.
_ENDS = (" end", " endif", "\nend", "\nendif")
_ALONE = AGGREGATES.union(("compatibility", "time_clause", "handler", "filter"))


def fold(language: Language, state: State, chunk: Chunk) -> Folded:
    """Fold one chunk; what comes of it in a state is remembered by the chunk."""
    known = chunk.folds.get(state)
    if known is None:
        if len(chunk.folds) > _MOST_FOLDS:
            chunk.folds.clear()
        known = chunk.folds[state] = _fold(language, state, chunk)
    return known


_MOST_FOLDS = 20
#: What came of an entry that may not stand where it does, by the state above it and its sign: nothing
#: else of it matters, and below an `end` too many that is what all lines are.
_MISPLACED: dict[tuple[State, str], Folded] = {}
_MOST_MISPLACED = 1_000


def _fold(language: Language, state: State, chunk: Chunk) -> Folded:
    if chunk.plain and not state.reopened and state.depth:
        return Folded(state, chunk, _plain(state, chunk), None, (), wrong=False)
    item = chunk.items[-1]
    sign = item.sign
    alone = len(chunk.items) == 1 and not (item.pops or item.opens)
    if not (sign and alone) or item.text.endswith(_ENDS):
        return _fold_items(language, state, chunk, sign)
    known = _MISPLACED.get((state, sign))
    if known is None:
        if len(_MISPLACED) > _MOST_MISPLACED:
            _MISPLACED.clear()
        known = _MISPLACED[state, sign] = _fold_items(language, state, chunk, sign)
    return Folded(state, chunk, known.after, known.places, known.mistakes, wrong=known.wrong)


def _fold_items(language: Language, state: State, chunk: Chunk, sign: str) -> Folded:
    folding = _Folding(language, state)
    for number, item in enumerate(chunk.items):
        folding.item(number, item)
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
    return one(replace(state, last=last, anchor=anchor, closed_optional=False, sign=""))


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
        return one(
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
                self._brace(number)
            case rule if rule in SILENT:
                pass
            case _ if item.opens:
                self._open(number, item)
            case _:
                self._entry(number, item)
        self.closed_optional = False

    def _entry(self, number: int, item: Item) -> None:
        """Put an item that opens no block at its place."""
        rule = item.rule
        if rule in IF_ARMS:
            self._arm(number, rule)
        lacks = rule in DEMANDED and not item.broken and not is_whole(item)
        done = _done(
            rule, broken=item.broken, awaits=awaits(item), lacks=lacks, filtered=filters(item)
        )
        self._add(done, Mistake("NX006", number), names_schema=names_schema(item))

    def _arm(self, number: int, rule: str) -> None:
        """Note the `else` of an `if`, below which no other arm follows."""
        head = self.block.head
        if head.otherwise:
            self.mistakes.append(Mistake("NX004", number))
        self.block = replace(self.block, head=replace(head, otherwise=rule == "else"))

    def _brace(self, number: int) -> None:
        head = self.block.head
        if head.braced:  # that of the arm above is still open
            self.mistakes.append(Mistake("NX005", number, self.block.depth))
        self.block = replace(self.block, head=replace(head, braced=True))

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
        self.block = State(one(block), block.depth + 1, head, around=around)

    def _end(self, number: int) -> None:
        head = self.block.head
        self.closed_optional = head.optional
        self.close(number, ended=True)
        # A block that is half-typed may have taken the `end` of the one around it.
        if head.broken and not head.optional:
            self.block = replace(self.block, excused=True)

    def _reopen(self, item: Item) -> None:
        """Go on with the definition above, whose `end` was one too many, or with an `if`."""
        closed = self.block.last
        inside = closed.inside if closed is not None else None
        if self.block.depth:
            self._reopen_if(inside)
            return
        if closed is None or inside is None:
            self.places.append(DROP)
            return
        self.places.append(APPEND)
        head = Head(closed.rule, item.opens, optional=False, broken=closed.broken)
        root = one(replace(self.block, last=None, anchor=None))
        self.block = State(root, 1, head, last=inside.last, anchor=inside.anchor)
        self.reopened = True

    def _reopen_if(self, inside: State | None) -> None:
        """Go on with the `if` above: its `}` was that of one arm. inside: its state there, or None."""
        block = self.block
        if inside is None:  # it is nested too deeply
            self.places.append(DROP)
            head = Head(REOPENED, REOPENED, optional=True, broken=True)
            self.block = State(one(block), block.depth + 1, head)
            return
        self.places.append(APPEND)
        head = replace(inside.head, braced=False)
        self.block = replace(inside, outer=one(block), head=head)

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
        elif block.depth == 1 or (head.braced and head.opens == REOPENED):
            done = Done(head.rule, head.broken, inside=one(replace(block, outer=None)))
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
            inside = one(replace(block.last.inside, last=done, anchor=done))
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
