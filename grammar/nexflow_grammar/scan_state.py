"""What the scan of lines says, and what it remembers from line to line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nexflow_grammar.items import Chunk


class Piece(NamedTuple):
    """A part of a line, from column start to column end, that belongs to one item.

    rule: the grammar rule of the item that starts here; "" goes on with the item above.
    pops: how many open blocks end before the item.
    opens: the block that the item opens, or "".
    head: whether a definition (or an import) starts here.
    """

    start: int
    end: int
    rule: str
    pops: int = 0
    opens: str = ""
    head: bool = False


class State(NamedTuple):
    """What a line needs to know of the lines above it.

    mode: "" or the opening of the comment, text or SQL that is still open: `/*`, three quotes or
    three backticks. brackets: the brackets that the current item has open. until: the introducer
    that it waits for. brace: whether it may still open its block with a brace. tail: whether the
    line above ended in the middle of an expression. choice: whether the item has a `when` that still
    waits for its `otherwise`. stack: open blocks; a `?` marks one that only
    its first entry makes real, a `{` one that a brace opened. item: whether the last item may go on
    here. closed: the definition's block once
    its `end` has come; a `!` follows where something stray stands below it.
    """

    mode: str = ""
    brackets: str = ""
    until: str = ""
    brace: bool = False
    tail: bool = False
    choice: bool = False
    item: bool = False
    stack: tuple[str, ...] = ()
    closed: str = ""


@dataclass(slots=True)
class LineScan:
    """The pieces of one line and the states around it. comment: nothing but a comment is on it.

    fresh: whether an item starts on the line before any goes on. chunk: the items of the line where
    none of them goes on below it, once they are known.
    """

    before: State
    pieces: tuple[Piece, ...]
    after: State
    comment: bool
    fresh: bool = field(init=False, compare=False)
    chunk: Chunk | None = field(init=False, compare=False, default=None)

    def __post_init__(self) -> None:
        """Tell whether an item starts here; a comment's mistake lets the item above go on."""
        rule = self.pieces[0].rule if self.pieces else ""
        self.fresh = rule not in ("", "unclosed_comment")


START = State()
#: What opens a comment, a text or SQL over several lines, and what closes it.
CLOSERS = {"/*": "*/", '"""': '"""', "```": "```"}
