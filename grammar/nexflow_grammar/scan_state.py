"""What the scan of lines says, and what it remembers from line to line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from nexflow_grammar.fold_state import Folded
    from nexflow_grammar.items import Chunk


class Piece(Struct, frozen=True):
    """A part of a line, from column start to column end, that belongs to one item.

    rule: the grammar rule of the item that starts here; "" goes on with the item above.
    pops: how many open blocks end before the item.
    opens: the block that the item opens, or "".
    head: whether a definition (or an import) starts here. becomes: the rule of the item above, now that
    the rest of its keyword is here; `pops` and `opens` then are about its block.
    """

    start: int
    end: int
    rule: str
    pops: int = 0
    opens: str = ""
    head: bool = False
    becomes: str = ""


class Blocks:
    """The open blocks around a line: the innermost, and those around it.

    There is one object per nesting, so comparing and hashing states never goes through the blocks.
    name: the block's name; a `?` behind it marks one that only its first entry makes real, a `{` one
    that a brace opened. kind: the name without marks. braced: whether a brace opened any of them.
    """

    __slots__ = ("_inner", "braced", "depth", "kind", "name", "outer")

    def __init__(self, name: str = "", outer: Blocks | None = None) -> None:
        self.name = name
        self.kind = name.rstrip("?{")
        self.outer = outer
        self.depth: int = outer.depth + 1 if outer is not None else 0
        self.braced: bool = outer is not None and (outer.braced or name.endswith("{"))
        self._inner: dict[str, Blocks] = {}

    def opened(self, name: str) -> Blocks:
        """Return these blocks with one more in them."""
        known = self._inner.get(name)
        if known is None:
            known = self._inner[name] = Blocks(name, self)
        return known

    def above(self, count: int) -> Blocks:
        """Return the blocks without so many of the innermost ones."""
        blocks = self
        for _ in range(count):
            if blocks.outer is None:
                break
            blocks = blocks.outer
        return blocks

    def marked(self, mark: str) -> Blocks:
        """Return these blocks with another mark, or none, behind the innermost one's name."""
        name = self.kind + mark
        return self if self.outer is None or name == self.name else self.outer.opened(name)


#: The block whose braces hold one arm: another may follow the `}`.
REOPENED = "if"
#: The items that begin its other arms.
IF_ARMS = frozenset({"elseif", "else"})
#: What is open outside of any definition.
NO_BLOCKS = Blocks()


class State(NamedTuple):
    """What a line needs to know of the lines above it.

    mode: "" or the opening of the comment, text or SQL that is still open: `/*`, three quotes or
    three backticks. brackets: the brackets that the current item has open. until: the introducer
    that it waits for, or `&block&words`: the words of a keyword that may go on below, and the block that they
    opened. brace: whether it may still open its block with a brace. tail: whether the
    line above ended in the middle of an expression. choice: at which depth of brackets, from 1, the
    item has a `when` that still waits for its `otherwise`; 0 for none. blocks: those that are open. item: whether the last item may go on
    here. closed: the definition's block once its `end` has come; a `!` follows where something stray
    stands below it. Inside of a definition: `if` right below the `}` of an arm, which an `else` may follow.
    """

    mode: str = ""
    brackets: str = ""
    until: str = ""
    brace: bool = False
    tail: bool = False
    choice: int = 0
    item: bool = False
    blocks: Blocks = NO_BLOCKS
    closed: str = ""


class LineScan(Struct, eq=False):
    """The pieces of one line and the states around it. comment: nothing but a comment is on it.

    fresh: whether an item starts on the line before any goes on. head: whether that is the head of a
    definition. plain: whether it is one item that is plain to see (`plain_lines.py`). chunk: the
    items of the line where none of them goes on below it, once they are known. folded: what came of
    that chunk last.
    """

    before: State
    pieces: tuple[Piece, ...]
    after: State
    comment: bool
    fresh: bool = False
    head: bool = False
    plain: bool = False
    chunk: Chunk | None = None
    folded: Folded | None = None

    def __post_init__(self) -> None:
        """Tell whether an item starts here; a comment's mistake lets the item above go on."""
        rule = self.pieces[0].rule if self.pieces else ""
        self.head = bool(self.pieces) and self.pieces[0].head
        self.fresh = rule not in ("", "unclosed_comment")

    def __eq__(self, other: object) -> bool:
        """Tell whether another line reads alike, whatever is known of its items so far."""
        if not isinstance(other, LineScan):
            return NotImplemented
        return (
            self.before == other.before
            and self.pieces == other.pieces
            and self.after == other.after
            and self.comment is other.comment
        )

    __hash__ = None  # type: ignore[assignment]  # what is known of a line changes


START = State()
#: What opens a comment, a text or SQL over several lines, and what closes it.
CLOSERS = {"/*": "*/", '"""': '"""', "```": "```"}
