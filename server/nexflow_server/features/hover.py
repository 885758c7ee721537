"""Hover: what a name means, and the record around a step."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.bounds import bounds
from nexflow_analysis.infer import Inference
from nexflow_grammar.tree.nodes import Word
from nexflow_grammar.tree.process import NamedAggregate
from nexflow_grammar.tree.types import Assignment, Let
from nexflow_server.features import describe
from nexflow_server.features.config_values import config_hover
from nexflow_server.features.cursor import Cursor
from nexflow_server.features.keywords import keyword_at
from nexflow_server.features.meaning import FieldUse, Meaning, meaning_at
from nexflow_server.features.model import Hover
from nexflow_server.features.scopes import surroundings
from nexflow_server.features.tables import about_column, about_row, about_table


def hover(cursor: Cursor) -> Hover | None:
    """Return what there is to say about the text at a position."""
    value = config_hover(cursor)
    if value is not None:
        return value
    meaning = meaning_at(cursor)
    if meaning is not None:
        text = _describe(meaning)
        if text:
            start, end = cursor.position(meaning.start), cursor.position(meaning.end)
            more = (*_computed(cursor, meaning), *_of_table(cursor, meaning))
            return Hover("\n\n".join((text, *more)), start, end)
    return _row(cursor) or _keyword(cursor)


def _computed(cursor: Cursor, meaning: Meaning) -> Iterator[str]:
    """Yield how many digits a computed decimal has, and how large it may be, where its name is given."""
    entry, use = cursor.entry, meaning.field
    node = entry.node if entry is not None else None
    if entry is None or use is None or isinstance(node, NamedAggregate):
        return
    if not isinstance(node, Assignment | Let) or meaning.end > entry.start + node.value.start:
        return
    inference = Inference(use.around.scope)
    typed = inference.infer(node.value).type
    if isinstance(typed, t.Scalar) and typed.is_decimal:
        yield describe.bounds(bounds(node.value, inference))


def _of_table(cursor: Cursor, meaning: Meaning) -> Iterator[str]:
    """Yield what is known of the decision table or of its column that a name stands for."""
    if cursor.segment.kind != "table":
        return
    name = cursor.segment.name
    if name is not None and meaning.start == name.start:
        yield from filter(None, (about_table(cursor),))
    elif (found := about_column(cursor)) is not None:
        yield found[0]


def _row(cursor: Cursor) -> Hover | None:
    """Say of a computed column what it may be, and of a row when it is reached."""
    if cursor.segment.kind != "table" or cursor.entry is None:
        return None
    found = about_column(cursor) or about_row(cursor)
    if found is None:
        return None
    text, start, end = found
    return Hover(text, cursor.position(start), cursor.position(end))


def _describe(meaning: Meaning) -> str:
    if meaning.declared is not None:
        return describe.definition(meaning.declared)
    if meaning.function is not None:
        return describe.function(meaning.function)
    if meaning.type:
        first = t.BUILT_IN[meaning.type]
        same = "" if first == meaning.type else f"\n\nThe same as `{first}`."
        return f"{describe.code(meaning.type)}{same}"
    if meaning.field is not None:
        return _field(meaning.field)
    return ""


def _field(use: FieldUse) -> str:
    owner = (
        f"\n\nA field of `{use.owner.name}`." if use.owner is not None and use.owner.name else ""
    )
    inner = use.typed.type
    if isinstance(inner, t.Record) and inner.fields:
        return f"{describe.code(f'{use.name}: {describe.record(inner)}')}{owner}"
    return f"{describe.code(describe.typed(use.name, use.typed))}{owner}"


def _keyword(cursor: Cursor) -> Hover | None:
    """Say what the statement does whose first word the position is at, and what passes through."""
    entry = cursor.entry
    if entry is None:
        return None
    text = cursor.segment.text[entry.start : entry.end]
    word = Word(0, len(text.split(None, 1)[0]) if text.strip() else 0, "")
    if not word.start <= cursor.offset - entry.start <= word.end:
        return None
    parts: list[str] = []
    known = keyword_at(cursor.segment.language, entry.rule, text)
    if known is not None:
        parts.append(known.documentation)
    around = surroundings(cursor)
    step = around.flow.steps[around.index] if around.flow and around.index >= 0 else None
    if step is not None and step.entry.start == entry.start:
        if step.before is not None:
            parts.append(f"Before:\n{describe.code(describe.record(step.before))}")
        if step.after is not None and step.after != step.before:
            parts.append(f"After:\n{describe.code(describe.record(step.after))}")
    if not parts:
        return None
    start = cursor.position(entry.start)
    return Hover("\n\n".join(parts), start, cursor.position(entry.start + word.end))
