"""The record at a point of a process: which Java class it is, and where its fields are in it.

A stage is composed, not flattened: a schema's record stays one component, and each step adds its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, find_field, variable
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, any_fallible

INPUT = "in"


@dataclass(frozen=True, slots=True)
class Part:
    """A component. field: the one that it holds; "" for a record whose fields are all meant.

    hidden: normal names of the record's fields that a later step has replaced.
    named: whether the field is a name of the process (`let`) rather than one of the record.
    """

    name: str
    type: ir.JavaType
    nullable: bool = False
    field: str = ""
    hidden: frozenset[str] = frozenset()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A record's Java class. bare: it is its only part; origin: it carries the record's origin."""

    cls: ir.ClassName
    parts: tuple[Part, ...]
    origin: bool = False
    bare: bool = False

    def part_code(self, part: Part, record: str = INPUT) -> str:
        """Return the Java of a part of a record."""
        return record if self.bare else f"{record}.{part.name}()"

    def origin_code(self, record: str = INPUT) -> str:
        """Return the Java of a record's origin; after a window there is none."""
        return f"{record}.origin()" if self.origin else "null"

    def fields(self, context: Context, record: str = INPUT, *, named: bool = True) -> Fields:
        """Return the fields as Java. named: with the names that `let` gives."""
        found: Fields = {}
        for part in self.parts:
            code = self.part_code(part, record)
            if part.field:
                if named or not part.named:
                    found[part.field] = variable(code, part.type, nullable=part.nullable)
                continue
            assert isinstance(part.type, ir.RecordOf)
            fields = fields_of(context.shape(part.type.cls), code)
            found.update({
                name: value for name, value in fields.items() if normal(name) not in part.hidden
            })  # fmt: skip
        return found

    def without(self, names: set[str]) -> tuple[Part, ...]:
        """Return the parts, with fields of some normal names hidden or left out."""
        kept: list[Part] = []
        for part in self.parts:
            if part.field and normal(part.field) in names:
                continue
            kept.append(part if part.field else replace(part, hidden=part.hidden | names))
        return tuple(kept)


def scope_of(stage: Stage, unit: Unit, stream: str = "", record: str = INPUT) -> JavaScope:
    """Return the names that an expression sees at a stage."""
    fields = stage.fields(unit.context, record)
    groups = {"input": fields}
    if stream:
        groups[stream] = fields
    return JavaScope(unit, fields, groups)


def record_value(stage: Stage, cls: ir.ClassName, unit: Unit, record: str = INPUT) -> JavaValue:
    """Return the record at a stage as a record of a class: the part that it is, or a new one."""
    shape = unit.context.shape(cls)
    own = {normal(item.wire) for item in shape.fields}
    for part in stage.parts:
        if not part.field and part.type == ir.RecordOf(cls) and not part.hidden & own:
            return JavaValue(stage.part_code(part, record), part.type)
    fields = stage.fields(unit.context, record)
    values: list[JavaValue] = []
    for item in shape.fields:
        if item.computed:
            continue
        found = find_field(fields, item.wire)
        if found is None:
            found = JavaValue("null", ir.NULL, guards=("false",), whole="null")
        try:
            values.append(convert(found, item.type, unit, nullable=item.nullable, name=item.wire))
        except Unsupported as problem:
            raise Unsupported(f"`{item.wire}` of {cls.simple}: {problem}") from problem
    arguments = ", ".join(value.or_null() for value in values)
    return JavaValue(
        f"new {unit.use(cls)}({arguments})", ir.RecordOf(cls), fallible=any_fallible(values)
    )
