"""Put what a definition says in the first spelling of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_grammar.formatting.same_tree import same_tree
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.spelled_blocks import spellings_of

if TYPE_CHECKING:
    from nexflow_grammar.source_file import Segment
    from nexflow_grammar.spellings import Edit


def respelled(segment: Segment) -> str:
    """Return a segment's text in the first spelling; as it is, where that would change its tree."""
    edits = sorted({edit for one in spellings_of(segment) if one.safe for edit in one.edits})
    if not edits:
        return segment.text
    text = with_edits(segment.text, edits)
    return (
        text if same_tree([segment], SourceFile(segment.language, text).segments) else segment.text
    )


def with_edits(text: str, edits: list[Edit]) -> str:
    """Return a text with all edits that do not overlap an earlier one."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        if edit.start >= at:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*parts, text[at:]])
