"""Lines to items: the scan that finds definitions, statements, fields and rows.

The scan is a deterministic function (state, line) → (pieces, state). It knows keywords at the start
of items, block ends, strings and comments, and nothing else. A line whose first word is a
definition's head resets all block state, so nothing in one definition disturbs another. It is total:
any text has pieces. An edit is scanned again from its first line to the first line after it that
starts in the state it started in before; equal state and equal rest give an equal remainder.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nexflow_grammar.blocks import OUTLINES, Block, Outline, Starter
from nexflow_grammar.blocks.model import CONTINUATION
from nexflow_grammar.languages import Language


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
    three backticks. depth: open brackets. until: the introducer that the current item waits for.
    brace: whether the current item may still open its block with a brace. tail: whether the line
    above ended in the middle of an expression. stack: open blocks; a `?` marks one that only its
    first entry makes real.
    """

    mode: str
    depth: int
    until: str
    brace: bool
    tail: bool
    stack: tuple[str, ...]


class LineScan(NamedTuple):
    """The pieces of one line and the states around it. comment: nothing but a comment is on it."""

    before: State
    pieces: tuple[Piece, ...]
    after: State
    comment: bool


START = State("", 0, "", False, False, ())

_TOKEN = re.compile(
    r"""(?P<comment>//|\#)|(?P<open_comment>/\*)|(?P<text>\"{3})|(?P<sql>`{3})
      |(?P<string>"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
      |(?P<placeholder>\$\{[^}\r\n]*\})
      |(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<arrow>->|=>)
      |(?P<word>[A-Za-z_]\w*)|(?P<number>\$?\d[\w.,]*%?)|(?P<space>\s+)|(?P<other>.)""",
    re.VERBOSE,
)
_NEEDS_TOKENS = re.compile(r"[\"'`#(\[{)\]}]|/[/*]")
_END = re.compile(r"(?:end|endif)\b(?!\s*[=:.(])")
_END_ALONE = re.compile(r"(?:end|endif)\s*(?://.*|#.*)?$")
_TAIL = re.compile(
    r"(?:[-+*/%=<>&|!?]|,|(?:^|[^\w.])(?:and|or|not|in|between|mod|default|by|to|using|from|with|on))$"
)
_BLANK = re.compile(r"\s*")
_TARGET = re.compile(r"(?:emit|send)\s+to\b")
_CLOSERS = {"/*": "*/", '"""': '"""', "```": "```"}
_OPERATOR_ENDS = frozenset("=(,[+-*/<>?!&|")


@lru_cache(maxsize=200_000)
def scan_line(language: Language, before: State, line: str) -> LineScan:
    """Scan one line (with its line end) that starts in a state."""
    return _LineScanner(OUTLINES[language], before, line).scan()


