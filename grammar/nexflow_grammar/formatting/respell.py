"""Put what a definition says in the first spelling of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_grammar.formatting.same_tree import same_tree
from nexflow_grammar.formatting.spacing import comments_in
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.spelled_blocks import spellings_of

if TYPE_CHECKING:
    from nexflow_grammar.source_file import Segment
    from nexflow_grammar.spellings import Spelled

#: One spelling may show only once another is put right: a `when` in braces, say.
_MOST_ROUNDS = 20


def respelled(segment: Segment) -> str:
    """Return a segment's text in the first spelling, but for what would change its tree."""
    for _ in range(_MOST_ROUNDS):
        spelled = [one for one in spellings_of(segment) if one.safe and one.edits]
        if not spelled:
            break
        better = _applied(segment, spelled)
        if better is None:
            better = _applied(segment, _harmless(segment, spelled))
        if better is None or better.text == segment.text:
            break
        segment = better
    return segment.text


def _harmless(segment: Segment, spelled: list[Spelled]) -> list[Spelled]:
    """Return the spellings that can be put right together without changing the tree."""
    if not spelled or _applied(segment, spelled) is not None:
        return spelled
    if len(spelled) == 1:
        return []
    half = len(spelled) // 2
    parts = [_harmless(segment, part) for part in (spelled[:half], spelled[half:])]
    both = [*parts[0], *parts[1]]
    return both if _applied(segment, both) is not None else parts[0]


def _applied(segment: Segment, spelled: list[Spelled]) -> Segment | None:
    """Return a segment with spellings put right; None where it does not say the same."""
    after = SourceFile(segment.language, with_spellings(segment.text, spelled)).segments
    return after[0] if not after[0].problems and same_tree([segment], after) else None


def with_spellings(text: str, spelled: list[Spelled]) -> str:
    """Return a text with the edits of the spellings that lose no comment and cross no other."""
    all_edits = sorted(
        ((edit, number) for number, one in enumerate(spelled) for edit in one.edits),
        key=lambda found: (found[0].start, found[0].end, found[1]),
    )
    left_out: set[int] = set()
    at = 0
    for edit, number in all_edits:
        replaced = text[edit.start : edit.end]
        if edit.start < at or comments_in(replaced) != comments_in(edit.text):
            left_out.add(number)
        elif number not in left_out:
            at = edit.end
    parts: list[str] = []
    at = 0
    for edit, number in all_edits:
        if number not in left_out:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*parts, text[at:]])
