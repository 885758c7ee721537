"""Fields read by their names, as who wrote them says that they were written."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import ShapeField
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.formats.members import bounds_of, codec_of, method_of, suffix_of
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit


@dataclass(frozen=True, slots=True)
class Columns:
    """A format whose fields have names. value: the support class of a value; codec, use: as in `Format`."""

    name: str
    value: str
    codec: str
    use: str


def read_column(unit: Unit, field: ShapeField, columns: Columns) -> str:
    """Return the Java that reads a field from `row`."""
    name = string_literal(field.wire)
    code = f"row.get({name}, {_reader(unit, field.type, columns)})"
    if field.default is not None:
        value = lower_to(
            field.default, JavaScope(unit), field.type, nullable=field.nullable, name=field.wire
        )
        return f"{unit.support('Json', 'orElse')}({code}, {value.or_null()})"
    return code if field.nullable else f"{unit.support('Json', 'required')}({code}, {name})"


def _reader(unit: Unit, type_: ir.JavaType, columns: Columns, depth: int = 1) -> str:
    """Return the function that reads a value. depth: how many functions it stands in, and itself."""
    in_ = nested_name("in", depth)
    match type_:
        case ir.RecordOf():
            codec = codec_of(unit, type_.cls, columns.codec, f"read {columns.use}")
            return f"{in_} -> {codec}.read{suffix_of(type_.cls)}({in_}.record())"
        case ir.ListOf():
            return f"{in_} -> {in_}.list({_reader(unit, type_.element, columns, depth + 1)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"{in_} -> {in_}.map({_reader(unit, type_.value, columns, depth + 1)})"
    bounds = bounds_of(type_)
    if bounds:
        return f"{in_} -> {in_}.decimal({bounds[0]}, {bounds[1]})"
    return f"{unit.support(columns.value)}::{method_of(type_, columns.name)}"


def nested_name(wanted: str, depth: int) -> str:
    """Return the name of a parameter of a function that stands in others."""
    return wanted if depth == 1 else f"{wanted}{depth}"