class _LineScanner:
    """The scan of one line; holds the state while the line is read from left to right."""

    def __init__(self, outline: Outline, before: State, line: str) -> None:
        self.outline = outline
        self.before = before
        self.line = line.rstrip("\r\n")
        self.mode, self.depth, self.until, self.brace, self.tail, stack = before
        self.stack = list(stack)
        self.pieces: list[Piece] = []

    def scan(self) -> LineScan:
        column = 0
        if self.mode:
            column = self._close_mode()
        column = self._blank(column)
        comment = bool(self.mode == "/*" or (self.before.mode == "/*" and not self._rest(column)))
        while not self.mode and column < len(self.line):
            if self.line.startswith(("//", "#"), column):
                comment = comment or not self.pieces
                break
            if self.line.startswith("/*", column):
                close = self.line.find("*/", column + 2)
                comment = not self.pieces and (close < 0 or not self._rest(close + 2))
                if close < 0:
                    self.mode = "/*"
                    break
                column = self._blank(close + 2)
                continue
            column = self._blank(self._item(column))
        after = State(
            self.mode, self.depth, self.until, self.brace, self.tail, tuple(self.stack)
        )
        return LineScan(self.before, tuple(self.pieces), after, comment)

    def _rest(self, column: int) -> str:
        return self.line[column:].strip()

    def _blank(self, column: int) -> int:
        found = _BLANK.match(self.line, column)
        return found.end() if found else column

    def _close_mode(self) -> int:
        """Go on in an open comment, text or SQL; return the column after its end."""
        closer = _CLOSERS[self.mode]
        at = self.line.find(closer)
        end = len(self.line) if at < 0 else at + len(closer)
        if self.mode != "/*":
            self.pieces.append(Piece(0, end, ""))
        if at >= 0:
            inside = self.mode
            self.mode = ""
            if inside != "/*":
                return self._tokens(end, end)
        return end

    def _item(self, column: int) -> int:
        """Read one item, or what goes on with the one above; return the column after it."""
        head = self._head(column)
        if head is not None:
            self._start(column, head, pops=len(self.stack), is_head=True)
            return self._tokens(column, self.pieces[-1].end)
        if self.depth == 0 and self.line[column] == "}":
            self._end(column, column + 1)
            return column + 1
        if self.depth == 0 and self.line[column] == "{" and self.brace:
            self.brace = False
            self.pieces.append(Piece(column, column + 1, "brace"))
            return column + 1
        end = (_END_ALONE if self.depth else _END).match(self.line, column)
        if end is not None and not self._starts_entry(column):
            stop = column + (5 if self.line.startswith("endif", column) else 3)
            self.depth = 0
            self._end(column, stop)
            return stop
        self._statement(column)
        return self._tokens(column, self.pieces[-1].end)

    def _head(self, column: int) -> Starter | None:
        if self._rest_before(column):
            return None
        return self.outline.top.match(self.line, column)

    def _rest_before(self, column: int) -> str:
        return self.line[:column].strip()

    def _starts_entry(self, column: int) -> bool:
        """Tell whether `end` here is the name of an entry: of a field, say."""
        block = self._block()
        starter = block.match(self.line, column) if block else None
        return starter is not None and starter.entry and starter.rule not in ("used", "state")

    def _block(self, depth: int = 0) -> Block | None:
        index = len(self.stack) - 1 - depth
        return self.outline.blocks[self.stack[index].rstrip("?")] if index >= 0 else None

    def _statement(self, column: int) -> None:
        block = self._block()
        starter = block.match(self.line, column) if block else None
        if starter is not None and (self.depth == 0 or self._breaks_out(starter, column)):
            self._start(column, starter)
            return
        goes_on = self.depth > 0 or self.tail or CONTINUATION.match(self.line, column)
        pops = 0
        while block is not None and (block.optional_end or not self.depth):
            pops += 1
            outer = self._block(pops)
            if outer is None:
                break
            starter = outer.match(self.line, column)
            if starter is not None and not (goes_on and starter.entry):
                if self.depth == 0 or self._breaks_out(starter, column):
                    self._start(column, starter, pops=pops)
                    return
        if goes_on and self._has_item():
            self.tail = False
            self.pieces.append(Piece(column, column, ""))
            return
        rule = block.other if (block := self._block()) else self.outline.top.other
        self._start(column, Starter(rule, "", entry=True))

    def _has_item(self) -> bool:
        """Tell whether there is an item to go on with: not right after an introducer."""
        return bool(self.stack)

    def _breaks_out(self, starter: Starter, column: int) -> bool:
        """Tell whether a keyword must be one although a bracket is open: two words in a row."""
        if starter.entry:
            return False
        return re.compile(r"\w+\s+(?!and\b|or\b|not\b|in\b|is\b)[A-Za-z\"'$]").match(
            self.line, column
        ) is not None and not self.line.startswith(("when", "otherwise", "else", "if"), column)

    def _start(
        self, column: int, starter: Starter, *, pops: int = 0, is_head: bool = False
    ) -> None:
        self.depth = 0
        if self.stack and self.stack[-1].endswith("?"):
            if pops or not (starter.entry or starter.rule == "set"):
                pops = max(pops, 1)
            else:
                self.stack[-1] = self.stack[-1].rstrip("?")
        del self.stack[len(self.stack) - pops :]
        if starter.opens:
            self.stack.append(starter.opens)
        self.brace = bool(starter.opens)
        self.until = starter.until
        self.tail = False
        self.pieces.append(Piece(column, column, starter.rule, pops, starter.opens, is_head))

    def _end(self, column: int, stop: int) -> None:
        if self.stack and self.stack[-1].endswith("?"):
            self.stack.pop()
            pops = 1
        else:
            pops = 0
        self.brace = self.tail = False
        self.until = ""
        rule = "end" if self.stack else "stray_end"
        if self.stack:
            self.stack.pop()
        self.pieces.append(Piece(column, stop, rule, pops))

    def _tokens(self, column: int, _end: int) -> int:
        """Read the rest of an item on this line; return the column after it."""
        line = self.line
        start = column
        if not self.until and not self.depth and not _NEEDS_TOKENS.search(line, column):
            return self._finish(start, len(line.rstrip()))
        end, previous = column, ""
        while column < len(line):
            token = _TOKEN.match(line, column)
            if token is None or token.lastgroup is None:
                break
            kind, text = token.lastgroup, token.group()
            if kind == "comment":
                break
            if kind == "open_comment":
                close = line.find("*/", column + 2)
                if close < 0:
                    self._finish(start, end)
                    self.mode = "/*"
                    return len(line)
                column = close + 2
                continue
            if kind in ("text", "sql"):
                close = line.find(text, column + 3)
                if close < 0:
                    self.mode = text
                    return self._finish(start, len(line.rstrip()))
                end = column = close + 3
                previous = "string"
                continue
            stop = self._stop_at(kind, text, token, previous)
            if stop is not None:
                return self._finish(start, max(end, stop), stop)
            column = token.end()
            if kind != "space":
                end, previous = column, text
        return self._finish(start, end, len(line))

    def _stop_at(
        self, kind: str, text: str, token: re.Match[str], previous: str
    ) -> int | None:
        """Return where the item ends if this token ends it; keep count of brackets."""
        if kind == "open":
            if text == "{" and self.brace and self.depth == 0 and not self._wants_value(previous):
                return token.start()
            self.depth += 1
        elif kind == "close":
            if self.depth == 0 and text == "}":
                return token.start()
            self.depth = max(self.depth - 1, 0)
        elif self.until and self.depth == 0 and self._introduces(kind, text, token):
            if _TARGET.match(self.line, token.start()):
                self.until = ""
                return token.start()
            until, self.until = self.until, ""
            if until in ("else", "otherwise"):
                return self._after_arrow(token.end())
            return token.end()
        return None

    def _wants_value(self, previous: str) -> bool:
        return bool(previous) and previous[-1] in _OPERATOR_ENDS

    def _introduces(self, kind: str, text: str, token: re.Match[str]) -> bool:
        match self.until:
            case "then":
                return text == "then"
            case "arrow":
                return text in ("then", "->") or (
                    kind == "word" and _TARGET.match(self.line, token.start()) is not None
                )
            case _:
                return text == self.until or text == "default"

    def _after_arrow(self, column: int) -> int:
        found = re.compile(r"\s*(?:->|:|then\b)").match(self.line, column)
        return found.end() if found else column

    def _finish(self, start: int, end: int, resume: int | None = None) -> int:
        """Close the piece that was begun at start."""
        piece = self.pieces[-1]
        if piece.start == start:
            self.pieces[-1] = piece._replace(end=end)
        elif end > start:
            self.pieces[-1] = piece._replace(end=end)
        text = self.line[start:end]
        if text:
            self.tail = not self.mode and _TAIL.search(text) is not None
        return end if resume is None else resume
