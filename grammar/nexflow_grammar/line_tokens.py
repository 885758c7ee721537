"""What a line says from the start of an item to its end: texts, brackets, comments, introducers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_grammar import scan_patterns as patterns
from nexflow_grammar.scan_state import CLOSERS, Piece, State

if TYPE_CHECKING:
    import re

    from nexflow_grammar.blocks import Block, Outline

#: So many open brackets are remembered: more are nested too deeply to be read.
_MOST_BRACKETS = 500
_QUOTES = ('"', "'")


class LineTokens:
    """The state of a scan while a line is read from left to right, and the pieces found so far."""

    def __init__(self, outline: Outline, before: State, line: str, closed_below: str) -> None:
        self.outline = outline
        self.before = before
        self.line = line.rstrip("\r\n")
        self.empty = not self.line.strip()
        self.closed_below = closed_below
        self.mode, self.brackets, self.until, self.brace = before[:4]
        self.tail, self.choice, self.item = before.tail, before.choice, before.item
        self.blocks = before.blocks
        self.closed = before.closed
        if "/*" in line:  # a comment may stand between any two words
            self.line = patterns.without_comments(self.line, self._opened_above())
        self.pieces: list[Piece] = []
        #: What goes on to wait for the rest of its keyword, below a line without it.
        self.led = ""
        #: Whether nobody can read how the last item begins.
        self.lost = False
        self.inline_end: re.Match[str] | None = None
        self.searched = self.first = -1

    def _opened_above(self) -> int:
        """Return the column behind a comment, a text or SQL that is open above the line."""
        closer = CLOSERS.get(self.mode, "")
        return self.line.find(closer) + len(closer) if closer in self.line else len(self.line)

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

    def _block(self) -> Block | None:
        """Return the innermost block."""
        return self.outline.block(self.blocks)

    def _closes_block(self) -> bool:
        """Tell whether a closing brace here closes a block."""
        return self.blocks.braced and "{" not in self.brackets

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
                resume = self._finish(start, stop if stop > column else end, stop)
                self.item, self.tail = self.until.startswith("&"), False
                return resume
            if kind == "word" and text in patterns.CHOICES and column != self.first:
                self.choice = patterns.choice_after(text, self.choice, 1 + len(self.brackets))
            column = token.end()
            if kind != "space":
                end, previous = column, text
        resume = self._finish(start, end, len(line))
        self.tail = self.tail and not _is_unclosed(previous)
        return resume

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
            if text == "}" and self._closes_block() and not self._in_row(token.end()):
                return token.start()
            opener = self.brackets.rfind(patterns.OPENER_OF[text])
            if opener >= 0:
                self.brackets = self.brackets[:opener]
                self.choice = 0 if self.choice > opener + 1 else self.choice
        elif self.until and not self.brackets:
            return self._introduced(token, previous)
        return None

    def _in_row(self, column: int) -> bool:
        """Tell whether a row of a table goes on behind a column."""
        block = self._block()
        return block is not None and block.one_line and "|" in self.line[column:]

    def _introduced(self, token: re.Match[str], previous: str) -> int | None:
        """Return where the item ends if this token is the introducer that it waits for."""
        text, words = token.group(), patterns.words(self.until)
        if self.choice and text in ("else", "otherwise"):
            return None
        if f"+{text}" in words:
            self.until = patterns.awaited_behind(text, previous)
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
            self._lead(piece, end)
        return end if resume is None else resume

    def _lead(self, piece: Piece, end: int) -> None:
        """Note where the words of a keyword so far may go on below: nothing else stands behind them."""
        if self.led and not piece.rule:
            self.until = self.led
            return
        blocks = self.blocks.above(1) if piece.opens else self.blocks
        block = self.outline.block(blocks)
        words = " ".join(self.line[piece.start : end].split())
        lead = block.lead(words) if block is not None and piece.rule else ""
        if block is not None and self.lost and not lead:
            lead = block.lost_lead(words)
        if lead and (not self.until or (block and lead in block.leads)):
            self.until = f"&{piece.opens}&{lead}"


def _is_unclosed(token: str) -> bool:
    """Tell whether a token is a text that nothing closes: the words at its end mean nothing."""
    return token.startswith(_QUOTES) and (len(token) == 1 or token[-1] != token[0])
