"""What the binary formats share: the records of a schema, and what their methods are called."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import describe
from nexflow_codegen.lower.schema import Part
from nexflow_codegen.lower.unit import Unit

#: The methods that read and write a value of each kind, in `AvroInput` and its like.
METHODS = {
    Kind.STRING: "text", Kind.INTEGER: "integer", Kind.DECIMAL: "decimal", Kind.DOUBLE: "number",
    Kind.BOOLEAN: "bool", Kind.DATE: "date", Kind.TIMESTAMP: "timestamp", Kind.UUID: "uuid",
    Kind.BYTES: "bytes",
}  # fmt: skip


def records_of(part: Part) -> Iterator[Part]:
    """Yield the records of a schema, the outer one first."""
    yield part
    for nested in part.nested:
        yield from records_of(nested)


def suffix_of(cls: ir.ClassName) -> str:
    """Return what a nested record's methods add to `read` and `write`."""
    return "".join(cls.name.split(".")[1:])


def codec_of(unit: Unit, cls: ir.ClassName, codec: str, *uses: str) -> str:
    """Return how to write the class that reads or writes a record, and have it generated."""
    outer = cls.outer
    found = ir.ClassName(outer.package, f"{outer.name}{codec}")
    if found != unit.cls:
        unit.context.need_class(outer, *uses)
    return unit.use(found)


def method_of(type_: ir.JavaType, format_: str) -> str:
    """Return the method that reads or writes a value of a built-in type."""
    kind = ir.kind_of(type_)
    if kind not in METHODS:
        raise Unsupported(f"a field of type {describe(type_)} in {format_}; use json")
    return METHODS[kind]


def bounds_of(type_: ir.JavaType) -> tuple[int, int] | None:
    """Return the precision and scale of a bounded decimal."""
    if not isinstance(type_, ir.Basic) or type_.kind is not Kind.DECIMAL:
        return None
    if type_.precision is None and type_.scale is None:
        return None
    return type_.precision or 38, type_.scale or 0
