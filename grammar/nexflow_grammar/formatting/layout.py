"""Lines and their indentation, from the pieces that the scan found."""

from __future__ import annotations

from msgspec import Struct, field

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.formatting.respell import respelled
from nexflow_grammar.formatting.spacing import INDENT, space, wrap
from nexflow_grammar.formatting.tables import align
from nexflow_grammar.languages import Language
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.scan_state import LineScan, Piece
from nexflow_grammar.source_file import Segment, SourceFile

#: Items that stand one level below the statement that they say more about.
_BELOW = frozenset({
    "clause", "clause_block", "id_clause", "time_clause", "persist_error", "parameter_option", "entry_value", "check_clause",
    "service_option",
})  # fmt: skip
#: Items that stand at the level of the block's head.
_WITH_HEAD = frozenset({"elseif", "else"})
_FILTER = Pattern(r"\s(?:filter|where)\s")
_ARMS = frozenset({"arm", "otherwise", "arm_otherwise", "destination"})
#: Blocks whose clauses are their own, not those of a statement.
_OWN_CLAUSES = frozenset({"window", "aggregates", "persist"})


class _Block(Struct):
    """An open block. level: of its items. in_arm: whether an arm has begun in it; braces: whether a
    brace opened it.
    """

    name: str
    level: int
    in_arm: bool = False
    braces: bool = False
    first: bool = True


class _Layout(Struct):
    """The lines written so far, and the blocks open at this point.

    filtered: the rule of the statement that a `filter` may be a clause of. closed_level: that of the
    items in the block that was closed last.
    """

    language: Language
    lines: list[str] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    waiting: list[str | None] = field(default_factory=list)
    item_level: int = 0
    closed_level: int = 0
    filtered: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of the items of the innermost block."""
        return self.blocks[-1].level if self.blocks else 0

    def line(self, level: int, text: str, comment: str = "") -> None:
        """Write a line, after the comments and blank lines that waited for its level."""
        self.flush(level)
        self.lines.extend(wrap(text, level))
        self.lines[-1] += comment

    def flush(self, level: int) -> None:
        """Write the comments and blank lines that waited for the level of what comes next."""
        self.write_rows()
        for comment in self.waiting:
            if comment is not None:
                self.lines.extend((INDENT * level + comment).rstrip().split("\n"))
            elif self.lines and self.lines[-1]:
                self.lines.append("")
        self.waiting.clear()

    def write_rows(self) -> None:
        """Write the rows of a table, aligned."""
        if self.rows:
            self.lines.extend(INDENT * self.level + row for row in align(self.rows))
            self.rows.clear()

    def close_blocks(self, count: int) -> None:
        """Close blocks that end without an `end`, writing it."""
        for _ in range(count):
            block = self.blocks.pop() if self.blocks else None
            if block is not None and not block.name.endswith("?"):
                outline = OUTLINES[self.language].blocks[block.name]
                if outline.optional_end:
                    self.write_end(block.level - 1, "}" if block.braces else "end")

    def write_end(self, level: int, text: str) -> None:
        """Write an `end` above the comments that wait for the next item."""
        self.write_rows()
        self.lines.append(INDENT * level + text)


def format_text(language: Language, text: str) -> str:
    """Return a file's text, formatted; definitions with syntax errors stay as they are."""
    file = SourceFile(language, text)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines: list[str] = []
    for number, segment in enumerate(file.segments):
        first = file.starts[number]
        source = file.lines[first : first + segment.line_count]
        scans = file.scans[first : first + segment.line_count]
        if segment.problems:
            lines.extend(line.rstrip("\r\n") for line in source)
        else:
            while lines and not lines[-1] and (not source or not source[0].strip()):
                lines.pop()
            written = _respelled(language, segment) or _segment(language, source, scans)
            # What a definition leaves open has been closed, and what stood on one line has lines of its own:
            # its braces may be `end`s now.
            if any(line.strip() == "}" for line in written):
                closed = SourceFile(language, "\n".join([*written, ""])).segments[0]
                written = _respelled(language, closed) or written
            lines.extend(written)
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    return bom + newline.join(lines) + newline if lines else bom


def _respelled(language: Language, segment: Segment) -> list[str]:
    """Return the lines of a segment in the first spelling; none where it is in that already."""
    text = respelled(segment)
    if text == segment.text:
        return []
    again = SourceFile(language, text)
    source, scans = again.lines, again.scans
    if source and not source[-1]:  # what follows the last line end is the next segment
        source, scans = source[:-1], scans[:-1]
    return _segment(language, source, scans)


def _segment(language: Language, lines: list[str], scans: list[LineScan]) -> list[str]:
    layout = _Layout(language)
    for raw, scan in zip(lines, scans, strict=True):
        line = raw.rstrip("\r\n")
        if scan.before.mode == "/*" and not scan.pieces and layout.waiting and layout.waiting[-1]:
            layout.waiting[-1] += f"\n{line.rstrip()}"
        elif scan.before.mode:
            layout.flush(layout.item_level)
            layout.lines.append(line)
            _track(layout, scan)
        elif scan.pieces:
            _pieces(layout, line, scan)
        elif line.strip():
            layout.waiting.append(line.strip())
        elif not layout.waiting or layout.waiting[-1] is not None:
            layout.waiting.append(None)
    trailing = _after_last(layout)
    return [*layout.lines, *trailing]


