"""What the fold remembers from chunk to chunk, and what it says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

if TYPE_CHECKING:
    from nexflow_grammar.items import Chunk

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
    """What the fold remembers of an item that opened a block. braced: whether by a brace.

    otherwise: whether it is an `if` whose `else` has come.
    """

    rule: str
    opens: str
    optional: bool
    broken: bool
    awaits: bool = False
    braced: bool = False
    otherwise: bool = False


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


def one(state: State) -> State:
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
