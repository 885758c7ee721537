"""Lines to items: the scan that finds definitions, statements, fields and rows.

The scan is a deterministic function (state, line) → (pieces, state). It knows keywords at the start
of items, block ends, strings and comments, and nothing else. A line whose first word is a
definition's head resets all block state, so nothing in one definition disturbs another. An edit is
scanned up to the first line below that starts in the state it started in before; equal state and
equal rest give an equal remainder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_grammar import scan_patterns as patterns
from nexflow_grammar.blocks import OUTLINES, Block, Starter
from nexflow_grammar.blocks.model import LOST, ROUTE_WHEN
from nexflow_grammar.line_tokens import LineTokens
from nexflow_grammar.scan_state import CLOSERS, IF_ARMS, NO_BLOCKS, REOPENED, LineScan, Piece, State

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

#: So many blocks outwards is looked for one that a line could belong to.
_FARTHEST = 100


def scan_line(language: Language, before: State, line: str, closed_below: str) -> LineScan:
    """Scan a line (with its line end) which starts in a state.

    closed_below: the openers that are closed on a line below: others are mistakes of their line.
    """
    return _LineScanner(OUTLINES[language], before, line, closed_below).scan()


class _LineScanner(LineTokens):
    """The scan of one line."""

    def scan(self) -> LineScan:
        column = self._skip(self._close_mode() if self.mode else 0)
        while column < len(self.line) and not self.mode:
            column = self._skip(self._item(column))
        comment = not self.pieces and (not self.empty or self.before.mode == "/*")
        after = State(
            self.mode, self.brackets, self.until, self.brace, self.tail, self.choice,
            self.item, self.blocks, self.closed,
        )  # fmt: skip
        return LineScan(self.before, tuple(self.pieces), after, comment)

    def _close_mode(self) -> int:
        """Go on in an open comment, text or SQL; return the column after its end."""
        closer = CLOSERS[self.mode]
        at = self.line.find(closer)
        end = len(self.line) if at < 0 else at + len(closer)
        inside = self.mode
        if at >= 0:
            self.mode = ""
        if inside == "/*":
            return end
        self.pieces.append(Piece(0, end, ""))
        return self._tokens(end) if at >= 0 else end

    def _item(self, column: int) -> int:
        """Read one item, or what goes on with the one above; return the column after it."""
        line = self.line
        if not self.pieces:
            head = self.outline.top.match(line, column)
            if head is not None:
                self._start_head(column, head)
                return self._tokens(column)
        if line[column] == "}" and self._closes_block():
            return self._close_brace(column)
        if line[column] == "}" and "{" not in self.brackets and self.blocks.outer is not None:
            self._leave()
            self.pieces.append(Piece(column, column + 1, "stray_end"))
            return column + 1
        if line[column] == "{" and self.brace and not self.brackets:
            self._open_brace(column)
            return column + 1
        end = (patterns.END_ALONE if self.brackets else patterns.END).match(line, column)
        if end is not None and not self._starts_entry(column):
            return self._end(column, "endif" if line.startswith("endif", column) else "end")
        if self.closed == REOPENED and patterns.continues_if(
            line, column, inside=self.blocks.kind == REOPENED
        ):
            self._reopen(column, REOPENED)
        self._statement(column)
        return self._tokens(column)

    def _starts_entry(self, column: int) -> bool:
        """Tell whether `end` here is the name of an entry: of a field, say."""
        block = self._block()
        starter = block.match(self.line, column) if block else None
        return starter is not None and starter.entry and not (block and block.any_word)

    def _statement(self, column: int) -> None:
        """Find what starts here, or go on with the item above."""
        block = self._block()
        if block is None:
            self._outside(column)
            return
        if self.until.startswith("&") and self._led(column):
            return
        if block.one_line:
            self._leave()
        if block.any_word and self._ends_block(column):
            return
        starter = block.match(self.line, column)
        awaited = patterns.is_awaited(self.line, column, self.until, self.choice)
        weak = starter is not None and starter.is_weak(tail=self.tail)
        leans = self.item and (weak or awaited)
        if starter is not None and not leans and self._breaks_out(starter, column):
            self._start(column, starter)
            return
        # The head of a definition, and of constraints, is whole on its line.
        below_head = self.brace and (self.blocks.depth == 1 or block.whole)
        onward = None if below_head else block.continuation.match(self.line, column)
        goes_on = self.item and (self.brackets or self.tail or onward or awaited)
        if not leans and self._ends_block(column, entries=not goes_on):
            return
        if goes_on:
            self.tail = False
            if self.until == "+when" and not awaited:
                self.until = ""  # the value is something else
            self.pieces.append(Piece(column, column, ""))
            return
        self._unclaimed(column, block)

    def _led(self, column: int) -> bool:
        """Go on with an item whose keyword began above, if one does here."""
        until, self.until = self.until, ""
        _, opened, lead = until.split("&")
        block, blocks = self._block(), self.blocks.above(1 if opened else 0)
        outer = self.outline.block(blocks)
        own = block.match(self.line, column) if opened and block is not None else None
        if outer is None or (own is not None and not own.is_weak(tail=self.tail)):
            return False
        starter = outer.led(lead, self.line, column)
        if starter is None:
            self.led = until if lead == ROUTE_WHEN else ""
            lost = lead == LOST and outer.goes_on_with_lost(self.line, column)
            if lost:
                self.pieces.append(Piece(column, column, ""))
            return lost
        self.blocks = blocks.opened(starter.opens) if starter.opens else blocks
        self._begin(starter)
        pops = 1 if opened else 0
        self.pieces.append(Piece(column, column, "", pops, starter.opens, becomes=starter.rule))
        return True

    def _unclaimed(self, column: int, block: Block) -> None:
        """Start an item that is half-typed or misspelled, or that cannot stand here at all."""
        pops, near = 0, block.nearest(self.line, column)
        if near is None and self.closed == REOPENED:
            arm = self.outline.blocks[REOPENED].nearest(self.line, column)
            if arm is not None and arm.rule in IF_ARMS:
                near = arm
            if near is not None or patterns.SIGN_BEFORE_ARM.match(self.line, column):
                self._reopen(column, REOPENED)
        below = self.blocks.depth == 1 and not (self.item or near or self.pieces)
        if below and (head := self.outline.nearest_head(self.line, column)):
            self._start_head(column, head)  # the `end` above was the definition's own
            return
        outer: Block | None = block
        blocks = self.blocks
        while near is None and outer is not None and (outer.optional_end or outer.soft):
            if pops == _FARTHEST:
                break
            pops += 1
            blocks = blocks.above(1)
            outer = self.outline.block(blocks)
            near = outer.nearest(self.line, column) if outer else None
        if near is not None:
            self._start(column, near, pops=pops)
            self.lost = not near.opens
            return
        brace = self.brace and bool(self.pieces)  # it may stand in front of the brace
        self._start(column, Starter(block.other, "", entry=True))
        self.lost = True
        self.brace = brace

    def _ends_block(self, column: int, *, entries: bool = False) -> bool:
        """Start an item of an outer block, if one starts here: the blocks inside it end.

        Only a block whose `end` is optional ends before an entry: elsewhere a line that looks like
        one is more likely a mistake in this block than a missing `end`.
        """
        block, blocks = self._block(), self.blocks
        for pops in range(1, _FARTHEST):
            blocks = blocks.above(1)
            outer = self.outline.block(blocks)
            if block is None or outer is None:
                break
            entries = entries and (block.optional_end or block.soft)
            starter = outer.match(self.line, column)
            wanted = starter is not None and (entries or not starter.entry)
            if block.any_word and starter is not None and not starter.opens:
                wanted = False
            if wanted and starter is not None and self._breaks_out(starter, column):
                self._start(column, starter, pops=pops)
                return True
            block = outer
        return False

    def _outside(self, column: int) -> None:
        """Read what stands in no definition: after an `end` too many it belongs to the one above."""
        name = self.closed.rstrip("!")
        starter = self.outline.blocks[name].match(self.line, column) if name else None
        if starter is not None:
            self._reopen(column, name)
            self.closed = ""  # what follows is as it was without that `end`
            self._start(column, starter)
            return
        head = None if self.pieces else self.outline.nearest_head(self.line, column)
        if head is not None:
            self._start_head(column, head)
        elif self.closed.endswith("!"):
            self.pieces.append(Piece(column, column, ""))
        else:
            self._start(column, Starter("stray", ""))
            self.closed += "!"

    def _reopen(self, column: int, name: str) -> None:
        """Go on with the block that was closed last."""
        self.pieces.append(Piece(column, column, "reopen", 0, name))
        self.blocks = self.blocks.opened(name)

    def _breaks_out(self, starter: Starter, column: int) -> bool:
        """Tell whether what may start here does start although a bracket is open."""
        return not self.brackets or patterns.breaks_out(
            self.line, column, entry=starter.entry, brackets=self.brackets, tail=self.tail
        )

    def _start_head(self, column: int, starter: Starter) -> None:
        self.blocks = NO_BLOCKS
        self.closed = ""
        self._start(column, starter, head=True)

    def _start(self, column: int, starter: Starter, *, pops: int = 0, head: bool = False) -> None:
        self.brackets, self.lost = "", False
        if self.blocks.name.endswith("?"):
            if pops or not (starter.entry or starter.rule == "set"):
                pops = max(pops, 1)
            else:
                self.blocks = self.blocks.marked("")
        self.blocks = self.blocks.above(pops)
        if starter.opens:
            self.blocks = self.blocks.opened(starter.opens)
        self._begin(starter)
        self.pieces.append(Piece(column, column, starter.rule, pops, starter.opens, head))

    def _begin(self, starter: Starter) -> None:
        """Note what the item that begins opens, and what it waits for."""
        if self.closed == REOPENED:
            self.closed = ""
        block = self._block()
        self.brace = (
            bool(starter.opens or starter.rule in IF_ARMS) and block is not None and block.braces
        )
        inline = bool(self.pieces) and block is not None and not starter.opens
        self.until = starter.until or (block.inline if inline and block else "")
        self.tail, self.choice, self.item = False, 0, True

    def _open_brace(self, column: int) -> None:
        self.blocks = self.blocks.marked("{")
        self._leave()
        self.pieces.append(Piece(column, column + 1, "brace"))

    def _close_brace(self, column: int) -> int:
        pops = 0
        while not self.blocks.name.endswith("{"):
            self.blocks = self.blocks.above(1)
            pops += 1
        return self._close(column, column + 1, pops)

    def _end(self, column: int, word: str) -> int:
        """Close the block that `end` or `endif` closes, or none."""
        stop = column + len(word)
        pops = 0
        closes = self.blocks
        while (block := self.outline.block(closes)) is not None and (
            closes.name.endswith("?") or block.soft or (word == "endif" and block.optional_end)
        ):
            closes = closes.above(1)
            pops += 1
        name = closes.name
        if not name or name.endswith("{") or (word == "endif" and name != "if"):
            rule = "mismatched_end" if name else "stray_end"
            self._leave()
            self.pieces.append(Piece(column, stop, rule))
            return stop
        self.blocks = closes
        return self._close(column, stop, pops)

    def _close(self, column: int, stop: int, pops: int) -> int:
        name, kind = self.blocks.name, self.blocks.kind
        self.blocks = self.blocks.above(1)
        if self.blocks is NO_BLOCKS or name == f"{REOPENED}{{":
            self.closed = kind
        elif self.closed == REOPENED:
            self.closed = ""
        self._leave()
        self.pieces.append(Piece(column, stop, "end", pops))
        return stop