def _after_last(layout: _Layout) -> list[str]:
    """Close what the definition leaves open, and write the comments behind it."""
    layout.write_rows()
    waiting, layout.waiting = layout.waiting, []
    if layout.blocks:
        layout.close_blocks(len(layout.blocks) - 1)
        layout.write_end(0, "}" if layout.blocks[0].braces else "end")
    return ["" if comment is None else comment for comment in waiting]


def _track(layout: _Layout, scan: LineScan) -> None:
    """Follow the blocks of pieces on a line that is written as it is."""
    for piece in scan.pieces:
        if piece.rule:
            _enter(layout, piece)


def _enter(layout: _Layout, piece: Piece) -> None:
    if piece.rule == "end":
        del layout.blocks[len(layout.blocks) - piece.pops :]
        if layout.blocks:
            layout.blocks.pop()
    elif piece.opens:
        layout.blocks.append(_Block(piece.opens, layout.level + 1))


def _pieces(layout: _Layout, line: str, scan: LineScan) -> None:
    """Write the pieces of a line: what was on one line stays on it, but for braces."""
    level, current = 0, ""
    column = 0
    first = scan.pieces[0]
    for piece in scan.pieces:
        if piece.rule == "reopen":
            layout.blocks.append(_Block(piece.opens, layout.closed_level))
            continue
        between = line[column : piece.start].strip()
        text = _text(piece, line)
        column = piece.end
        if piece.rule == "row":
            level = _row(layout, text)
            continue
        said = f"{current} {between}".strip()
        if said and piece.rule not in ("end", "brace") and not _breaks(layout, said, piece):
            own = _level(layout, piece, text)
            level = own if piece is first else level  # only a comment stands before it
            current = f"{said} {text}"
        elif piece.rule == "brace":
            layout.blocks[-1].braces = True
            current = f"{said} {{" if said else "{"
        else:
            _write(layout, level, current, between)
            level = _level(layout, piece, text)
            current = text
    trailing = line[column:].strip()
    gap = max(len(line[column:]) - len(line[column:].lstrip()), 2)
    if layout.rows and scan.pieces[-1].rule == "row":
        cells, _ = layout.rows[-1]
        layout.rows[-1] = (cells, trailing)
        return
    if current:
        layout.line(level, current, " " * gap + trailing if trailing else "")


def _write(layout: _Layout, level: int, text: str, behind: str) -> None:
    """Write what stands on a line before an item that breaks it; a comment alone waits for its level."""
    if text:
        layout.line(level, text, f"  {behind}" if behind else "")
    elif behind:
        layout.waiting.append(behind)


def _text(piece: Piece, line: str) -> str:
    text = line[piece.start : piece.end]
    return text if piece.rule in ("import", "row") else space(text)


def _breaks(layout: _Layout, current: str, piece: Piece) -> bool:
    """Tell whether an item starts a line of its own below what stands on the line so far.

    `on error` and its step in one line, below a `persist`, would be the error clause of that.
    """
    block = layout.blocks[-1] if layout.blocks else None
    if block is None:
        return False
    if piece.rule in _ARMS and not piece.pops:
        return True
    return (block.braces and current.endswith("{")) or (block.name == "on_error" and block.first)


def _row(layout: _Layout, text: str) -> int:
    if not layout.rows:
        layout.flush(layout.level)
    elif layout.waiting:
        for comment in layout.waiting:
            layout.rows.append(("", comment or ""))
        layout.waiting.clear()
    layout.rows.append((text, ""))
    return layout.level


def _level(layout: _Layout, piece: Piece, text: str) -> int:
    """Return the level of an item, and enter or leave the blocks that it opens or closes."""
    if not piece.rule:
        return _onward(layout, piece)
    if piece.rule == "end":
        layout.filtered = ""
        if piece.pops:
            layout.blocks.pop()
        if layout.blocks:
            layout.flush(layout.level)
            layout.closed_level = layout.blocks.pop().level
            return layout.closed_level - 1
        return 0
    layout.write_rows()
    layout.close_blocks(min(piece.pops, len(layout.blocks)))
    level = layout.level
    block = layout.blocks[-1] if layout.blocks else None
    if block is not None:
        level += _offset(block, piece) + int(_is_clause(layout, piece))
        if block.name.endswith("?"):
            block.name = block.name.rstrip("?")
    layout.item_level = level
    if piece.rule == "lookup" and _FILTER.search(text):
        layout.filtered = ""
    if piece.opens:
        layout.blocks.append(_Block(piece.opens, level + 1))
    return level


def _onward(layout: _Layout, piece: Piece) -> int:
    """Return the level of what goes on with an item, which may only now say what it opens."""
    if piece.becomes:
        del layout.blocks[len(layout.blocks) - piece.pops :]
        if piece.opens:
            layout.blocks.append(_Block(piece.opens, layout.item_level + 1))
    return layout.item_level + (0 if piece.start == piece.end else 1)


def _is_clause(layout: _Layout, piece: Piece) -> bool:
    """Tell whether a `filter` is a clause of the `receive` right above it, or the lookup's only one."""
    if piece.rule not in ("filter", "clause", "id_clause", "time_clause"):
        layout.filtered = piece.rule
    if piece.rule != "filter":
        return False
    if layout.filtered == "lookup":
        layout.filtered = ""
        return True
    return layout.filtered == "receive" and None not in layout.waiting


def _offset(block: _Block, piece: Piece) -> int:
    if piece.rule in _WITH_HEAD:
        return -1
    if piece.rule in _ARMS:
        block.in_arm = True
        return 0
    offset = int(block.in_arm and block.name in ("route", "rule"))
    if piece.rule in _BELOW and block.name not in _OWN_CLAUSES and not block.first:
        offset += 1
    block.first = False
    return offset
