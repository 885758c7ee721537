"""How the records of a job, and the keys of topics, are written as bytes."""

from __future__ import annotations

from collections.abc import Sequence

from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue

_SEPARATOR = ' + "|" + '


def writer(job: JobBuilder, unit: Unit, cls: ir.ClassName, codec: str = "Json") -> str:
    """Return the function that writes the records of a class. codec: what a schema's class adds to its name."""
    if cls.outer == job.cls or cls.package.endswith(".support"):
        return f"{unit.use(cls)}::write"
    made = unit.use(ir.ClassName(cls.package, f"{cls.name}{codec}"))
    return f"{made}::write"


def key_text(fields: Sequence[JavaValue | None]) -> str:
    """Return the text of a key of some fields; null where a record lacks one of them."""
    values = [value for value in fields if value is not None and not value.fallible]
    if not values or len(values) < len(fields):
        return "null"
    code = _SEPARATOR.join(_text(value) for value in values)
    absent = [f"{value.code} == null" for value in values if value.nullable]
    return f"{' || '.join(absent)} ? null : {code}" if absent else code


def _text(value: JavaValue) -> str:
    kind = ir.kind_of(value.type)
    if kind is ir.Kind.STRING:
        return value.code
    if kind is ir.Kind.DECIMAL:
        return f"{value.receiver}.stripTrailingZeros().toPlainString()"
    return f"String.valueOf({value.code})"
