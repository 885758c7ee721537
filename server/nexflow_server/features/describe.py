"""Definitions, fields and records in Markdown."""

from __future__ import annotations

import re

from nexflow_analysis import definitions as d
from nexflow_analysis import types as t
from nexflow_analysis.bounds import Bounds
from nexflow_analysis.functions import Function, Purity
from nexflow_analysis.index import Declared
from nexflow_grammar.source_file import Segment

_MOST_FIELDS = 40
_COMMENT = re.compile(r"^\s*(?://|#)\s?(.*)$")
_PURITIES = {
    Purity.CLOCK: "It reads the clock.",
    Purity.RANDOM: "It gives another value at each call.",
    Purity.IO: "It asks another system.",
}


def code(text: str) -> str:
    """Return text as a block of Nexflow."""
    return f"```nexflow\n{text}\n```"


def documentation(segment: Segment) -> str:
    """Return the comment directly above a definition."""
    head = segment.head
    if head is None:
        return ""
    lines: list[str] = []
    for line in reversed(segment.text[: head.start].splitlines()):
        found = _COMMENT.match(line)
        if found is None:
            break
        lines.append(found[1])
    return "\n".join(reversed(lines)).strip()


def definition(declared: Declared) -> str:
    """Return what a definition says of itself."""
    found = declared.definition
    match found:
        case d.SchemaDefinition():
            text = _block(f"schema {found.name}", [_field(field) for field in found.fields])
        case d.AliasDefinition():
            text = f"types {found.name}: {_type(found.target)}"
        case d.TransformDefinition():
            text = _block(f"transform {found.name}", _transform(found))
        case d.TableDefinition():
            head = f"decision_table {found.name}\nhit_policy {found.hit_policy}"
            text = _block(head, _rule(found.inputs, found.results, found.given_schema))
        case d.RuleDefinition():
            lines = _rule(found.inputs, found.results, found.given_schema)
            text = _block(f"rule {found.name}", lines)
        case d.StreamDefinition():
            schema = f"\nschema = {found.schema}" if found.schema else ""
            text = f"stream {found.name}\n{found.connector}: {found.topic}{schema}"
        case d.LookupDefinition():
            key = f"\nkey = {', '.join(found.key)}" if found.key else ""
            schema = f"\nschema = {found.schema}" if found.schema else ""
            text = f"lookup {found.name}\n{found.connector}{schema}{key}"
        case _:
            text = f"{found.kind} {found.name}"
    above = documentation(declared.segment) if declared.segment is not None else ""
    return code(text) + (f"\n\n{above}" if above else "")


def function(found: Function) -> str:
    """Return a built-in function's signature and documentation."""
    purity = _PURITIES.get(found.purity, "")
    return f"{code(found.signature)}\n\n{found.documentation}{' ' if purity else ''}{purity}"


def typed(name: str, value: t.Typed) -> str:
    """Return a name with its type as a field would be declared."""
    return f"{name}: {value.type}{'' if value.nullable else ' required'}"


def bounds(found: Bounds) -> str:
    """Return how many digits a computed number has at most, and between which numbers it is."""
    if found.digits is not None:
        return f"Computed as `{found.type}`, from {found.low:f} to {found.high:f}."
    said = []
    if found.scale is not None:
        said.append(f"at most {found.scale} digits behind the point")
    if found.low is not None:
        said.append(f"at least {found.low:f}")
    if found.high is not None:
        said.append(f"at most {found.high:f}")
    return f"Computed exactly: {' and '.join(said) or 'its digits have no bound that is known'}."


def record(found: t.Record) -> str:
    """Return a record's fields."""
    lines = [typed(f.name, t.Typed(f.type, f.nullable)) for f in found.fields]
    if found.open:
        lines.append("… and fields that are not known")
    return _block(found.name or "record", lines)


def _transform(found: d.TransformDefinition) -> list[str]:
    lines: list[str] = []
    for word, whole, fields in (
        ("input", found.input_type, found.inputs),
        ("output", found.output_type, found.outputs),
    ):
        if whole is not None:
            lines.append(f"{word}: {whole}")
        elif fields:
            lines += [f"{word}", *(f"    {_field(field)}" for field in fields)]
    return lines


def _rule(
    inputs: tuple[d.FieldDefinition, ...], results: tuple[d.FieldDefinition, ...], given: str
) -> list[str]:
    lines = [f"given: {given}"] if given else []
    if inputs:
        lines += ["given", *(f"    {_field(field)}" for field in inputs)]
    return [*lines, "return", *(f"    {_field(field)}" for field in results)] if results else lines


def _field(field: d.FieldDefinition) -> str:
    required = "" if field.nullable else " required"
    pii = f" {field.pii if field.pii == 'pii' else f'pii.{field.pii}'}" if field.pii else ""
    return f"{field.name}: {_type(field)}{required}{pii}"


def _type(field: d.FieldDefinition) -> str:
    return "object" if field.fields else str(field.type)


def _block(head: str, lines: list[str]) -> str:
    more = len(lines) - _MOST_FIELDS
    shown = [*lines[:_MOST_FIELDS], f"… {more} more"] if more > 0 else lines
    return "\n".join([head, *(f"    {line}" for line in shown), "end"])
