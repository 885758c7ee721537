"""Paths into a record: what their names lead to, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix
from nexflow_analysis.fit import article
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word


def as_expression(path: Path) -> e.Expression:
    """Return a path as an expression."""
    first, *others = path.names
    expression: e.Expression = e.Name(first.start, first.end, first.text)
    for name in others:
        expression = e.Member(path.start, name.end, expression, name, safe=False)
    return expression


def no_field(before: Word, word: Word, type_: t.Type) -> tuple[str, tuple[LocalFix, ...]]:
    """Say why nothing can be assigned to a field of a value, with fixes; "" where that is not known."""
    if isinstance(type_, t.Record) and not type_.open:
        names = [field.name for field in type_.fields]
        fixes = rename_fix(word, nearest(word.text, names))
        return f"`{before.text}` has no field `{word.text}`{suggestion(word.text, names)}", fixes
    if isinstance(type_, t.Scalar | t.Collection) and type_ != t.NULL:
        return (
            f"`{before.text}` is {article(type_)}, which has no fields; assign to it as a whole",
            (),
        )
    return "", ()


def follow(
    record: t.Record, names: tuple[Word, ...], lookup: Lookup, entry: Entry, reporter: Reporter
) -> t.Typed:
    """Return what a path leads to; report the first name that is not there, and other spellings."""
    found = t.Typed(record)
    for word in names:
        owner = found.type
        if isinstance(owner, t.Scalar | t.Collection):
            message = f"a value of type {owner} has no fields, so `.{word.text}` means nothing"
            reporter.add(entry, word, "NX102", message)
            return t.UNKNOWN_VALUE
        if not isinstance(owner, t.Record):
            return t.UNKNOWN_VALUE
        field = owner.field(word.text)
        if field is None:
            if not owner.open:
                _report_unknown(owner, word, entry, reporter)
            return t.UNKNOWN_VALUE
        if field.name != word.text:
            reporter.spelling(entry, word, field.name)
        found = t.Typed(lookup.deep(field.type), found.nullable or field.nullable)
    return found


def _report_unknown(owner: t.Record, word: Word, entry: Entry, reporter: Reporter) -> None:
    known = [field.name for field in owner.fields]
    named = f"`{owner.name}`" if owner.name else "this record"
    message = f"{named} has no field `{word.text}`{suggestion(word.text, known)}"
    fixes = rename_fix(word, nearest(word.text, known))
    reporter.add(entry, word, "NX103", message, fixes=fixes)


def written_paths(value: Node) -> Iterator[tuple[Word, ...]]:
    """Yield the paths that an option's value writes: one, or those of a list."""
    match value:
        case Phrase(rule="option_value"):
            yield from written_paths(value.parts[0])
        case e.ListLiteral():
            for element in value.elements:
                yield from written_paths(element)
        case e.Name() | e.Member():
            names = names_of(value)
            if names:
                yield names
        case Word():
            yield (value,)
        case Path():
            yield value.names
        case _:
            pass


def names_of(expression: e.Expression) -> tuple[Word, ...]:
    """Return the names of a path that is written as an expression; () for another one."""
    match expression:
        case e.Name():
            return (Word(expression.start, expression.end, expression.text),)
        case e.Member():
            target = names_of(expression.target)
            return (*target, expression.name) if target else ()
        case _:
            return ()
