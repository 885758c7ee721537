"""The quick scan of plain lines says what the scan of all lines says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from test_huge_definitions import TYPED, definition
from test_source_file import EXAMPLES, _sources

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.languages import Language
from nexflow_grammar.plain_lines import scan_plain
from nexflow_grammar.segments import scan_line
from nexflow_grammar.source_file import SourceFile


def _compare(language: Language, text: str) -> tuple[int, int]:
    """Scan each line of a text both ways; return how many lines are plain, and how many are not."""
    plain = other = 0
    file, outline = SourceFile(language, text), OUTLINES[language]
    states = list(dict.fromkeys(scan.before for scan in file.scans))[:5]
    for line, scan in zip(file.lines, file.scans, strict=True):
        quick = scan_plain(outline, scan.before, line)
        for state in states:
            assert scan_plain(outline, scan.before, line, scan_plain(outline, state, line)) == quick
        if quick is not None:
            assert quick == scan_line(language, scan.before, line, ""), line
            plain += 1
        elif scan.pieces:
            other += 1
    return plain, other


@given(_sources())
@settings(max_examples=300, deadline=None)
def test_a_plain_line_is_scanned_as_any_line_is(source: tuple[Language, str]) -> None:
    _compare(*source)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("typed", TYPED)
def test_a_plain_line_is_scanned_so_below_a_mistake(language: Language, typed: str) -> None:
    text = definition(language, list(range(8)))
    lines = text.splitlines(keepends=True)
    for number in range(len(lines) + 1):
        _compare(language, "".join([*lines[:number], typed, *lines[number:]]))


@pytest.mark.parametrize("language", list(Language))
def test_many_lines_are_plain(language: Language) -> None:
    counts = [_compare(language, text) for text in EXAMPLES[language]]
    assert 2 * sum(plain for plain, _ in counts) > sum(other for _, other in counts)
