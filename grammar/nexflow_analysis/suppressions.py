"""NX090–NX092: comments that suppress findings, `// nexflow: ignore NX611`.

One counts for its own line or, on a line of its own, for the next line that is no comment;
`ignore-file` at the top counts for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis.diagnostics import Edit, Finding, Fix, Severity
from nexflow_analysis.lint import is_firm
from nexflow_analysis.names import suggestion
from nexflow_grammar.comments import Comment
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment, SourceFile

MARKER = "nexflow:"
_WRITTEN = Pattern(r"(?://|#)\s*nexflow:\s*(?P<word>ignore(?:-\w*)?)(?=[\s:,]|$)[\s:]*")
_CODE = Pattern(r"[\s,]*(?P<code>NX\w*)", re.IGNORECASE)
_PREFIX = Pattern(r"NX\d{1,3}")
_WORDS = ("ignore", "ignore-file")


class Span(Struct, frozen=True):
    """A text in a line, from column start to end."""

    text: str
    start: int
    end: int


class Suppression(Struct, frozen=True):
    """A suppression as it is written. line: in its segment; end: the column after its last code."""

    line: int
    comment: Comment
    word: Span
    codes: tuple[Span, ...]


def suppressions_of(segment: Segment) -> tuple[Suppression, ...]:
    """Return the suppressions in a segment."""
    found = map(_read, segment.comments_with(MARKER))
    return tuple(one for one in found if one is not None)


def _read(comment: Comment) -> Suppression | None:
    written = _WRITTEN.match(comment.text)
    if written is None:
        return None
    codes: list[Span] = []
    offset = written.end()
    while code := _CODE.match(comment.text, offset):
        found = _span(code, "code", comment.column)
        codes.append(replace(found, text=found.text.upper()))
        offset = code.end()
    return Suppression(comment.line, comment, _span(written, "word", comment.column), tuple(codes))


def _span(found: re.Match[str], group: str, column: int) -> Span:
    return Span(found[group], found.start(group) + column, found.end(group) + column)


def suppress(
    path: str, file: SourceFile, written: Sequence[tuple[int, Suppression]], findings: list[Finding]
) -> list[Finding]:
    """Return the findings that are not suppressed, and those about the suppressions themselves.

    written: each suppression with the line that its segment starts at.
    """
    top = next((n for n, scan in enumerate(file.scans) if scan.pieces), len(file.lines))
    hidden: set[int] = set()
    found: list[Finding] = []
    for start, one in written:
        line = start + one.line
        wrong = _wrong(path, line, one, top=top)
        if wrong is not None:
            found.append(wrong)
            continue
        target = None if one.word.text == "ignore-file" else _target(file, line, one)
        for number, code in enumerate(one.codes):
            if not _is_known(code.text):
                found.append(_unknown(path, line, code))
                continue
            meant, kept = _meant(findings, code.text, target)
            hidden |= meant
            if kept is not None or not meant:
                removal = _removal(path, file, line, one, number)
                found.append(_without_effect(path, line, code, kept, target, removal))
    shown = [finding for index, finding in enumerate(findings) if index not in hidden]
    return [*shown, *found]


def _meant(
    findings: list[Finding], code: str, target: int | None
) -> tuple[set[int], Finding | None]:
    """Return which findings a code suppresses, and the first that it names and cannot."""
    meant: set[int] = set()
    kept: Finding | None = None
    for index, finding in enumerate(findings):
        if target in (None, finding.start[0]) and finding.code.startswith(code):
            if not is_firm(finding.code, finding.severity):
                meant.add(index)
            elif kept is None:
                kept = finding
    return meant, kept


def _target(file: SourceFile, line: int, one: Suppression) -> int:
    """Return the line that a suppression counts for."""
    if not one.comment.alone:
        return line
    return next(
        (n for n in range(line + 1, len(file.lines)) if not file.scans[n].comment), len(file.lines)
    )


def _is_known(code: str) -> bool:
    from nexflow_analysis.codes import CODES  # noqa: PLC0415 - only where something is suppressed

    return bool(_PREFIX.fullmatch(code)) and any(known.startswith(code) for known in CODES)


def _wrong(path: str, line: int, one: Suppression, *, top: int) -> Finding | None:
    """Return what is wrong with how a suppression is written."""
    word = one.word
    message = ""
    if word.text not in _WORDS:
        message = f"there is no `{word.text}`{suggestion(word.text, _WORDS)}"
    elif not one.codes:
        message = f"name the codes to ignore: `nexflow: {word.text} NX415`; without one, nothing is"
    elif word.text == "ignore-file" and line >= top:
        message = (
            "`ignore-file` has no effect here: it counts for a whole file, so it stands at the top, "
            "above everything but comments"
        )
    if not message:
        return None
    start, end = (line, word.start), (line, word.end)
    return Finding(path, start, end, "NX092", Severity.WARNING, message)


def _unknown(path: str, line: int, code: Span) -> Finding:
    message = f"there is no code `{code.text}`; `nexflow rules` lists those there are"
    start, end = (line, code.start), (line, code.end)
    return Finding(path, start, end, "NX092", Severity.WARNING, message)


def _without_effect(
    path: str, line: int, code: Span, kept: Finding | None, target: int | None, removal: Edit
) -> Finding:
    start, end = (line, code.start), (line, code.end)
    fixes = (Fix(f"Remove `{code.text}`", (removal,), safe=True),)
    if kept is not None:
        message = (
            f"`{kept.code}` in line {kept.start[0] + 1} is an error that nothing can be generated "
            "from, so it cannot be suppressed; mend it instead"
        )
        return Finding(path, start, end, "NX091", Severity.WARNING, message, fixes=fixes)
    where = "this file" if target is None else f"line {target + 1}"
    message = (
        f"nothing in {where} is reported as `{code.text}`, so this suppresses nothing; remove it"
    )
    return Finding(path, start, end, "NX090", Severity.HINT, message, fixes=fixes)


def _removal(path: str, file: SourceFile, line: int, one: Suppression, number: int) -> Edit:
    """Return the edit that takes out a code, with the comment if it is the only one."""
    codes = one.codes
    if len(codes) > 1:
        first = codes[number - 1].end if number else codes[0].start
        last = codes[number].end if number else codes[1].start
        return Edit(path, (line, first), (line, last), "")
    text = file.lines[line]
    before = len(text[: one.comment.column].rstrip())
    content = len(text.rstrip("\r\n"))
    if before:
        return Edit(path, (line, before), (line, content), "")
    if line + 1 < len(file.lines):
        return Edit(path, (line, 0), (line + 1, 0), "")
    return Edit(path, (line, 0), (line, content), "")


def suppression_edit(file: SourceFile, path: str, finding: Finding) -> Edit | None:
    """Return the edit that suppresses a finding where it is; None where none can."""
    if is_firm(finding.code, finding.severity) or not _is_known(finding.code):
        return None
    line = finding.start[0]
    if line >= len(file.lines):
        return None
    for comment in _comments(file, line):
        written = _read(comment)
        if written is not None and written.word.text == "ignore" and written.codes:
            at = (comment.line, written.codes[-1].end)
            return Edit(path, at, at, f", {finding.code}")
    text = file.lines[line].rstrip("\r\n")
    if file.scans[line].before.mode:
        return None
    indent = text[: len(text) - len(text.lstrip())]
    ending = file.lines[line][len(text) :] or "\n"
    return Edit(path, (line, 0), (line, 0), f"{indent}// nexflow: ignore {finding.code}{ending}")


def _comments(file: SourceFile, line: int) -> Iterator[Comment]:
    """Yield the comments with a marker that count for a line."""
    index, _offset = file.locate(line, 0)
    start = file.starts[index]
    for comment in file.segments[index].comments_with(MARKER):
        moved = replace(comment, line=comment.line + start)
        if moved.line == line or (moved.alone and moved.line == line - 1):
            yield moved
