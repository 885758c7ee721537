"""Lines to items: the scan that finds definitions, statements, fields and rows.

The scan is a deterministic function (state, line) → (pieces, state). It knows keywords at the start
of items, block ends, strings and comments, and nothing else. A line whose first word is a
definition's head resets all block state, so nothing in one definition disturbs another. An edit is
scanned up to the first line below that starts in the state it started in before; equal state and
equal rest give an equal remainder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_grammar import scan_patterns as patterns
from nexflow_grammar.blocks import OUTLINES, Block, Outline, Starter
from nexflow_grammar.scan_state import CLOSERS, NO_BLOCKS, LineScan, Piece, State

if TYPE_CHECKING:
    import re

    from nexflow_grammar.languages import Language

#: So many open brackets are remembered: more are nested too deeply to be read.
_MOST_BRACKETS = 500
#: So many blocks outwards is looked for one that a line could belong to.
_FARTHEST = 100


def scan_line(language: Language, before: State, line: str, closed_below: str) -> LineScan:
    """Scan a line (with its line end) which starts in a state.

    closed_below: the openers that are closed on a line below: others are mistakes of their line.
    """
    return _LineScanner(OUTLINES[language], before, line, closed_below).scan()


class _LineScanner:
    """The scan of one line; holds the state while the line is read from left to right."""

    def __init__(self, outline: Outline, before: State, line: str, closed_below: str) -> None:
        self.outline = outline
        self.before = before
        self.line = line.rstrip("\r\n")
        self.closed_below = closed_below
        self.mode, self.brackets, self.until, self.brace = before[:4]
        self.tail, self.choice, self.item = before.tail, before.choice, before.item
        self.blocks, self.closed = before.blocks, before.closed
        self.pieces: list[Piece] = []
        self.inline_end: re.Match[str] | None = None
        self.searched = self.first = -1

    def scan(self) -> LineScan:
        column = self._skip(self._close_mode() if self.mode else 0)
        while column < len(self.line) and not self.mode:
            column = self._skip(self._item(column))
        comment = not self.pieces and bool(self.line.strip() or self.before.mode == "/*")
        after = State(
            self.mode, self.brackets, self.until, self.brace, self.tail, self.choice,
            self.item, self.blocks, self.closed,
        )  # fmt: skip
        return LineScan(self.before, tuple(self.pieces), after, comment)

    def _skip(self, column: int) -> int:
        """Skip white space and comments; a comment may stay open."""
        line = self.line
        while not self.mode:
            column = patterns.after_blanks(line, column)
            if line.startswith(("//", "#"), column):
                return len(line)
            if not line.startswith("/*", column):
                return column
            column = self._open_mode("/*", column)
        return len(line)

    def _open_mode(self, opener: str, column: int) -> int:
        """Read a comment, a text or SQL up to its end or, if it stays open, to the line's end."""
        closer = CLOSERS[opener]
        close = self.line.find(closer, column + len(opener))
        if close >= 0:
            return close + len(closer)
        if opener in self.closed_below:
            self.mode = opener
        elif opener == "/*":
            # Nothing closes it: it is a mistake, which hurts this line only.
            self.pieces.append(Piece(column, len(self.line), "unclosed_comment"))
        return len(self.line)

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
        if line[column] == "{" and self.brace and not self.brackets:
            self._open_brace(column)
            return column + 1
        end = (patterns.END_ALONE if self.brackets else patterns.END).match(line, column)
        if end is not None and not self._starts_entry(column):
            return self._end(column, "endif" if line.startswith("endif", column) else "end")
        self._statement(column)
        return self._tokens(column)

    def _starts_entry(self, column: int) -> bool:
        """Tell whether `end` here is the name of an entry: of a field, say."""
        block = self._block()
        starter = block.match(self.line, column) if block else None
        return starter is not None and starter.entry and not (block and block.any_word)

    def _block(self) -> Block | None:
        """Return the innermost block."""
        return self.outline.block(self.blocks)

    def _statement(self, column: int) -> None:
        """Find what starts here, or go on with the item above."""
        block = self._block()
        if block is None:
            self._outside(column)
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
            self.pieces.append(Piece(column, column, ""))
            return
        self._unclaimed(column, block)

    def _unclaimed(self, column: int, block: Block) -> None:
        """Start an item that is half-typed or misspelled, or that cannot stand here at all."""
        pops, near = 0, block.nearest(self.line, column)
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
        if near is None:
            near, pops = Starter(block.other, "", entry=True), 0
        self._start(column, near, pops=pops)

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
            self.pieces.append(Piece(column, column, "reopen", 0, name))
            self.blocks = self.blocks.opened(name)
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
        self.brackets = ""
        if self.blocks.name.endswith("?"):
            if pops or not (starter.entry or starter.rule == "set"):
                pops = max(pops, 1)
            else:
                self.blocks = self.blocks.marked("")
        self.blocks = self.blocks.above(pops)
        if starter.opens:
            self.blocks = self.blocks.opened(starter.opens)
        block = self._block()
        self.brace = bool(starter.opens) and block is not None and block.braces
        inline = bool(self.pieces) and block is not None and not starter.opens
        self.until = starter.until or (block.inline if inline and block else "")
        self.tail, self.choice, self.item = False, 0, True
        self.pieces.append(Piece(column, column, starter.rule, pops, starter.opens, head))

    def _closes_block(self) -> bool:
        """Tell whether a closing brace here closes a block."""
        return self.blocks.braced and "{" not in self.brackets

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
        kind, self.blocks = self.blocks.kind, self.blocks.above(1)
        if self.blocks is NO_BLOCKS:
            self.closed = kind
        self._leave()
        self.pieces.append(Piece(column, stop, "end", pops))
        return stop

    def _leave(self) -> None:
        self.brackets, self.until, self.choice = "", "", 0
        self.brace = self.tail = self.item = False

    def _tokens(self, start: int) -> int:
        """Read the rest of an item on this line; return the column after it."""
        line = self.line
        inline = len(self.pieces) > 1 or (self.before.brace and self.blocks.kind == "on_error")
        ends = self._inline_end(start) if inline else None
        if not (self.until or self.brackets or ends) and patterns.is_plain(line, start):
            return self._finish(start, len(line.rstrip()))
        column = end = start
        previous = ""
        # What starts an item does not end it, and is no choice but of a constraint.
        block = self._block()
        self.first = start if self.pieces[-1].rule and not (block and block.whole) else -1
        while column < len(line):
            token = patterns.TOKEN.match(line, column)
            assert token is not None  # the last alternative takes any character
            kind, text = token.lastgroup, token.group()
            if kind == "comment" or (kind == "mode" and text == "/*"):
                column = self._comment(start, end, column)
                continue
            if kind == "mode":
                end = column = self._open_mode(text, column)
                if self.mode:
                    break
                continue
            stop = self._stop_at(token, previous)
            if ends and column == ends.start(1) and not self.brackets:
                stop = column
            if stop is not None:
                resume = self._finish(start, max(end, stop), stop)
                self.item = self.tail = False
                return resume
            if kind == "word" and text in patterns.CHOICES and column != self.first:
                self.choice = patterns.choice_after(text, self.choice, 1 + len(self.brackets))
            column = token.end()
            if kind != "space":
                end, previous = column, text
        return self._finish(start, end, len(line))

    def _inline_end(self, start: int) -> re.Match[str] | None:
        """Return the `end` behind a column that closes the line, searched once for all items."""
        if self.searched < 0 or (self.inline_end and self.inline_end.start() < start):
            self.inline_end = patterns.INLINE_END.search(self.line, start)
            self.searched = start
        return self.inline_end

    def _comment(self, start: int, end: int, column: int) -> int:
        """Skip a comment behind or in the middle of an item."""
        if not self.line.startswith("/*", column):
            return len(self.line)
        self._finish(start, end)
        return self._open_mode("/*", column)

    def _stop_at(self, token: re.Match[str], previous: str) -> int | None:
        """Return where the item ends if this token ends it; keep count of brackets."""
        kind, text = token.lastgroup, token.group()
        if kind == "open":
            opens_block = self.brace and not self.brackets
            if text == "{" and opens_block and not patterns.wants_value(previous):
                return token.start()
            if len(self.brackets) < _MOST_BRACKETS:
                self.brackets += text
        elif kind == "close":
            if text == "}" and self._closes_block():
                return token.start()
            opener = self.brackets.rfind(patterns.OPENER_OF[text])
            if opener >= 0:
                self.brackets = self.brackets[:opener]
                self.choice = 0 if self.choice > opener + 1 else self.choice
        elif self.until and not self.brackets:
            return self._introduced(token)
        return None

    def _introduced(self, token: re.Match[str]) -> int | None:
        """Return where the item ends if this token is the introducer that it waits for."""
        text, words = token.group(), patterns.words(self.until)
        if self.choice and text in ("else", "otherwise"):
            return None
        if f"+{text}" in words:
            self.until = ""
            return None
        target = "<target" in words and patterns.TARGET.match(self.line, token.start())
        if text not in words and f"<{text}" not in words and not target:
            return None
        self.until = ""
        if text not in words:
            return token.start() if token.start() != self.first else None
        found = patterns.AFTER_INTRODUCER.match(self.line, token.end())
        return found.end() if found else token.end()

    def _finish(self, start: int, end: int, resume: int | None = None) -> int:
        """Let the item's piece end here; say where to read on."""
        index = len(self.pieces) - 1
        while self.pieces[index].rule == "unclosed_comment":
            index -= 1
        piece = self.pieces[index]
        if end > start:
            self.pieces[index] = replace(piece, end=end)
            block = self._block()
            self.tail = not self.mode.strip("/*") and patterns.goes_on(self.line, start, end, block)
            if not self.until and self.line.endswith("=", start, end):
                self.until = "+when"  # which may be the value
            if block is not None and block.is_whole(self.line, end) and not self.brackets:
                self._leave()
        return end if resume is None else resume
