"""Values of an `object` whose fields nothing declares: each becomes what it meets."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, bound, nullable_variable

_READERS = {
    Kind.STRING: "text", Kind.INTEGER: "integer", Kind.DECIMAL: "decimal", Kind.DOUBLE: "number",
    Kind.BOOLEAN: "truth", Kind.DATE: "date", Kind.TIMESTAMP: "timestamp", Kind.UUID: "uuid",
}  # fmt: skip


def is_untyped(value: JavaValue) -> bool:
    """Tell whether nothing declares what a value is."""
    return isinstance(value.type, ir.Untyped | ir.Anything)


def untyped_member(target: JavaValue, name: str, unit: Unit) -> JavaValue:
    """Return a field of an object whose fields nothing declares."""
    at = unit.support("Untyped", "at")
    code = f"{at}({target.or_null()}, {string_literal(name)})"
    return nullable_variable(code, ir.Anything(), fallible=target.fallible)


def untyped_element(target: JavaValue, index: JavaValue, unit: Unit) -> JavaValue:
    """Return what an untyped value holds for a name or a number."""
    at = unit.support("Untyped", "at")
    if index.nullable or ir.kind_of(index.type) not in (Kind.STRING, Kind.INTEGER):
        raise Unsupported("`[…]` of an untyped value by what may be null, or is no text or integer")
    code = f"{at}({target.or_null()}, {index.code})"
    return nullable_variable(code, ir.Anything(), fallible=target.fallible or index.fallible)


def as_kind_of(value: JavaValue, kind: Kind, unit: Unit) -> JavaValue:
    """Return an untyped value as one of a type; one that is of another is an error of the record."""
    if kind not in _READERS or isinstance(value.type, ir.Untyped):
        raise Unsupported(f"an untyped value as a {kind.value}")
    code = f"{unit.support('Untyped', _READERS[kind])}({value.or_null()})"
    return bound(unit, code, ir.Basic(kind), fallible=True)
